import HelpdeskModels

extension Strings {
    func ukrainian(_ phrase: TelegramPhrase) -> String {
        switch phrase {
        case .step(let step):
            switch step {
            case .code(let key): "Натисніть тут \(key) і відскануйте код телефоном,"
            case .find(let bot): "або відкрийте Telegram і знайдіть у пошуку @\(bot.username)."
            case .start: "Натисніть кнопку Start."
            case .confirm:
                "Підтвердьте в чаті. Без коду вкажіть назву вашої служби і прийміть запит тут."
            case .done: "Готово: відповіді надходитимуть у чат, і там же можна відповісти."
            }
        case .notLinked: "Не під’єднано: жоден чат ще не отримує відповідей."
        case .linked(let link): "під’єднано \(linkTime(link))"
        case .blocked: "бот зупинено; відповіді чекають, доки його знову запустять"
        case .claim(let link, let service):
            "просить під’єднати" + (service.map { " до «\($0)»" } ?? "") + ", \(dateTime(link.created))"
        case .mutedNote: "відповіді вимкнено"
        case .linkedBy(let name): "код: \(name)"
        case .claimedBy(let name): "вказано «\(name)»"
        case .noClaimsWait: "Ніхто не чекає на під’єднання."
        case .notOffered: "Чати тут не під’єднуються: ця система підтримки такого не вміє."

        case .codeTitle: "Під’єднати Telegram"
        case .codeAsked: "Запитуємо код…"
        case .codeScan: "Відскануйте код телефоном: відкриється бот. Або відкрийте адресу:"
        case .codePaste: "Telegram уже відкрито? Надішліть боту:"
        case .codeConfirm: "Потім натисніть кнопку Start і підтвердьте."
        case .codeWaiting(let minutes, let until):
            "Чекаємо на Telegram… код діє \(minutes) хв, до \(time(until))"
        case .codeExpired: "Код більше не діє. Натисніть l, щоб отримати новий."
        case .codeTooBig: "Щоб побачити QR-код, збільште вікно."

        case .codeKept: "Esc закриває; код діє далі."

        case .nowLinked(let name): "Під’єднано: \(name). Відтепер відповіді надходять туди."
        case .unlinked(let name): "Від’єднано: \(name)"
        case .accepted(let name): "Прийнято: \(name)"
        case .turnedAway(let name): "Відхилено: \(name)"
        case .answersOn(let name): "\(name): відповіді знову надходять."
        case .answersOff(let name): "\(name): відповіді не надходитимуть, доки ви їх не ввімкнете."
        case .unlinkQuestion(let name):
            "Від’єднати \(name)? Чат більше не отримуватиме відповідей і не зможе писати у ваші тікети."
        case .acceptQuestion(let link, let service):
            "Під’єднати \(linkName(link)) до \(service.map { "«\($0)»" } ?? "вашої служби")? Ця людина читатиме відповіді й писатиме в тікети. Приймайте лише тих, кого знаєте."
        case .chooseUnlink: "Який чат від’єднати?"
        case .chooseAccept: "Кого прийняти?"
        case .chooseReject: "Кого відхилити?"
        case .chooseAnswers: "Для якого чату ввімкнути чи вимкнути відповіді?"

        case .phoneFileArrived(let file, let key): "З телефона: \(file.name). Прикріпити: \(key)"
        case .phoneFileQuestion(let file): "Прикріпити \(file.name) (\(size(file.size))), надісланий з телефона?"

        case .staffLinksNone: "Чати під’єднують з облікового запису служби таксі."
        case .notConnected: "Ця служба підтримки не під’єднана до Telegram."
        case .nothingLinked: "Жоден чат не під’єднано."
        case .noClaims: "Ніхто не чекає на під’єднання."
        case .noCode: "Коду ще немає."

        case .devicesTitle: "Виконано вхід"
        case .device(let device):
            "вхід \(date(device.created))" + (device.used.map { ", востаннє \(dateTime($0))" } ?? "")
        case .thisDevice: "цей"
        case .unnamedDevice: "без назви"
        case .noDevices: "Тут немає сеансів, які можна завершити."
        case .chooseSignOut: "На якому пристрої завершити сеанс?"
        case .signOutQuestion(let name, let isCurrent):
            isCurrent
                ? "Завершити сеанс на цьому пристрої? Cabdesk потребуватиме нового коду, а чати Telegram, під’єднані звідси, від’єднаються."
                : "Завершити сеанс на «\(name)»? Там знадобиться новий код, а чати Telegram, під’єднані звідти, від’єднаються."
        case .signedOut(let name): "Сеанс завершено: \(name)"

        case .incident(let incident, let isToday): ukrainian(incident, isToday)
        case .moreIncidents(let count): " (і ще \(count))"
        case .incidentReports(let count): slavicPlural(count, "повідомлення", "повідомлення", "повідомлень")
        }
    }

    private func ukrainian(_ incident: Incident, _ isToday: Bool) -> String {
        let what = incident.kind == .program ? "Програма недоступна" : "Телефонія недоступна"
        let work =
            switch incident.state {
            case .triggered: "викликаємо чергових"
            case .acknowledged: incident.acknowledgedBy.map { "працює \($0)" } ?? "працюємо над цим"
            case .resolved: "усунуто"
            }
        return "\(what) " + "з \(isToday ? time(incident.opened) : dateTime(incident.opened))" + ", \(work)"
    }
}
