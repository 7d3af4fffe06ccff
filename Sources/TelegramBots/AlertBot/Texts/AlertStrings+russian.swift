import HelpdeskModels

extension AlertStrings {
    func russian(_ phrase: AlertPhrase) -> String {
        switch phrase {
        case .kind(.program): "Программа недоступна"
        case .kind(.telephony): "Телефония недоступна"
        case .kind(.unsorted): "Что-то недоступно"
        case .welcome(let night):
            """
            Этот бот вызывает дежурных специалистов, когда недоступна программа или телефония, в том числе ночью, \
            \(hours(night)).

            Что случилось? Выберите или напишите своими словами.
            """
        case .help(let night, let supportBot):
            """
            Пишите сюда, когда недоступна программа или телефония, в том числе ночью, \(hours(night)): что случилось и \
            название вашей службы. Дежурных специалистов вызовут сразу, а когда всё заработает, мы сообщим вам.

            Другие вопросы обрабатываются с \(night.to) (\(Self.zone(night.utcOffsetMinutes))) в ваших \
            тикетах\(supportBot.map { ", см. @\($0)" } ?? "").

            /status — что сейчас недоступно
            /language — выбрать язык
            """
        case .whatHappened: "Что не работает? Если ничего не выбрать, дежурных всё равно вызовут."
        case .choice(.program): "Программа"
        case .choice(.telephony): "Телефония"
        case .choice(.other): "Другое"
        case .received(let incident, let kind):
            "Принято: \(self[.kind(kind)]), авария № \(incident). Вызываем дежурных специалистов. "
                + "Когда всё заработает, мы сообщим вам."
        case .receivedTaken(let incident, let kind):
            "Принято: \(self[.kind(kind)]), авария № \(incident). Специалист уже работает над ней. "
                + "Когда всё заработает, мы сообщим вам."
        case .receivedAgain(let incident, let kind):
            "Ваше сообщение уже есть: \(self[.kind(kind)]), авария № \(incident). Если есть что добавить, пишите сюда."
        case .receivedWithoutChoice(let incident):
            "Вызываем дежурных специалистов, авария № \(incident). Вы ещё можете выбрать, что не работает."
        case .nameYourService: "Как называется ваша служба?"
        case .describe: "Опишите в нескольких словах, что случилось: так легче найти причину."
        case .serviceNoted(let name): "Спасибо. Ваша служба: «\(name)». Если есть что добавить, пишите сюда."
        case .remarkNoted(let incident, let kind):
            "Добавлено к вашему сообщению: \(self[.kind(kind)]), авария № \(incident). Если это о другом, выберите:"
        case .askQuestion: "Напишите свой вопрос одним сообщением."
        case .questionKept: "Вопрос сохранён и станет тикетом. Специалисты на месте и ответят в нём."
        case .questionKeptForMorning(let night):
            "Вопрос сохранён и станет тикетом. Он будет обработан с "
                + "\(night.to) (\(Self.zone(night.utcOffsetMinutes)))."
        case .questionWithoutFile(let supportBot):
            "Файл сюда принять не удалось. "
                + (supportBot.map { "Пришлите его в @\($0)." } ?? "Прикрепите его к тикету.")
        case .questionWaitsForLink(let supportBot):
            "Этот чат ещё не подключён к службе. "
                + (supportBot.map { "Подключите его через @\($0)" } ?? "Подключите его на «Странице клиента»")
                + ", и тикет создастся сам."
        case .questionIsTicket(let number): "Ваш вопрос стал тикетом № \(number)."
        case .questionRefused(let text, let supportBot):
            "Ваш вопрос не стал тикетом: «\(text)». Задайте его ещё раз "
                + (supportBot.map { "в @\($0) или в программе." } ?? "в программе.")
        case .setAside:
            "С тем, что вы написали, произошла ошибка. Дежурные специалисты об этом узнают. Что не работает? Выберите:"
        case .notUnderstood: "Этого я не могу прочитать. Напишите, что не работает, или выберите:"
        case .callingNotice(let incident, let kind):
            "\(self[.kind(kind)]), авария № \(incident): вызываем дежурных специалистов."
        case .acknowledgedNotice(let incident, let kind):
            "\(self[.kind(kind)]), авария № \(incident): специалист работает над ней."
        case .resolvedNotice(let incident, let kind):
            "\(self[.kind(kind)]), авария № \(incident): устранена. Если всё ещё не работает, нажмите кнопку."
        case .reopenedNotice(let incident, let kind):
            "\(self[.kind(kind)]), авария № \(incident): снова открыта. Вызываем дежурных специалистов."
        case .staffSays(let incident, let kind, let text):
            "\(self[.kind(kind)]), авария № \(incident):\n\(text)"
        case .stillBroken: "Всё ещё не работает"
        case .nothingOpen: "Об авариях ничего не известно. Если у вас что-то не работает, выберите:"
        case .chooseLanguage: "Выберите язык:"
        case .languageChosen: "Теперь я говорю по-русски."
        case .privateChatsOnly: "Этот бот работает в личных чатах. Откройте его и нажмите Start."
        case .command("status"): "Что сейчас недоступно"
        case .command("language"): "Выбрать язык"
        case .command: "Что умеет этот бот"
        case .unknownCommand: "Я не знаю этой команды. Что я умею, покажет /help."
        }
    }
}

extension AlertStrings {
    func russian(_ phrase: DutyPhrase) -> String {
        switch phrase {
        case .help:
            """
            Вы в списке дежурных: сюда приходят вызовы, когда клиенты сообщают, что что-то недоступно.

            /incidents — что открыто, с кнопками
            /incident 12 — одна авария со всеми сообщениями
            /onduty — кто сейчас дежурит
            /tell 12 ТЕКСТ — написать всем, кто сообщил
            /merge 12 11 — сообщения аварии 12 переходят к 11
            /split 57 — сообщение 57 становится отдельной аварией
            /language — выбрать язык
            """
        case .state(.triggered, _): "никто не подтвердил"
        case .state(.reopened, _): "снова открыта, никто не подтвердил"
        case .state(.acknowledged, let name): "в работе" + (name.map { ": \($0)" } ?? "")
        case .state(.resolved, let name): "устранена" + (name.map { ": \($0)" } ?? "")
        case .pageTitle(let incident, let kind, let since):
            "🚨 № \(incident) · \(self[.kind(kind)]) · с \(time(since))"
        case .pagedAgain(let pages): "До сих пор никто не подтвердил. Вызов \(pages)."
        case .pagedEveryone: "Вызваны все."
        case .forgotten(let name, let at): "Подтверждение: \(name), \(time(at)); до сих пор не устранена."
        case .wasReopened: "Была устранена и снова открыта."
        case .reportCount(let count): slavicPlural(count, "сообщение", "сообщения", "сообщений") + ":"
        case .report(let number, let service, let reporter, let text):
            report(number, service, reporter, text, unnamed: "служба ещё не названа", unverified: "не проверено")
        case .moreReports(let count): "… и ещё \(count)"
        case .acknowledge: "Беру"
        case .resolve: "Устранено"
        case .reopen: "Открыть снова"
        case .youTook(let incident): "Авария № \(incident) за вами. Когда всё заработает, нажмите «Устранено»."
        case .alreadyYours(let incident): "Авария № \(incident) уже за вами."
        case .taken(let incident, let name): "№ \(incident): в работе, \(name)."
        case .alreadyTaken(let incident, let name): "№ \(incident) уже в работе: \(name)."
        case .alreadyResolved(let incident): "№ \(incident) уже устранена."
        case .youResolved(let incident, let reporters):
            "№ \(incident) устранена. Чатов, которым сообщаем: \(reporters)."
        case .resolved(let incident, let name): "№ \(incident): устранена, \(name)."
        case .reopened(let incident, let name): "№ \(incident): снова открыта, \(name)."
        case .notResolved(let incident): "№ \(incident) не устранена, поэтому открыть её снова нельзя."
        case .news(let incident, let kind): "№ \(incident) · \(self[.kind(kind)]): есть новые сообщения."
        case .merged(let incident, let other, let name): "№ \(incident) объединена с № \(other), \(name)."
        case .cannotMerge(let incident, let other):
            "№ \(incident) и № \(other) можно объединить, только пока обе открыты."
        case .split(let report, let incident, let other, let name):
            "Сообщение #\(report) перенесено из № \(incident) в № \(other), \(name)."
        case .cannotSplit(let report):
            "Нет сообщения #\(report) в открытой аварии, где есть и другие. Номера покажет /incidents."
        case .telling(let incident, let reporters):
            "№ \(incident): отправляем в \(slavicPlural(reporters, "чат", "чата", "чатов"))."
        case .result(let incident, let reached, let all): "№ \(incident): сообщено \(reached) из \(all)."
        case .notReached(let name, .blocked): "Не сообщено: \(name), бот там заблокирован."
        case .notReached(let name, .refused): "Не сообщено: \(name), Telegram отклонил сообщение."
        case .notReached(let name, .unconfirmed): "Возможно, не сообщено: \(name), Telegram не подтвердил."
        case .noSuchIncident(let incident): "Аварии № \(incident) нет. Что открыто, покажет /incidents."
        case .noIncidents: "Ничего не открыто."
        case .dutyLevel(let level): "Уровень \(level):"
        case .dutyEveryone: "Потом все:"
        case .nobody: "сейчас никого"
        case .usage("merge"): "Пишите так: /merge 12 11 — сообщения аварии 12 переходят к 11."
        case .usage("split"): "Пишите так: /split 57 — с номером сообщения."
        case .usage("tell"): "Пишите так: /tell 12 ТЕКСТ."
        case .usage(let command): "Пишите так: /\(command) 12 — с номером аварии."
        case .gap(let hours): "Telegram был недоступен \(hours) ч. Сообщения с начала этого времени могли потеряться."
        case .conflict:
            "Другая программа забирает то, что пишут этому боту. Сообщения могут попадать туда: завершите её."
        case .poison: "Что-то из того, что написали этому боту, не удаётся прочитать. См. журнал службы поддержки."
        case .fault:
            "Что-то из того, что должен был сделать этот бот, не удалось, возможно, вызов. См. /incidents и журнал службы поддержки."
        case .notOnDuty: "Это могут только люди из списка дежурных. Список ведёт администратор службы поддержки."
        case .anonymousRefused:
            "Анонимного администратора нет в списке дежурных. Пишите от себя: отключите анонимность в правах."
        }
    }
}
