import HelpdeskModels

extension BotTexts {
    static func ukrainian(_ phrase: BotPhrase) -> String {
        switch phrase {
        case .welcome:
            """
            Вітаємо! Сюди надходять відповіді спеціалістів на ваші звернення, і тут же можна відповідати.

            Відкрийте «Сторінку клієнта» в програмі та відскануйте код або напишіть назву вашої служби таксі.
            """
        case .confirmLink(let service):
            "Підключити цей чат до служби «\(service)»? Він отримуватиме відповіді на її звернення."
        case .linked(let service):
            "Готово. Чат підключено до служби «\(service)»: відповіді спеціалістів надходитимуть сюди, тут же можна відповідати."
        case .alreadyLinked(let service):
            "Чат підключено до служби «\(service)». Пишіть спеціалістам або дивіться /help."
        case .codeUnusable:
            "Цей код не діє: його використано, він застарів або неповний. Візьміть новий на «Сторінці клієнта»."
        case .linkDeclined: "Гаразд, нічого не підключено."
        case .claimNoted:
            """
            Дякуємо. Тепер ваш колега має прийняти цей чат на «Сторінці клієнта». А поки можете писати: повідомлення \
            збережуться й підуть спеціалістам, щойно чат приймуть.
            """
        case .claimThrottled: "Забагато назв за короткий час. Спробуйте за годину або відскануйте код."
        case .pendingKept: "Збережено. Піде спеціалістам, щойно чат приймуть на «Сторінці клієнта»."
        case .pendingFull: "Більше повідомлень зберегти не можна, доки чат не прийнято. Це не збережено."
        case .linkEnded: "Чат більше не підключено, відповіді сюди не надходитимуть. Підключити знову: /start."
        case .notLinked: "Чат ще не підключено до служби таксі. Дивіться /start."
        case .unlinkQuestion(let service):
            "Відключити чат від служби «\(service)»? Відповіді сюди більше не надходитимуть."
        case .unlinked: "Чат відключено. Підключити знову: /start."
        case .unlinkCancelled: "Гаразд, чат залишається підключеним."
        case .yes: "Так"
        case .no: "Ні"
        case .added(let number, let subject): "Додано до № \(number) «\(subject)»."
        case .reopened(let number, let subject): "Додано до № \(number) «\(subject)», звернення знову відкрите."
        case .whichTicket: "Якого звернення це стосується?"
        case .newTicket: "➕ Нове звернення"
        case .chooseTopic: "Про що йдеться?"
        case .describe: "Тепер напишіть повідомлення; можна додати фото й файли."
        case .created(let number): "Ваше звернення № \(number). Відповідь надійде сюди."
        case .advice: "Це допоможе вирішити швидше:"
        case .field(let label, let hint): hint.isEmpty ? "\(label)?" : "\(label)? \(hint)"
        case .fieldMalformed: "Схоже, тут помилка. Перевірте й надішліть ще раз."
        case .noTickets: "Відкритих звернень немає. Нове: /new."
        case .ticketsTitle: "Невирішені звернення. Щоб написати до звернення, дайте відповідь на його повідомлення."
        case .status(.new): "нове"
        case .status(.open): "в роботі"
        case .status(.waiting): "чекає на вас"
        case .status(.resolved): "вирішено"
        case .standing(let service, let open): "Підключено до служби «\(service)». Невирішених звернень: \(open)."
        case .standingPending: "Запит на підключення чекає, доки його приймуть на «Сторінці клієнта»."
        case .help:
            """
            Просто пишіть: якщо відкрите одне звернення, повідомлення піде до нього, якщо кілька, я запитаю. Відповідь на \
            моє повідомлення потрапить до його звернення. Фото, файли, альбоми, голосові та виправлення теж передаються.

            /tickets – невирішені звернення
            /new – нове звернення
            /status – до чого підключено чат
            /language – мова
            /unlink – більше не надсилати відповіді сюди
            """
        case .chooseLanguage: "Яка мова?"
        case .languageChosen: "Тепер я пишу українською."
        case .resolvedRate(let number, let subject): "№ \(number) «\(subject)» вирішено. Як вам наша допомога?"
        case .rated: "Дякуємо за оцінку."
        case .ticketGone: "Цього звернення вже немає. Виберіть інше:"
        case .ticketRefused: "Звернення не прийнято. Те, що ви написали, збережено тут: виберіть тему ще раз."
        case .refused:
            "Служба підтримки цього не прийняла, нічого не передано. Надішліть інакше або напишіть у програмі."
        case .partRefused:
            "Одне з ваших повідомлень не прийнято. Перегляньте звернення й напишіть те, чого бракує, інакше."
        case .setAside:
            """
            З вашим останнім повідомленням сталася помилка. Воно збережене, але спеціалісти його не отримали. Напишіть \
            його ще раз іншими словами або в програмі.
            """
        case .stale: "Ця кнопка вже не діє."
        case .unsupported:
            "Можу передати текст, фото, відео, голосове, файл, місце або контакт. Надішліть це так."
        case .tooManyHeld: "Спершу виберіть, куди належать попередні повідомлення. Це не збережено."
        case .fileTooLargeIn(let name, let megabytes):
            """
            «\(name)» більший за \(megabytes) МБ, і Telegram не дає боту його отримати. У зверненні це зазначено. Додайте \
            файл у програмі.
            """
        case .fileUnavailable(let name): "Telegram не віддає «\(name)». У зверненні це зазначено. Надішліть ще раз."
        case .noteTooLargeIn(let name, let megabytes):
            "[«\(name)» надіслано в Telegram, але він більший за \(megabytes) МБ, які може отримати бот.]"
        case .noteUnavailable(let name): "[«\(name)» надіслано в Telegram, але отримати його не вдалося.]"
        case .fileTooLargeOut(let name):
            "«\(name)» завеликий для Telegram. Відкрийте звернення в програмі, щоб отримати його."
        case .fileNotCarried(let name):
            "«\(name)» не можна надіслати в Telegram. Відкрийте звернення в програмі, щоб отримати його."
        case .noteTooLargeOut(let name, let megabytes):
            "«\(name)» більший за \(megabytes) МБ, які може надіслати бот: чати отримали повідомлення про це."
        case .revised: "Повідомлення у зверненні теж змінено."
        case .revisedLate: "На нього вже відповіли: зміну додано до звернення новим повідомленням."
        case .edited: "✏️ Виправлено:"
        case .editLost: "Ця зміна не дійшла до спеціалістів. Напишіть її новим повідомленням."
        case .draftQuestion(let title): "У терміналі пишуть «\(title)». Додати це туди?"
        case .draftYes: "Додати туди"
        case .draftNo: "Надіслати повідомленням"
        case .draftAdded(let title): "Додано до «\(title)»."
        case .draftGone: "Його вже не пишуть."
        case .draftWithoutWords: "Туди додано лише файли. Те, що ви написали поруч, не додано: напишіть це в програмі."
        case .draftWithoutFile(let name): "«\(name)» туди не додано: Telegram його не віддав. Додайте файл у програмі."
        case .staffTicket(let service): "Нове звернення служби «\(service)»"
        case .staffHint:
            "Що ви пишете тут, отримує клієнт; /note ТЕКСТ лишається всередині, /resolve завершує звернення."
        case .staffAnonymous:
            """
            Ви пишете від імені групи. Треба знати, хто відповідає: вимкніть «Залишатися анонімним» у своїх правах \
            адміністратора й надішліть ще раз.
            """
        case .staffStranger(let id):
            "Вас немає серед спеціалістів, тому нічого не надіслано. Додати може адміністратор; ваш номер \(id)."
        case .staffGone: "Це звернення не приймає від вас повідомлень. Нічого не надіслано."
        case .staffUnknown(let number):
            "№ \(number): доставку не підтверджено. Telegram не повідомив, чи дійшла відповідь. Надіслати ще раз?"
        case .staffFailed(let number, let reason): "№ \(number): відповідь не доставлено: \(reason)"
        case .staffBlocked(let name): "\(name) зупинив(ла) бота. Відповіді чекатимуть, доки його запустять знову."
        case .staffGap(let hours):
            "Бот був без зв’язку \(hours) год. Telegram зберігає повідомлення 24 години: деякі могли загубитися."
        case .staffConflict: "Повідомлення цього бота отримує ще одна програма. Деяких тут може бракувати."
        case .staffPoison: "Одне повідомлення не вдалося зрозуміти, його відкладено; докладніше: `cabdeskd doctor`."
        case .staffNotPassedOn(let number):
            "№ \(number): щось із цього звернення дійшло в Telegram не до всіх. Відкрийте його в програмі; причина в журналі."
        case .staffChangeLost: "Одну подію служби підтримки не вдалося передати сюди. Подробиці в журналі."
        case .staffNoTicket:
            "Невідомо, до якого звернення це належить, тому нічого не надіслано. Відповідайте на повідомлення з номером звернення."
        case .staffEditLost:
            "Цю зміну нікуди не передано: нотатка лишається нотаткою, а відповідь – відповіддю. Напишіть нове повідомлення."
        case .resend: "Надіслати ще раз"
        case .arrived: "Залишити"
        case .resent: "Надсилається ще раз."
        case .resendRefused: "Не надіслано: цей чат більше не підключено до служби, чиє це звернення."
        case .settled: "Залишено як є."
        case .staffResolved(let number, let name): "№ \(number) вирішено: \(name)."
        case .staffUrgent(let number, let subject, let name):
            "№ \(number) «\(subject)» — терміново: служба не може приймати замовлення. \(name)"
        case .commandTickets: "Невирішені звернення"
        case .commandNew: "Нове звернення"
        case .commandStatus: "До чого підключено чат"
        case .commandHelp: "Як це працює"
        case .commandLanguage: "Мова"
        case .commandUnlink: "Більше не надсилати відповіді сюди"
        }
    }
}
