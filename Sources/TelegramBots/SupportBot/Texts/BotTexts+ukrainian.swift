import HelpdeskModels

extension BotTexts {
    static func ukrainian(_ phrase: BotPhrase) -> String {
        switch phrase {
        case .welcome:
            """
            Вітаємо! Сюди надходять відповіді фахівців на ваші тікети, і тут же можна відповідати.

            Відкрийте «Сторінку клієнта» в програмі та відскануйте код або напишіть назву вашої служби таксі.
            """
        case .confirmLink(let service):
            "Під’єднати цей чат до служби «\(service)»? Він отримуватиме відповіді на її тікети."
        case .linked(let service):
            "Готово. Чат під’єднано до служби «\(service)»: відповіді фахівців надходитимуть сюди, тут же можна відповідати."
        case .alreadyLinked(let service):
            "Чат під’єднано до служби «\(service)». Пишіть фахівцям або дивіться /help."
        case .codeUnusable:
            "Цей код не діє: його використано, він застарів або неповний. Візьміть новий на «Сторінці клієнта»."
        case .linkDeclined: "Гаразд, нічого не під’єднано."
        case .claimNoted:
            """
            Дякуємо. Тепер ваш колега має прийняти цей чат на «Сторінці клієнта». А поки можете писати: повідомлення \
            збережуться й підуть фахівцям, щойно чат приймуть.
            """
        case .claimThrottled: "Забагато назв за короткий час. Спробуйте за годину або відскануйте код."
        case .pendingKept: "Збережено. Піде фахівцям, щойно чат приймуть на «Сторінці клієнта»."
        case .pendingFull: "Більше повідомлень зберегти не можна, доки чат не прийнято. Це не збережено."
        case .linkEnded: "Чат більше не під’єднано, відповіді сюди не надходитимуть. Під’єднати знову: /start."
        case .notLinked: "Чат ще не під’єднано до служби таксі. Дивіться /start."
        case .unlinkQuestion(let service):
            "Від’єднати чат від служби «\(service)»? Відповіді сюди більше не надходитимуть."
        case .unlinked: "Чат від’єднано. Під’єднати знову: /start."
        case .unlinkCancelled: "Гаразд, чат залишається під’єднаним."
        case .yes: "Так"
        case .no: "Ні"
        case .added(let number, let subject): "Додано до № \(number) «\(subject)»."
        case .reopened(let number, let subject): "Додано до № \(number) «\(subject)», тікет знову відкрито."
        case .whichTicket: "Якого тікета це стосується?"
        case .newTicket: "➕ Новий тікет"
        case .chooseTopic: "Про що йдеться?"
        case .describe: "Тепер напишіть повідомлення; можна прикріпити фото й файли."
        case .created(let number): "Ваш тікет № \(number). Відповідь надійде сюди."
        case .advice: "Це допоможе вирішити швидше:"
        case .field(let label, let hint): hint.isEmpty ? "\(label)?" : "\(label)? \(hint)"
        case .fieldMalformed: "Схоже, тут помилка. Перевірте й надішліть ще раз."
        case .noTickets: "Відкритих тікетів немає. Новий: /new."
        case .ticketsTitle: "Невирішені тікети. Щоб написати в тікет, дайте відповідь на його повідомлення."
        case .status(.new): "новий"
        case .status(.open): "у роботі"
        case .status(.waiting): "чекає на вас"
        case .status(.resolved): "вирішено"
        case .standing(let service, let open): "Під’єднано до служби «\(service)». Невирішених тікетів: \(open)."
        case .standingPending: "Запит на під’єднання чекає, доки його приймуть на «Сторінці клієнта»."
        case .help:
            """
            Просто пишіть: якщо відкрито один тікет, повідомлення піде до нього, якщо кілька, я запитаю. Відповідь на \
            моє повідомлення потрапить до його тікета. Фото, файли, альбоми, голосові та виправлення теж передаються.

            /tickets — невирішені тікети
            /new — новий тікет
            /status — до чого під’єднано чат
            /language — мова
            /unlink — більше не надсилати відповіді сюди
            """
        case .chooseLanguage: "Яка мова?"
        case .languageChosen: "Тепер я пишу українською."
        case .resolvedRate(let number, let subject): "№ \(number) «\(subject)» вирішено. Як вам наша допомога?"
        case .rated: "Дякуємо за оцінку."
        case .ticketGone: "Цього тікета вже немає. Оберіть інший:"
        case .ticketRefused: "Тікет не прийнято. Те, що ви написали, збережено тут: оберіть тему ще раз."
        case .refused:
            "Служба підтримки цього не прийняла, нічого не передано. Надішліть інакше або напишіть у програмі."
        case .partRefused:
            "Одне з ваших повідомлень не прийнято. Перегляньте тікет і напишіть те, чого бракує, інакше."
        case .setAside:
            """
            З вашим останнім повідомленням сталася помилка. Воно збережене, але фахівці його не отримали. Напишіть \
            його ще раз іншими словами або в програмі.
            """
        case .stale: "Ця кнопка вже не діє."
        case .unsupported:
            "Можу передати текст, фото, відео, голосове, файл, геопозицію або контакт. Надішліть це так."
        case .tooManyHeld: "Спершу оберіть, куди належать попередні повідомлення. Це не збережено."
        case .fileTooLargeIn(let name, let megabytes):
            """
            «\(name)» більший за \(megabytes) МБ, і Telegram не дає боту його отримати. У тікеті це зазначено. Прикріпіть \
            файл у програмі.
            """
        case .fileUnavailable(let name): "Telegram не віддає «\(name)». У тікеті це зазначено. Надішліть ще раз."
        case .noteTooLargeIn(let name, let megabytes):
            "[«\(name)» надіслано в Telegram, але він більший за \(megabytes) МБ, які може отримати бот.]"
        case .noteUnavailable(let name): "[«\(name)» надіслано в Telegram, але отримати його не вдалося.]"
        case .fileTooLargeOut(let name):
            "«\(name)» завеликий для Telegram. Відкрийте тікет у програмі, щоб отримати його."
        case .fileNotCarried(let name):
            "«\(name)» не можна надіслати в Telegram. Відкрийте тікет у програмі, щоб отримати його."
        case .noteTooLargeOut(let name, let megabytes):
            "«\(name)» більший за \(megabytes) МБ, які може надіслати бот: чати отримали повідомлення про це."
        case .revised: "Повідомлення в тікеті теж змінено."
        case .revisedLate: "На нього вже відповіли: зміну додано до тікета новим повідомленням."
        case .edited: "✏️ Виправлено:"
        case .editLost: "Ця зміна не дійшла до фахівців. Напишіть її новим повідомленням."
        case .draftQuestion(let title): "У терміналі пишуть «\(title)». Прикріпити це туди?"
        case .draftYes: "Прикріпити туди"
        case .draftNo: "Надіслати повідомленням"
        case .draftAdded(let title): "Прикріплено до «\(title)»."
        case .draftGone: "Його вже не пишуть."
        case .draftWithoutWords:
            "Туди прикріплено лише файли. Те, що ви написали поруч, не додано: напишіть це в програмі."
        case .draftWithoutFile(let name):
            "«\(name)» туди не прикріплено: Telegram його не віддав. Прикріпіть файл у програмі."
        case .staffTicket(let service): "Новий тікет служби «\(service)»"
        case .staffHint:
            "Що ви пишете тут, отримує клієнт; /note ТЕКСТ лишається всередині, /resolve позначає тікет вирішеним."
        case .staffAnonymous:
            """
            Ви пишете від імені групи. Треба знати, хто відповідає: вимкніть «Залишатися анонімним» у своїх правах \
            адміністратора й надішліть ще раз.
            """
        case .staffStranger(let id):
            "Вас немає серед фахівців, тому нічого не надіслано. Додати може адміністратор; ваш номер \(id)."
        case .staffGone: "Цей тікет не приймає від вас повідомлень. Нічого не надіслано."
        case .staffUnknown(let number):
            "№ \(number): доставку не підтверджено. Telegram не повідомив, чи дійшла відповідь. Надіслати ще раз?"
        case .staffFailed(let number, let reason): "№ \(number): відповідь не доставлено: \(reason)"
        case .staffBlocked(let name): "\(name): бота зупинено. Відповіді чекатимуть, доки його запустять знову."
        case .staffGap(let hours):
            "Бот був без зв’язку \(hours) год. Telegram зберігає повідомлення 24 години: деякі могли загубитися."
        case .staffConflict: "Повідомлення цього бота отримує ще одна програма. Деяких тут може бракувати."
        case .staffPoison: "Одне повідомлення не вдалося зрозуміти, його відкладено; докладніше: `cabdeskd doctor`."
        case .staffNotPassedOn(let number):
            "№ \(number): щось із цього тікета дійшло в Telegram не до всіх. Відкрийте його в програмі; причина в журналі."
        case .staffChangeLost: "Одну подію служби підтримки не вдалося передати сюди. Подробиці в журналі."
        case .staffNoTicket:
            "Невідомо, до якого тікета це належить, тому нічого не надіслано. Відповідайте на повідомлення з номером тікета."
        case .staffEditLost:
            "Цю зміну нікуди не передано: нотатка лишається нотаткою, а відповідь — відповіддю. Напишіть нове повідомлення."
        case .resend: "Надіслати ще раз"
        case .arrived: "Залишити"
        case .resent: "Надсилається ще раз."
        case .resendRefused: "Не надіслано: цей чат більше не під’єднано до служби, якій належить тікет."
        case .settled: "Залишено як є."
        case .staffResolved(let number, let name): "№ \(number) вирішено: \(name)."
        case .staffUrgent(let number, let subject, let name):
            "№ \(number) «\(subject)» — терміново: служба не може приймати замовлення. \(name)"
        case .commandTickets: "Невирішені тікети"
        case .commandNew: "Новий тікет"
        case .commandStatus: "До чого під’єднано чат"
        case .commandHelp: "Як це працює"
        case .commandLanguage: "Мова"
        case .commandUnlink: "Більше не надсилати відповіді сюди"
        }
    }
}
