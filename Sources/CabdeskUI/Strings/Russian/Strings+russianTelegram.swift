import HelpdeskModels

extension Strings {
    func russian(_ phrase: TelegramPhrase) -> String {
        switch phrase {
        case .step(let step):
            switch step {
            case .code(let key): "Нажмите здесь \(key) и отсканируйте код телефоном,"
            case .find(let bot): "или откройте Telegram и найдите в поиске @\(bot.username)."
            case .start: "Нажмите кнопку Start."
            case .confirm:
                "Подтвердите в чате. Без кода укажите название вашей службы и примите запрос здесь."
            case .done: "Готово: ответы будут приходить в чат, и там же можно ответить."
            }
        case .notLinked: "Не подключено: ни один чат ещё не получает ответов."
        case .linked(let link): "подключено \(linkTime(link))"
        case .blocked: "бот остановлен; ответы ждут, пока его снова запустят"
        case .claim(let link, let service):
            "просит подключить" + (service.map { " к «\($0)»" } ?? "") + ", \(dateTime(link.created))"
        case .mutedNote: "ответы выключены"
        case .linkedBy(let name): "код: \(name)"
        case .claimedBy(let name): "указано «\(name)»"
        case .noClaimsWait: "Никто не ждёт подключения."
        case .notOffered: "Чаты здесь не подключаются: эта система поддержки такого не умеет."

        case .codeTitle: "Подключить Telegram"
        case .codeAsked: "Запрашиваем код…"
        case .codeScan: "Отсканируйте код телефоном: откроется бот. Или откройте адрес:"
        case .codePaste: "Telegram уже открыт? Отправьте боту:"
        case .codeConfirm: "Затем нажмите кнопку Start и подтвердите."
        case .codeWaiting(let minutes, let until):
            "Ждём Telegram… код действует \(minutes) мин, до \(time(until))"
        case .codeExpired: "Код больше не действует. Нажмите l, чтобы получить новый."
        case .codeTooBig: "Чтобы увидеть QR-код, увеличьте окно."

        case .codeKept: "Esc закрывает; код действует дальше."

        case .nowLinked(let name): "Подключено: \(name). Теперь ответы приходят туда."
        case .unlinked(let name): "Отключено: \(name)"
        case .accepted(let name): "Принято: \(name)"
        case .turnedAway(let name): "Отклонено: \(name)"
        case .answersOn(let name): "\(name): ответы снова приходят."
        case .answersOff(let name): "\(name): ответы не будут приходить, пока вы их не включите."
        case .unlinkQuestion(let name):
            "Отключить \(name)? Чат больше не будет получать ответы и не сможет писать в ваши тикеты."
        case .acceptQuestion(let link, let service):
            "Подключить \(linkName(link)) к \(service.map { "«\($0)»" } ?? "вашей службе")? Этот человек будет читать ответы и писать в тикеты. Принимайте только тех, кого знаете."
        case .chooseUnlink: "Какой чат отключить?"
        case .chooseAccept: "Кого принять?"
        case .chooseReject: "Кого отклонить?"
        case .chooseAnswers: "Для какого чата включить или выключить ответы?"

        case .phoneFileArrived(let file, let key): "С телефона: \(file.name). Прикрепить: \(key)"
        case .phoneFileQuestion(let file): "Прикрепить \(file.name) (\(size(file.size))), присланный с телефона?"

        case .staffLinksNone: "Чаты подключают из учётной записи службы такси."
        case .notConnected: "Эта служба поддержки не подключена к Telegram."
        case .nothingLinked: "Ни один чат не подключён."
        case .noClaims: "Никто не ждёт подключения."
        case .noCode: "Кода ещё нет."

        case .devicesTitle: "Выполнен вход"
        case .device(let device):
            "вход \(date(device.created))" + (device.used.map { ", последний раз \(dateTime($0))" } ?? "")
        case .thisDevice: "этот"
        case .unnamedDevice: "без названия"
        case .noDevices: "Здесь нет сеансов, которые можно завершить."
        case .chooseSignOut: "На каком устройстве завершить сеанс?"
        case .signOutQuestion(let name, let isCurrent):
            isCurrent
                ? "Завершить сеанс на этом устройстве? Cabdesk потребует новый код, а чаты Telegram, подключённые отсюда, отключатся."
                : "Завершить сеанс на «\(name)»? Там понадобится новый код, а чаты Telegram, подключённые оттуда, отключатся."
        case .signedOut(let name): "Сеанс завершён: \(name)"

        case .incident(let incident, let isToday): russian(incident, isToday)
        case .moreIncidents(let count): " (и ещё \(count))"
        case .incidentReports(let count): slavicPlural(count, "сообщение", "сообщения", "сообщений")
        }
    }

    private func russian(_ incident: Incident, _ isToday: Bool) -> String {
        let what = incident.kind == .program ? "Программа недоступна" : "Телефония недоступна"
        let work =
            switch incident.state {
            case .triggered: "вызываем дежурных"
            case .acknowledged: incident.acknowledgedBy.map { "работает \($0)" } ?? "работаем над этим"
            case .resolved: "устранено"
            }
        return "\(what) " + "с \(isToday ? time(incident.opened) : dateTime(incident.opened))" + ", \(work)"
    }
}
