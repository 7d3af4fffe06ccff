import HelpdeskModels

extension AlertStrings {
    func ukrainian(_ phrase: AlertPhrase) -> String {
        switch phrase {
        case .kind(.program): "Програма недоступна"
        case .kind(.telephony): "Телефонія недоступна"
        case .kind(.unsorted): "Щось недоступно"
        case .welcome(let night):
            """
            Цей бот викликає чергових фахівців, коли недоступна програма або телефонія, зокрема вночі, \
            \(hours(night)).

            Що сталося? Оберіть або напишіть своїми словами.
            """
        case .help(let night, let supportBot):
            """
            Пишіть сюди, коли недоступна програма або телефонія, зокрема вночі, \(hours(night)): що сталося та назву \
            вашої служби. Чергових фахівців буде викликано одразу, а коли все запрацює, ми повідомимо вас.

            Інші питання опрацьовуються з \(night.to) (\(Self.zone(night.utcOffsetMinutes))) у ваших \
            тікетах\(supportBot.map { ", див. @\($0)" } ?? "").

            /status — що зараз недоступно
            /language — обрати мову
            """
        case .whatHappened: "Що не працює? Якщо нічого не обрати, чергових усе одно буде викликано."
        case .choice(.program): "Програма"
        case .choice(.telephony): "Телефонія"
        case .choice(.other): "Інше"
        case .received(let incident, let kind):
            "Прийнято: \(self[.kind(kind)]), аварія № \(incident). Викликаємо чергових фахівців. "
                + "Коли все запрацює, ми повідомимо вас."
        case .receivedTaken(let incident, let kind):
            "Прийнято: \(self[.kind(kind)]), аварія № \(incident). Фахівець уже працює над нею. "
                + "Коли все запрацює, ми повідомимо вас."
        case .receivedAgain(let incident, let kind):
            "Ваше повідомлення вже є: \(self[.kind(kind)]), аварія № \(incident). Якщо є що додати, пишіть сюди."
        case .receivedWithoutChoice(let incident):
            "Викликаємо чергових фахівців, аварія № \(incident). Ви ще можете обрати, що не працює."
        case .nameYourService: "Як називається ваша служба?"
        case .describe: "Опишіть кількома словами, що сталося: так легше знайти причину."
        case .serviceNoted(let name): "Дякуємо. Ваша служба: «\(name)». Якщо є що додати, пишіть сюди."
        case .remarkNoted(let incident, let kind):
            "Додано до вашого повідомлення: \(self[.kind(kind)]), аварія № \(incident). Якщо це про інше, оберіть:"
        case .askQuestion: "Напишіть своє запитання одним повідомленням."
        case .questionKept: "Запитання збережено, воно стане тікетом. Фахівці на місці й дадуть відповідь у ньому."
        case .questionKeptForMorning(let night):
            "Запитання збережено, воно стане тікетом. Його буде опрацьовано з "
                + "\(night.to) (\(Self.zone(night.utcOffsetMinutes)))."
        case .questionWithoutFile(let supportBot):
            "Файл сюди прийняти не вдалося. "
                + (supportBot.map { "Надішліть його в @\($0)." } ?? "Прикріпіть його до тікета.")
        case .questionWaitsForLink(let supportBot):
            "Цей чат ще не під’єднано до служби. "
                + (supportBot.map { "Під’єднайте його через @\($0)" } ?? "Під’єднайте його на «Сторінці клієнта»")
                + ", і тікет створиться сам."
        case .questionIsTicket(let number): "Ваше запитання стало тікетом № \(number)."
        case .questionRefused(let text, let supportBot):
            "Ваше запитання не стало тікетом: «\(text)». Поставте його ще раз "
                + (supportBot.map { "в @\($0) або в програмі." } ?? "у програмі.")
        case .setAside:
            "З тим, що ви написали, сталася помилка. Чергові фахівці про це дізнаються. Що не працює? Оберіть:"
        case .notUnderstood: "Цього я не можу прочитати. Напишіть, що не працює, або оберіть:"
        case .callingNotice(let incident, let kind):
            "\(self[.kind(kind)]), аварія № \(incident): викликаємо чергових фахівців."
        case .acknowledgedNotice(let incident, let kind):
            "\(self[.kind(kind)]), аварія № \(incident): фахівець працює над нею."
        case .resolvedNotice(let incident, let kind):
            "\(self[.kind(kind)]), аварія № \(incident): усунуто. Якщо досі не працює, натисніть кнопку."
        case .reopenedNotice(let incident, let kind):
            "\(self[.kind(kind)]), аварія № \(incident): знову відкрита. Викликаємо чергових фахівців."
        case .staffSays(let incident, let kind, let text):
            "\(self[.kind(kind)]), аварія № \(incident):\n\(text)"
        case .stillBroken: "Усе ще не працює"
        case .nothingOpen: "Про аварії нічого не відомо. Якщо у вас щось не працює, оберіть:"
        case .chooseLanguage: "Оберіть мову:"
        case .languageChosen: "Тепер я говорю українською."
        case .privateChatsOnly: "Цей бот працює в особистих чатах. Відкрийте його й натисніть Start."
        case .command("status"): "Що зараз недоступно"
        case .command("language"): "Обрати мову"
        case .command: "Що вміє цей бот"
        case .unknownCommand: "Я не знаю цієї команди. Що я вмію, покаже /help."
        }
    }
}

extension AlertStrings {
    func ukrainian(_ phrase: DutyPhrase) -> String {
        switch phrase {
        case .help:
            """
            Ви у списку чергових: сюди приходять виклики, коли клієнти повідомляють, що щось недоступно.

            /incidents — що відкрито, з кнопками
            /incident 12 — одна аварія з усіма повідомленнями
            /onduty — хто зараз чергує
            /tell 12 ТЕКСТ — написати всім, хто повідомив
            /merge 12 11 — повідомлення аварії 12 переходять до 11
            /split 57 — повідомлення 57 стає окремою аварією
            /language — обрати мову
            """
        case .state(.triggered, _): "ніхто не підтвердив"
        case .state(.reopened, _): "знову відкрита, ніхто не підтвердив"
        case .state(.acknowledged, let name): "у роботі" + (name.map { ": \($0)" } ?? "")
        case .state(.resolved, let name): "усунуто" + (name.map { ": \($0)" } ?? "")
        case .pageTitle(let incident, let kind, let since):
            "🚨 № \(incident) · \(self[.kind(kind)]) · з \(time(since))"
        case .pagedAgain(let pages): "Досі ніхто не підтвердив. Виклик \(pages)."
        case .pagedEveryone: "Викликано всіх."
        case .forgotten(let name, let at): "Підтвердження: \(name), \(time(at)); досі не усунуто."
        case .wasReopened: "Було усунуто і знову відкрито."
        case .reportCount(let count):
            slavicPlural(count, "повідомлення", "повідомлення", "повідомлень") + ":"
        case .report(let number, let service, let reporter, let text):
            report(number, service, reporter, text, unnamed: "службу ще не названо", unverified: "не перевірено")
        case .moreReports(let count): "… і ще \(count)"
        case .acknowledge: "Беру"
        case .resolve: "Усунуто"
        case .reopen: "Відкрити знову"
        case .youTook(let incident): "Аварія № \(incident) за вами. Коли все запрацює, натисніть «Усунуто»."
        case .alreadyYours(let incident): "Аварія № \(incident) вже за вами."
        case .taken(let incident, let name): "№ \(incident): у роботі, \(name)."
        case .alreadyTaken(let incident, let name): "№ \(incident) вже в роботі: \(name)."
        case .alreadyResolved(let incident): "№ \(incident) вже усунуто."
        case .youResolved(let incident, let reporters):
            "№ \(incident) усунуто. Чатів, яким повідомляємо: \(reporters)."
        case .resolved(let incident, let name): "№ \(incident): усунуто, \(name)."
        case .reopened(let incident, let name): "№ \(incident): знову відкрито, \(name)."
        case .notResolved(let incident): "№ \(incident) не усунуто, тож відкрити знову не можна."
        case .news(let incident, let kind): "№ \(incident) · \(self[.kind(kind)]): є нові повідомлення."
        case .merged(let incident, let other, let name): "№ \(incident) об’єднано з № \(other), \(name)."
        case .cannotMerge(let incident, let other):
            "№ \(incident) і № \(other) можна об’єднати, лише поки обидві відкриті."
        case .split(let report, let incident, let other, let name):
            "Повідомлення #\(report) перенесено з № \(incident) до № \(other), \(name)."
        case .cannotSplit(let report):
            "Немає повідомлення #\(report) у відкритій аварії, де є й інші. Номери покаже /incidents."
        case .telling(let incident, let reporters):
            "№ \(incident): надсилаємо в \(slavicPlural(reporters, "чат", "чати", "чатів"))."
        case .result(let incident, let reached, let all): "№ \(incident): повідомлено \(reached) з \(all)."
        case .notReached(let name, .blocked): "Не повідомлено: \(name), бота там заблоковано."
        case .notReached(let name, .refused): "Не повідомлено: \(name), Telegram відхилив повідомлення."
        case .notReached(let name, .unconfirmed): "Можливо, не повідомлено: \(name), Telegram не підтвердив."
        case .noSuchIncident(let incident): "Аварії № \(incident) немає. Що відкрито, покаже /incidents."
        case .noIncidents: "Нічого не відкрито."
        case .dutyLevel(let level): "Рівень \(level):"
        case .dutyEveryone: "Потім усі:"
        case .nobody: "зараз нікого"
        case .usage("merge"): "Пишіть так: /merge 12 11 — повідомлення аварії 12 переходять до 11."
        case .usage("split"): "Пишіть так: /split 57 — з номером повідомлення."
        case .usage("tell"): "Пишіть так: /tell 12 ТЕКСТ."
        case .usage(let command): "Пишіть так: /\(command) 12 — з номером аварії."
        case .gap(let hours):
            "Telegram був недоступний \(hours) год. Повідомлення з початку цього часу могли загубитися."
        case .conflict:
            "Інша програма забирає те, що пишуть цьому боту. Повідомлення можуть потрапляти туди: завершіть її."
        case .poison: "Щось із того, що написали цьому боту, не вдається прочитати. Див. журнал служби підтримки."
        case .fault:
            "Щось із того, що мав зробити цей бот, не вдалося, можливо, виклик. Див. /incidents і журнал служби підтримки."
        case .notOnDuty: "Це можуть лише люди зі списку чергових. Список веде адміністратор служби підтримки."
        case .anonymousRefused:
            "Анонімного адміністратора немає у списку чергових. Пишіть від себе: вимкніть анонімність у правах."
        }
    }
}
