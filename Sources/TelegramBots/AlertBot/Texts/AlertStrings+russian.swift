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

            /status что сейчас недоступно
            /language выбрать язык
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
        case .askQuestion: "Напишите ваш вопрос одним сообщением."
        case .questionKept: "Вопрос сохранён и станет тикетом. Специалисты на месте и ответят в нём."
        case .questionKeptForMorning(let night):
            "Вопрос сохранён и станет тикетом. Он будет обработан с "
                + "\(night.to) (\(Self.zone(night.utcOffsetMinutes)))."
        case .questionWithoutFile(let supportBot):
            "Файл сюда принять не удалось. "
                + (supportBot.map { "Пришлите его в @\($0)." } ?? "Приложите его к тикету.")
        case .questionWaitsForLink(let supportBot):
            "Этот чат ещё не привязан к службе. "
                + (supportBot.map { "Привяжите его через @\($0)" } ?? "Привяжите его на странице клиента")
                + ", и тикет будет создан автоматически."
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
            "\(self[.kind(kind)]), авария № \(incident): решено. Если всё ещё не работает, нажмите кнопку."
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
