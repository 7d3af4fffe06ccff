import HelpdeskModels

extension AlertStrings {
    func ukrainian(_ phrase: AlertPhrase) -> String {
        switch phrase {
        case .kind(.program): "Програма недоступна"
        case .kind(.telephony): "Телефонія недоступна"
        case .kind(.unsorted): "Щось недоступно"
        case .welcome(let night):
            """
            Цей бот кличе чергових спеціалістів, коли недоступна програма або телефонія, зокрема вночі, \
            \(hours(night)).

            Що сталося? Виберіть або напишіть своїми словами.
            """
        case .help(let night, let supportBot):
            """
            Пишіть сюди, коли недоступна програма або телефонія, зокрема вночі, \(hours(night)): що сталося та назву \
            вашої служби. Чергових спеціалістів буде покликано одразу, а коли все запрацює, ми повідомимо вас.

            Інші питання опрацьовуються з \(night.to) (\(Self.zone(night.utcOffsetMinutes))) у ваших \
            тікетах\(supportBot.map { ", див. @\($0)" } ?? "").

            /status що зараз недоступно
            /language вибрати мову
            """
        case .whatHappened: "Що не працює? Якщо нічого не вибрати, чергових все одно буде покликано."
        case .choice(.program): "Програма"
        case .choice(.telephony): "Телефонія"
        case .choice(.other): "Інше"
        case .received(let incident, let kind):
            "Прийнято: \(self[.kind(kind)]), аварія № \(incident). Кличемо чергових спеціалістів. "
                + "Коли все запрацює, ми повідомимо вас."
        case .receivedTaken(let incident, let kind):
            "Прийнято: \(self[.kind(kind)]), аварія № \(incident). Спеціаліст уже працює над нею. "
                + "Коли все запрацює, ми повідомимо вас."
        case .receivedAgain(let incident, let kind):
            "Ваше повідомлення вже є: \(self[.kind(kind)]), аварія № \(incident). Якщо є що додати, пишіть сюди."
        case .receivedWithoutChoice(let incident):
            "Кличемо чергових спеціалістів, аварія № \(incident). Ви ще можете вибрати, що не працює."
        case .nameYourService: "Як називається ваша служба?"
        case .describe: "Опишіть кількома словами, що сталося: так легше знайти причину."
        case .serviceNoted(let name): "Дякуємо. Ваша служба: «\(name)». Якщо є що додати, пишіть сюди."
        case .remarkNoted(let incident, let kind):
            "Додано до вашого повідомлення: \(self[.kind(kind)]), аварія № \(incident). Якщо це про інше, виберіть:"
        case .askQuestion: "Напишіть ваше питання одним повідомленням."
        case .questionKept: "Питання збережено, воно стане тікетом. Спеціалісти на місці й дадуть відповідь у ньому."
        case .questionKeptForMorning(let night):
            "Питання збережено, воно стане тікетом. Його буде опрацьовано з "
                + "\(night.to) (\(Self.zone(night.utcOffsetMinutes)))."
        case .questionWithoutFile(let supportBot):
            "Файл сюди прийняти не вдалося. "
                + (supportBot.map { "Надішліть його в @\($0)." } ?? "Додайте його до тікета.")
        case .questionWaitsForLink(let supportBot):
            "Цей чат ще не прив’язано до служби. "
                + (supportBot.map { "Прив’яжіть його через @\($0)" } ?? "Прив’яжіть його на сторінці клієнта")
                + ", і тікет буде створено автоматично."
        case .questionIsTicket(let number): "Ваше питання стало тікетом № \(number)."
        case .questionRefused(let text, let supportBot):
            "Ваше питання не стало тікетом: «\(text)». Поставте його ще раз "
                + (supportBot.map { "в @\($0) або в програмі." } ?? "у програмі.")
        case .setAside:
            "З тим, що ви написали, сталася помилка. Чергові спеціалісти про це дізнаються. Що не працює? Виберіть:"
        case .notUnderstood: "Цього я не можу прочитати. Напишіть, що не працює, або виберіть:"
        case .callingNotice(let incident, let kind):
            "\(self[.kind(kind)]), аварія № \(incident): кличемо чергових спеціалістів."
        case .acknowledgedNotice(let incident, let kind):
            "\(self[.kind(kind)]), аварія № \(incident): спеціаліст працює над нею."
        case .resolvedNotice(let incident, let kind):
            "\(self[.kind(kind)]), аварія № \(incident): вирішено. Якщо все ще не працює, натисніть кнопку."
        case .reopenedNotice(let incident, let kind):
            "\(self[.kind(kind)]), аварія № \(incident): знову відкрита. Кличемо чергових спеціалістів."
        case .staffSays(let incident, let kind, let text):
            "\(self[.kind(kind)]), аварія № \(incident):\n\(text)"
        case .stillBroken: "Все ще не працює"
        case .nothingOpen: "Про аварії нічого не відомо. Якщо у вас щось не працює, виберіть:"
        case .chooseLanguage: "Виберіть мову:"
        case .languageChosen: "Тепер я говорю українською."
        case .privateChatsOnly: "Цей бот працює в особистих чатах. Відкрийте його й натисніть Start."
        case .command("status"): "Що зараз недоступно"
        case .command("language"): "Вибрати мову"
        case .command: "Що вміє цей бот"
        case .unknownCommand: "Я не знаю цієї команди. Що я вмію, покаже /help."
        }
    }
}
