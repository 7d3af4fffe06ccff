import HelpdeskCore
import HelpdeskModels

extension Strings {
    func ukrainian(_ phrase: Phrase) -> String {
        switch phrase {
        case .tabTickets: "Тікети"
        case .tabCreate: "Створити тікет"
        case .tabCustomerPage: "Сторінка клієнта"
        case .windowTooSmall(let columns, let rows):
            "Вікно замале. Збільште його щонайменше до \(columns) стовпців і \(rows) рядків."
        case .helpTitle: "Клавіші"
        case .helpPlaceholder: "почніть вводити, що шукаєте"
        case .marksTitle: "Позначки у списку"
        case .unreadMark: "є непрочитане"
        case .filesMark: "є файли"
        case .draftMark: "відповідь розпочато і не надіслано"
        case .ticketMark: "позначено"
        case .urgentMark: "терміновий"
        case .context(let context): ukrainianContext(context)
        case .action(let action, let context): ukrainianAction(action, in: context)
        case .syncStarting: "з’єднання…"
        case .syncSyncing: "синхронізація…"
        case .syncOnline: "на зв’язку"
        case .syncOffline(let since): "без зв’язку з \(time(since))"
        case .syncSignedOut: "вхід не виконано"
        case .outboxCount(let count): "до надсилання: \(count)"
        case .failedCount(let count): "не надіслано: \(count)"
        case .unreadCount(let count):
            slavicPlural(count, "непрочитаний тікет", "непрочитані тікети", "непрочитаних тікетів")
        case .changesSetAside(let count):
            "Не вдалося прочитати частину того, що надіслала служба підтримки (\(count)); усе інше отримано. Якщо це повториться, оновіть Cabdesk і повідомте службу підтримки."
        case .closedBanner(let hours, let bot):
            (bot.map { "Аварія? @\($0) · " } ?? "") + "підтримка з \(hours.opens) \(zone(hours))"
        case .themeChosen(let name): "Тема оформлення: \(name)"
        case .themeUnusable(let error): ukrainian(error)

        case .view(let view):
            switch view {
            case .waiting: "Чекають на вас"
            case .open: "Відкриті"
            case .resolved: "Вирішені"
            case .unassigned: "Нічиї"
            case .waitingLongest: "Чекають найдовше"
            case .shift: "За зміну"
            case .mine: "Мої"
            case .all: "Усі"
            }
        case .column(let column):
            switch column {
            case .mark: ""
            case .number: "№"
            case .service: "Служба"
            case .topic: "Тема"
            case .subject: "Суть"
            case .status: "Стан"
            case .assignee: "Фахівець"
            case .waiting: "Чекає"
            case .created: "Створено"
            case .activity: "Коли"
            case .resolved: "Вирішено"
            }
        case .status(let status):
            switch status {
            case .new: "Новий"
            case .open: "У роботі"
            case .waiting: "Чекає на вас"
            case .resolved: "Вирішено"
            }
        case .statusForStaff(let status):
            switch status {
            case .new, .resolved: self[.status(status)]
            case .open: "Наш хід"
            case .waiting: "Хід клієнта"
            }
        case .filterLabel: "Фільтр:"
        case .ticketCount(let count): slavicPlural(count, "тікет", "тікети", "тікетів")
        case .hereAndOnDesk(let here, let desk, let isExact): "тут \(here) · на сервері \(desk)\(isExact ? "" : "+")"
        case .loadingFromDesk: "Завантаження з сервера…"
        case .loadedFromDesk(let count, let key):
            "Завантажено з сервера: \(self[.ticketCount(count)])." + (key.map { " Ще — \($0)." } ?? "")
        case .nothingMoreOnDesk: "Усе, що є на сервері з цими словами, вже тут."
        case .searchNeedsWords: "Спершу введіть слова у фільтр: їх буде знайдено на сервері."
        case .searchNeedsConnection: "Зараз немає зв’язку зі службою підтримки; у списку — те, що є тут."
        case .searchTooLong: "Фільтр задовгий для пошуку на сервері. Приберіть кілька слів."
        case .listLoading: "Завантаження…"
        case .listNothingFound: "Нічого не знайдено. Змініть або очистьте фільтр (Esc)."
        case .listNothingHere(let key):
            "Тут нічого не знайдено." + (key.map { " \($0) завантажить те, що є на сервері." } ?? "")
        case .listNotSyncedYet:
            "Від служби підтримки ще нічого не отримано. Дані з’являться, щойно буде зв’язок."
        case .listFilling: "Тікети ще надходять зі служби підтримки…"
        case .listEmpty(let key): "Тут немає тікетів." + (key.map { " Натисніть \($0), щоб створити новий." } ?? "")

        case .ticketGone: "Цього тікета вже немає. Натисніть Esc, щоб повернутися до списку."
        case .notNumberedYet: "Ще без номера"
        case .resolvedAt(let time): "вирішено \(dateTime(time))"
        case .arrivedAbove(let count): "↑ нових: \(count)"
        case .unreadLine: "Нове"
        case .unreadBelow(let count): "↓ нових: \(count)"
        case .atWork(let name, let activity):
            switch activity {
            case .reading: "\(name) читає"
            case .note: "\(name) пише нотатку"
            case .writing: "\(name) пише"
            }
        case .wroteMeanwhile(let names, let key):
            "Надійшло нове: \(names). Прочитайте й "
                + (key.map { "натисніть \($0) ще раз." } ?? "надішліть ще раз.")
        case .internalNote: "внутрішня нотатка"
        case .event(let event): ukrainianEvent(event)
        case .priority(let priority):
            switch priority {
            case .low: "Низький"
            case .normal: "Звичайний"
            case .high: "Високий"
            case .urgent: "Терміновий"
            }
        case .hasPriority(let priority):
            priority == .urgent ? "терміново" : "пріоритет: \(self[.priority(priority)].lowercased())"
        case .waitingFor(let time): "чекає \(time)"
        case .transition(.resolved): "Позначити вирішеним"
        case .transition(.reopened): "Відкрити знову"
        case .transition(.assigned): "Призначити відповідального"
        case .transition(.moved): "Перенести до іншої теми"
        case .transition(.prioritised): "Змінити пріоритет"
        case .transition(.merged): "Об’єднати з іншим тікетом"
        case .notSent: "Не надіслано"
        case .deliveryQueued: "У черзі"
        case .deliverySending: "Надсилається"
        case .deliveryHeld(let seconds, let key):
            "Піде за \(seconds) с" + (key.map { "; \($0) — забрати назад" } ?? "")
        case .deliveryWaits(let key):
            "Піде, щойно з’явиться зв’язок" + (key.map { "; \($0) — забрати назад" } ?? "")
        case .whyTitle(let kind): kind == .reopened ? "Відкрити знову: чому?" : "Позначити вирішеним: чому?"
        case .whyHint: "За бажанням: слова підуть відповіддю; просто Enter — без слів."
        case .shiftBegun(let key):
            "Зміна почалася: у добірці «За зміну» — те, що зміниться від цієї хвилини."
                + (key.map { " Скасувати: \($0)." } ?? "")
        case .shiftTakenBack(let since): "Скасовано: зміна знову рахується від \(dateTime(since))."
        case .shiftGoneOn: "Тим часом почалася інша зміна — в іншому вікні або після довгої перерви. Вона лишається."
        case .answerExpected(let time): "відповідь ≈ \(time)"
        case .answerUsual(let span): "зазвичай відповідаємо за \(span)"
        case .answerNotBefore(let time): "підтримка відповість після \(time)"
        case .statusSetMeanwhile: "Цей стан уже встановлено кимось іншим. Ваші слова збережено як чернетку відповіді."
        case .transitionUndone: "Скасовано."
        case .deliveryFailed(let error): "Не надіслано: \(self[.error(error)])"
        case .quotedLines(let count, let key):
            "> … \(slavicPlural(count, "рядок", "рядки", "рядків")) цитати" + (key.map { " (\($0) показує)" } ?? "")
        case .textCut: "… решта цього повідомлення задовга, щоб показати її тут."
        case .replyTitle: "Ваша відповідь"
        case .noteTitle: "Внутрішня нотатка: клієнти її не бачать"
        case .replyPlaceholder: "Напишіть відповідь тут"
        case .draftGone: "Цієї чернетки вже немає: її надіслано або видалено в іншому вікні."
        case .notePlaceholder: "Напишіть для колег: клієнт цього не побачить"
        case .replyQueued: "Відповідь збережено, вона надсилається."
        case .noteQueued: "Нотатку збережено, вона надсилається колегам."
        case .saveNote: "Зберегти нотатку"
        case .draftKept(let kind):
            switch kind {
            case .newTicket: "Тікет збережено як чернетку."
            case .reply: "Відповідь збережено як чернетку."
            case .note: "Нотатку збережено як чернетку. Клієнти її не бачать."
            }
        case .draftJoined: "Розпочате раніше стоїть вище."
        case .isAmongDrafts: "Нічого не втрачено: текст є серед чернеток."
        case .draft(let kind, let ticket, let text):
            switch kind {
            case .newTicket: text
            case .reply: "Відповідь\(ticket.isEmpty ? "" : ", \(ticket)"): \(text)"
            case .note: "Внутрішня нотатка\(ticket.isEmpty ? "" : ", \(ticket)"): \(text)"
            }
        case .draftInTicket(let kind, let text, let key):
            (kind.isNote ? "Чернетка внутрішньої нотатки" : "Чернетка відповіді") + ": \(text)"
                + (key.map { " (\($0) продовжує)" } ?? "")
        case .draftUnsaved: "Зберегти не вдалося, текст лише в пам’яті. Звільніть місце на диску до виходу."
        case .quitUnsaved: "Написане останнім зберегти не вдалося. Вийти і втратити його?"
        case .ticketResolved(let key):
            "Тікет позначено вирішеним." + (key.map { " Натисніть \($0), щоб оцінити допомогу." } ?? "")
        case .ticketReopened: "Тікет знову відкрито."
        case .alreadyResolved: "Цей тікет уже вирішено."
        case .notResolvedYet: "Знову відкрити можна лише вирішений тікет."
        case .resolvingNotOffered: "Тут вирішеним тікет позначає лише служба підтримки: попросіть про це у відповіді."
        case .reopeningNotOffered: "Тут знову відкрити тікет може лише служба підтримки; відповідь відкриє його."
        case .ratingsNotOffered: "У цій службі підтримки немає оцінок: її система їх не зберігає."
        case .noAttachments: "У цьому тікеті немає файлів."
        case .noFileToRemove: "Жодного файлу не прикріплено."

        case .chooseFile: "Який файл зберегти?"
        case .attachTitle: "Прикріпити файл"
        case .attachHint: "частина назви або шлях"
        case .saveTitle(let name): "Зберегти \(name)"
        case .saveHint: "Тека, куди зберегти; Tab доповнює"
        case .attaching(let name): "\(name): прикріплюється…"
        case .attachingThenSending(let name): "\(name): прикріплюється, потім усе надішлеться…"
        case .sendingCalledOff(let key): "Ви продовжили писати, ще не надіслано: натисніть \(key), коли буде готово."
        case .quitAmidAttaching: "Файл ще прикріплюється. Вийти без нього? Чернетка залишиться."
        case .fileAttached(let name): "Прикріплено: \(name)"
        case .fileRemoved(let name): "Прибрано: \(name)"
        case .fileRemovalTitle: "Який файл прибрати?"
        case .sameFile(let name, let same):
            name == same ? "\(name) уже прикріплено." : "\(name) — те саме, що й \(same): його вже прикріплено."
        case .savingAttachment(let name): "Зберігається \(name)…"
        case .attachmentSaved(let path): "Збережено як \(path)"

        case .serviceLabel: "Служба"
        case .servicePlaceholder: "Оберіть, для якої служби (Enter)"
        case .serviceHint: "Автор — ви; тікет бачать усі працівники служби й можуть відповісти."
        case .topicLabel: "Тема"
        case .topicPlaceholder: "Оберіть, про що йдеться (Enter)"
        case .recommendationTitle: "Що спробувати і що нам написати"
        case .linesBelow(let count, let key): "ще рядків: \(count)" + (key.map { " (\($0))" } ?? "")
        case .recommendationEmpty:
            "Оберіть тему — тут з’явиться, що може допомогти одразу і яку інформацію надати. Якщо нічого не підходить, оберіть «Інше»."
        case .textTitle: "Ваше звернення"
        case .textPlaceholder: "Що сталося, відколи, у кого?"
        case .subjectLabel: "Суть"
        case .subjectPlaceholder: "перший рядок тексту"
        case .filesLabel: "Файли"
        case .filesHint(let key): "поки немає; \(key) прикріплює фото, відео, документи"
        case .similarTitle: "Схожі:"
        case .saveButton: "Зберегти"
        case .saveSends: "тікет одразу надсилається"
        case .ticketQueued: "Тікет збережено, він надсилається."
        case .draftRestored: "Ваш недописаний тікет відновлено."

        case .accountTitle: "Ви"
        case .accountUser: "Користувач"
        case .accountService: "Служба таксі"
        case .accountDesk: "Служба підтримки"
        case .role(let role):
            switch role {
            case .customer: "клієнт"
            case .agent: "фахівець"
            case .admin: "адміністратор"
            }
        case .hoursTitle: "Години роботи"
        case .hoursOpen(let until, let hours):
            "Зараз працюємо, до \(hours.closes) \(zone(hours)) (\(time(until)) за вашим часом)"
        case .hoursClosed(let until, let hours):
            "Зараз не працюємо, знову з \(hours.opens) \(zone(hours)) (\(time(until)) за вашим часом)"
        case .hoursExplained(let hours):
            "Щодня з \(hours.opens) до \(hours.closes) \(zone(hours)) розглядаємо всі теми. Уночі — лише недоступність програми або телефонії: пишіть в аварійний бот. Усе інше опрацьовуємо з \(hours.opens)."
        case .supportBotTitle: "Бот підтримки: відповіді в Telegram"
        case .supportBotIntro: "Отримуйте відповіді фахівців у Telegram і відповідайте просто там:"
        case .supportBotStep(let step):
            switch step {
            case .find(let bot):
                "Відкрийте Telegram і знайдіть у пошуку @\(bot.username)\(bot.isConnected ? " або відскануйте код" : "")."
            case .start: "Натисніть кнопку Start."
            case .nameService: "Вкажіть назву вашої служби."
            case .done: "Готово: відповіді надходитимуть у чат, і там же можна відповісти."
            }
        case .alertBotTitle: "Аварійний бот: коли нічого не працює"
        case .alertBotIntro(let hours):
            "На випадок, коли програма або телефонія недоступні"
                + (hours.map { ", зокрема вночі (з \($0.closes) до \($0.opens) \(zone($0)))" } ?? "")
                + ". Під’єднайте його зараз, поки все працює:"
        case .alertBotStep(let step):
            switch step {
            case .find(let bot):
                "Відкрийте Telegram і знайдіть у пошуку @\(bot.username)\(bot.isConnected ? " або відскануйте код" : "")."
            case .start: "Натисніть кнопку Start."
            case .write: "Коли це станеться, напишіть, що сталося, і вкажіть назву вашої служби."
            case .wait: "Ми повідомимо там, коли все буде виправлено."
            }
        case .botNotConnected: "Ця служба підтримки не під’єднана до Telegram, тому бот поки не відповідає."
        case .botNotConnectedAdmin:
            "Ця служба підтримки не під’єднана до Telegram. Створіть бота через @BotFather і вкажіть його назву в конфігурації cabdeskd."
        case .noBots: "Ця служба підтримки не має ботів у Telegram: відповіді надходять сюди."
        case .noBot: "Ця служба підтримки не має такого бота."
        case .telegram(let phrase): ukrainian(phrase)

        case .plain(let text): text
        case .choicesPlaceholder: "почніть вводити назву"
        case .choicesNothing: "Нічого не знайдено."
        case .moveTitle: "До якої теми перенести?"
        case .assigneeTitle: "Хто відповідає за тікет?"
        case .priorityTitle: "Який пріоритет?"
        case .mergeTitle: "З яким тікетом об’єднати?"
        case .figuresTitle: "Показники"
        case .urgentQuestion:
            "Позначити тікет терміновим? Це для випадків, коли служба не може приймати замовлення."
        case .notUrgentQuestion: "Прибрати позначку «терміновий»?"
        case .mergeQuestion(let other):
            "Об’єднати цей тікет з \(other)? Його повідомлення перейдуть туди. Скасувати це не можна."
        case .nobody: "Ніхто"
        case .shiftNoteTitle: "Нотатка для наступної зміни"
        case .shiftNoteHint: "Її читає лише ваша служба, але не фахівці підтримки."
        case .shiftNotesTitle: "Нотатки для зміни"
        case .shiftNoteQueued: "Наступна зміна побачить нотатку."
        case .shiftNoteUnsent: "ще не надіслана"
        case .deleteShiftNote: "Видалити нотатку"
        case .deleteShiftNoteQuestion: "Видалити цю нотатку для всіх у вашій службі?"
        case .noShiftNotes: "Нотаток для зміни немає."
        case .shiftNotesNotOffered: "Ця служба підтримки не зберігає нотаток для зміни."
        case .onlyForServices: "Це лише для працівників служби таксі."
        case .cannedRepliesTitle: "Готові відповіді"
        case .cannedReplyOwner(let isOwn): isOwn ? "моя" : "спільна"
        case .cannedReplyUnsent: "ще не надіслана"
        case .deleteCannedReply: "Видалити"
        case .deleteCannedReplyQuestion(let name, isOwn: true): "Видалити вашу готову відповідь «\(name)»?"
        case .deleteCannedReplyQuestion(let name, isOwn: false):
            "Видалити готову відповідь «\(name)» для всіх фахівців?"
        case .replaceCannedReplyQuestion(let name):
            "У вас уже є готова відповідь «\(name)». Замінити її текст?"
        case .cannedReplyChangedQuestion(let name, isGone: true):
            "«\(name)» тим часом видалено. Зберегти ваш текст як нову готову відповідь?"
        case .cannedReplyChangedQuestion(let name, isGone: false):
            "«\(name)» тим часом змінено. Зберегти ваш текст замість тієї зміни?"
        case .cannedNameTaken(let name): "Готова відповідь «\(name)» вже є. Виберіть іншу назву."
        case .cannedEditKept: "Не збережено. Змінений текст буде тут, коли ви знову відкриєте цю відповідь."
        case .cannedNameTitle: "Зберегти як свою готову відповідь"
        case .cannedNamePlaceholder: "назва"
        case .cannedNameHint: "Підставляється: {customer} {ticket} {topic} {specialist} {service}"
        case .cannedReplyKept(let name): "Збережено як готову відповідь «\(name)»."
        case .cannedReplyDeleted: "Готову відповідь видалено."
        case .noCannedReplies(let key):
            "Готових відповідей ще немає." + (key.map { " Зберегти текст як готову відповідь: \($0)." } ?? "")
        case .noTextToKeep: "Тут ще немає тексту, який можна зберегти."
        case .replyToMarked: "Відповісти на позначені"
        case .severalReplyTitle(let count): "Відповідь на \(self[.ticketCount(count)])"
        case .severalReplyPlaceholder: "Одна відповідь для всіх цих клієнтів"
        case .severalReplyHint: "Для кожного своє: {customer} {ticket} {topic} {specialist} {service}"
        case .severalReplyKept: "Відповідь не надіслано. Її текст збережено."
        case .severalReplyQuestion(let count, let leftOut, let outside):
            "Надіслати цю відповідь на \(self[.ticketCount(count)])?"
                + (leftOut > 0 ? " Пропущено, бо її не можна туди надіслати: \(leftOut)." : "")
                + ukrainianOutside(outside)
        case .noneCanBeAnswered: "На жоден із позначених тікетів таку відповідь надіслати не можна."
        case .repliesQueued(let count, let leftOut, let key):
            "Надано відповідь, тікетів: \(count)." + (leftOut > 0 ? " Пропущено: \(leftOut)." : "")
                + (key.map { " Скасувати: \($0)." } ?? "")
        case .draftsTitle: "Чернетки"
        case .untitledDraft: "(ще без тексту)"
        case .noDrafts: "Чернеток немає."
        case .paletteTitle: "Що зробити?"
        case .themeTitle: "Тема оформлення"
        case .questionTitle: "Запитання"
        case .forgottenAttachment:
            "У тексті йдеться про вкладення, але жодного файлу не прикріплено. Усе одно надіслати?"
        case .pastedOffer(let extent, let key): "Вставлено: \(self.extent(extent)). Зробити файлом: \(key)"
        case .pastedQuestion(let extent):
            "Прикріпити вставлений текст (\(self.extent(extent))) файлом? Ні — він залишиться в повідомленні."
        case .discardDraftQuestion: "Видалити цю чернетку разом із файлами?"
        case .discardFailedQuestion: "Видалити те, що не вдалося надіслати? Повернути його буде неможливо."
        case .ratingTitle: "Як вам допомогли?"
        case .ratingHint: "Натисніть від 1 (погано) до 5 (чудово), потім Enter; Esc — без оцінки."
        case .ratingComment: "кілька слів, за бажання"
        case .markedCount(let count): "позначено: \(count)"
        case .changeQuestion(let change, let count, let leftOut, let outside):
            ukrainianQuestion(change, count, leftOut: leftOut) + ukrainianOutside(outside)
        case .ticketsChanged(let change, let count, let leftOut, let key):
            ukrainianDone(change, count, leftOut: leftOut, key: key)
        case .changesNothing(let count):
            count == 1
                ? "Для цього тікета це неможливо або вже зроблено." : "Для жодного з позначених тікетів це неможливо."
        case .changeUndone(let count, let left):
            "Скасовано, тікетів: \(count)." + (left > 0 ? " Уже надіслано: \(left)." : "")

        case .onlyCustomersRate: "Тікет оцінює лише клієнт."
        case .rateWhenResolved: "Оцінити тікет можна, коли його вирішено."
        case .onlyForSpecialists: "Це можуть лише фахівці."
        case .notOfferedHere: "Ця служба підтримки цього не пропонує: її система інша або старіша."
        case .urgentBySpecialist: "Терміновим його позначили фахівці, і лише вони знімуть позначку."
        case .sortedByWaiting: "Ця добірка завжди починається з тих, хто чекає найдовше."
        case .notMerged: "Цей тікет не об’єднано з іншим."
        case .wasMerged(let number, let key):
            "Цей тікет об’єднано з № \(number)." + (key.map { " Відкрити його: \($0)." } ?? "")
        case .nothingUnsent: "Тут усе вже надіслано."
        case .nothingFailed: "У цьому тікеті немає невдалих надсилань."
        case .nothingSimilar: "Схожого тікета не знайдено."
        case .nothingUnread: "Непрочитаного немає."
        case .alreadyLeft: "Уже надіслано, забрати назад не можна."
        case .copied(let text): "Скопійовано: \(text)"
        case .noNotifier:
            "Для системних сповіщень потрібна програма notify-send, якої тут немає (Debian, Ubuntu: libnotify-bin)."
        case .ratingQueued: "Дякуємо. Оцінка надсилається."
        case .takenAlready: "Цей тікет уже ваш."
        case .assignmentQueued: "Відповідального призначено."
        case .moveQueued: "Тікет перенесено."
        case .priorityQueued: "Пріоритет змінено."
        case .mergeQueued: "Тікети об’єднано."
        case .markedUnread: "Позначено непрочитаним."
        case .opened(let name): "Відкрито: \(name)"
        case .noViewer(let name):
            "Немає програми, щоб відкрити \(name). Збережіть файл або вкажіть програму в конфігурації."
        case .notPreviewable(let name): "\(name) — не текст. Відкрийте або збережіть його."
        case .emptyFile(let name): "\(name) — порожній файл, показувати нічого."
        case .pictureLoading: "Зображення відкривається…"
        case .pictureFailed(.unreadable, let name):
            "\(name) не можна показати тут: файл пошкоджено або він невідомого виду."
        case .pictureFailed(.tooLarge, let name):
            "\(name) — завеликий файл, щоб показати його тут. Відкрийте або збережіть його."
        case .pictureFailed(.noProgram, let name):
            "\(name): цей термінал сам не показує зображень. Установіть chafa, щоб бачити їх тут, або збережіть файл."
        case .editorFailed(let editor, hasSaved: false):
            "\(editor) не запустився або завершився з помилкою. Ваш текст не змінено."
        case .editorFailed(let editor, hasSaved: true): "\(editor) завершився з помилкою. Збережене в ньому — тут."
        case .leavingVi:
            "Відкриється редактор vi. Писати: i. Зберегти і вийти: Esc, потім :wq і Enter. Вийти без змін: Esc, потім :q! і Enter.\nЗараз натисніть Enter."
        case .notInRestrictedMode: "В обмеженому режимі недоступно: Cabdesk не запускає тут інших програм."
        case .noShell: "Повернутися нікуди: оболонки тут немає, запущено лише Cabdesk."
        case .transferred(let progress): "\(progress.percent) %" + rate(progress, perSecond: "/с", left: " лишилося")
        case .transferCancelled(let name): "Скасовано: \(name)"
        case .transfersTitle: "Передавання файлів"
        case .noTransfers: "Файли зараз не передаються."
        case .nothingToRetry: "Повторити можна лише те, що не вдалося."
        case .profileTitle: "Яка служба підтримки?"
        case .openingProfile(let name): "Відкривається профіль \(name)…"
        case .onlyOneProfile: "Профіль лише один. Увійти ще до однієї служби: cabdesk login --profile НАЗВА"
        case .emptyFolder: "Тека порожня."
        case .folderUnreadable: "Цієї теки немає, або її не можна прочитати."
        case .onlyHiddenFiles(let key): "Тут лише приховані файли, \(key) їх покаже."
        case .nothingNamed(let text): "Назв із «\(text)» тут немає."
        case .notificationsTitle: "Сповіщення"
        case .bellState(let isOn): "Звуковий сигнал: \(isOn ? "увімкнено" : "вимкнено")"
        case .desktopState(let isOn): "Системні сповіщення: \(isOn ? "увімкнено" : "вимкнено")"
        case .notificationTextState(let isShown): "Текст сповіщень: \(isShown ? "показується" : "приховано")"
        case .notification(let unread):
            slavicPlural(unread, "непрочитаний тікет", "непрочитані тікети", "непрочитаних тікетів")

        case .erasedPerson: "видалений користувач"
        case .erasedText: "Текст видалено."

        case .error(let error): ukrainian(error)
        case .signInFailed(let error, let byCode): ukrainianSignIn(error, byCode)
        case .rescued(let report): ukrainian(report)
        case .violation(let violation, let label): ukrainian(violation, label)
        case .unknownField: "Додаткове поле"
        case .terminal(let error): ukrainian(error)
        }
    }

    private func ukrainianEvent(_ event: Event) -> String {
        let (author, detail) = (name(of: event.author), event.detail)
        return switch event.kind {
        case .created: "\(author): тікет створено"
        case .answered: "\(author): надано відповідь"
        case .resolved: "\(author): тікет вирішено"
        case .reopened: "\(author): тікет відкрито знову"
        case .moved: "\(author): тікет перенесено до \(detail.map { "теми «\($0)»" } ?? "іншої теми")"
        case .assigned:
            author == detail
                ? "\(author) бере тікет на себе"
                : detail.map { "\(author): за тікет відповідає \($0)" }
                    ?? "\(author): за тікет ніхто не відповідає"
        case .prioritised:
            event.priority == .urgent
                ? "\(author): тікет позначено терміновим"
                : "\(author): пріоритет — \(self[.priority(event.priority ?? .normal)].lowercased())"
        case .merged:
            event.into == event.ticket
                ? "\(author): сюди перенесено повідомлення з № \(detail ?? "?")"
                : "\(author): тікет об’єднано з № \(detail ?? "?"), усі повідомлення там"
        }
    }

    private func ukrainian(_ violation: Violation, _ label: String?) -> String {
        let name =
            switch violation.field {
            case "service": "Служба"
            case "topic": "Тема"
            case "text": "Текст"
            case "subject": "Суть"
            case "attachments": "Файли"
            case "assignee": self[.column(.assignee)]
            case "priority": "Пріоритет"
            case "into": "Інший тікет"
            default: label ?? self[.unknownField]
            }
        let limit = violation.limit.map(String.init) ?? "?"
        let again = violation.again.map(dateTime)
        return switch violation.code {
        case .empty where violation.field == "service": "Спершу оберіть службу, для якої тікет."
        case .empty: violation.field == "topic" ? "Спершу оберіть тему." : "\(name): заповніть, будь ласка."
        case .tooLong: "\(name): задовго, щонайбільше \(limit) символів."
        case .tooMany where violation.field == "priority":
            "Ваша служба вже позначила терміновими стільки тікетів, скільки можна за добу (\(limit)).\(again.map { " Знову можна буде з \($0)." } ?? "") Якщо ви не можете приймати замовлення, напишіть аварійному боту або зателефонуйте."
        case .tooMany: "\(name): забагато, щонайбільше \(limit)."
        case .tooLarge: "\(name): завеликий розмір, щонайбільше \(violation.limit.map(size) ?? limit)."
        case .malformed: "\(name): \(Self.ukrainianForm(of: violation.field))"
        case .unknown: "\(name): у службі підтримки такого немає. Оберіть ще раз."
        }
    }

    /// How a field is written, with an example.
    private static func ukrainianForm(of field: String) -> String {
        switch field {
        case "subject": "лише один рядок, наприклад: Немає звуку на лінії 2."
        case "attachments": "ім’я файлу виглядає так: zvit.pdf, без / і нових рядків."
        case "text": "приберіть те, що не можна показати, наприклад U+0000."
        default: "перевірте, як це записано, наприклад 1042 для числа, +380 44 123 45 67 для телефону."
        }
    }
}
