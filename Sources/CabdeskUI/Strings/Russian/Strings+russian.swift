import HelpdeskCore
import HelpdeskModels

extension Strings {
    func russian(_ phrase: Phrase) -> String {
        switch phrase {
        case .tabTickets: "Тикеты"
        case .tabCreate: "Создать тикет"
        case .tabCustomerPage: "Страница клиента"
        case .windowTooSmall(let columns, let rows):
            "Окно слишком мало. Увеличьте его хотя бы до \(columns) столбцов и \(rows) строк."
        case .helpTitle: "Клавиши"
        case .helpPlaceholder: "начните вводить, что ищете"
        case .marksTitle: "Отметки в списке"
        case .unreadMark: "есть непрочитанное"
        case .filesMark: "есть файлы"
        case .draftMark: "ответ начат и не отправлен"
        case .ticketMark: "отмечен"
        case .urgentMark: "срочный"
        case .context(let context): russianContext(context)
        case .action(let action, let context): russianAction(action, in: context)
        case .syncStarting: "соединение…"
        case .syncSyncing: "синхронизация…"
        case .syncOnline: "на связи"
        case .syncOffline(let since): "без связи с \(time(since))"
        case .syncSignedOut: "вход не выполнен"
        case .outboxCount(let count): "к отправке: \(count)"
        case .failedCount(let count): "не отправлено: \(count)"
        case .unreadCount(let count):
            slavicPlural(count, "непрочитанный тикет", "непрочитанных тикета", "непрочитанных тикетов")
        case .changesSetAside(let count):
            "Не удалось прочитать часть того, что прислала служба поддержки (\(count)); всё остальное получено. Если это повторится, обновите Cabdesk и сообщите службе поддержки."
        case .closedBanner(let hours, let bot):
            (bot.map { "Авария? @\($0) · " } ?? "") + "поддержка с \(hours.opens) \(zone(hours))"
        case .themeChosen(let name): "Тема оформления: \(name)"
        case .themeUnusable(let error): russian(error)

        case .view(let view):
            switch view {
            case .waiting: "Ждут вас"
            case .open: "Открытые"
            case .resolved: "Решённые"
            case .unassigned: "Ничьи"
            case .waitingLongest: "Ждут дольше всех"
            case .shift: "За смену"
            case .mine: "Мои"
            case .all: "Все"
            }
        case .column(let column):
            switch column {
            case .mark: ""
            case .number: "№"
            case .service: "Служба"
            case .topic: "Тема"
            case .subject: "Суть"
            case .status: "Состояние"
            case .assignee: "Специалист"
            case .waiting: "Ждёт"
            case .created: "Создан"
            case .activity: "Дата"
            case .resolved: "Решён"
            }
        case .status(let status):
            switch status {
            case .new: "Новый"
            case .open: "В работе"
            case .waiting: "Ждёт вас"
            case .resolved: "Решён"
            }
        case .statusForStaff(let status):
            switch status {
            case .new, .resolved: self[.status(status)]
            case .open: "Наш ход"
            case .waiting: "Ход клиента"
            }
        case .filterLabel: "Фильтр:"
        case .ticketCount(let count): slavicPlural(count, "тикет", "тикета", "тикетов")
        case .hereAndOnDesk(let here, let desk, let isExact): "здесь \(here) · на сервере \(desk)\(isExact ? "" : "+")"
        case .loadingFromDesk: "Загрузка с сервера…"
        case .loadedFromDesk(let count, let key):
            "Загружено с сервера: \(self[.ticketCount(count)])." + (key.map { " Ещё — \($0)." } ?? "")
        case .nothingMoreOnDesk: "Всё, что есть на сервере с этими словами, уже здесь."
        case .searchNeedsWords: "Сначала введите слова в фильтр: они будут найдены на сервере."
        case .searchNeedsConnection: "Сейчас нет связи со службой поддержки; в списке — то, что есть здесь."
        case .searchTooLong: "Фильтр слишком длинный для поиска на сервере. Уберите несколько слов."
        case .listLoading: "Загрузка…"
        case .listNothingFound: "Ничего не найдено. Измените или очистите фильтр (Esc)."
        case .listNothingHere(let key):
            "Здесь ничего не найдено." + (key.map { " \($0) загрузит то, что есть на сервере." } ?? "")
        case .listNotSyncedYet:
            "От службы поддержки ещё ничего не получено. Данные появятся, как только будет связь."
        case .listFilling: "Тикеты ещё поступают из службы поддержки…"
        case .listEmpty(let key): "Здесь нет тикетов." + (key.map { " Нажмите \($0), чтобы создать новый." } ?? "")

        case .ticketGone: "Этого тикета больше нет. Нажмите Esc, чтобы вернуться к списку."
        case .notNumberedYet: "Пока без номера"
        case .resolvedAt(let time): "решён \(dateTime(time))"
        case .arrivedAbove(let count): "↑ новых: \(count)"
        case .unreadLine: "Новое"
        case .unreadBelow(let count): "↓ новых: \(count)"
        case .atWork(let name, let activity):
            switch activity {
            case .reading: "\(name) читает"
            case .note: "\(name) пишет заметку"
            case .writing: "\(name) пишет"
            }
        case .wroteMeanwhile(let names, let key):
            "Пришло новое: \(names). Прочитайте и "
                + (key.map { "нажмите \($0) ещё раз." } ?? "отправьте ещё раз.")
        case .internalNote: "внутренняя заметка"
        case .event(let event): russianEvent(event)
        case .priority(let priority):
            switch priority {
            case .low: "Низкий"
            case .normal: "Обычный"
            case .high: "Высокий"
            case .urgent: "Срочный"
            }
        case .hasPriority(let priority):
            priority == .urgent ? "срочно" : "приоритет: \(self[.priority(priority)].lowercased())"
        case .waitingFor(let time): "ждёт \(time)"
        case .transition(.resolved): "Отметить решённым"
        case .transition(.reopened): "Открыть снова"
        case .transition(.assigned): "Назначить ответственного"
        case .transition(.moved): "Перенести в другую тему"
        case .transition(.prioritised): "Изменить приоритет"
        case .transition(.merged): "Объединить с другим тикетом"
        case .notSent: "Не отправлен"
        case .deliveryQueued: "В очереди"
        case .deliverySending: "Отправляется"
        case .deliveryHeld(let seconds, let key):
            "Уйдёт через \(seconds) с" + (key.map { "; \($0) — забрать обратно" } ?? "")
        case .deliveryWaits(let key):
            "Уйдёт, когда появится связь" + (key.map { "; \($0) — забрать обратно" } ?? "")
        case .whyTitle(let kind): kind == .reopened ? "Открыть снова: почему?" : "Отметить решённым: почему?"
        case .whyHint: "По желанию: слова уйдут ответом; просто Enter — без слов."
        case .shiftBegun(let key):
            "Смена началась: в подборке «За смену» — то, что изменится с этой минуты."
                + (key.map { " Отменить: \($0)." } ?? "")
        case .shiftTakenBack(let since): "Отменено: смена снова считается с \(dateTime(since))."
        case .shiftGoneOn:
            "Тем временем началась другая смена — в другом окне или после долгого перерыва. Она остаётся."
        case .answerExpected(let time): "ответ ≈ \(time)"
        case .answerUsual(let span): "обычно отвечаем за \(span)"
        case .answerNotBefore(let time): "поддержка ответит после \(time)"
        case .statusSetMeanwhile:
            "Это состояние уже установлено кем-то другим. Ваши слова сохранены как черновик ответа."
        case .transitionUndone: "Отменено."
        case .deliveryFailed(let error): "Не отправлено: \(self[.error(error)])"
        case .quotedLines(let count, let key):
            "> … \(slavicPlural(count, "строка", "строки", "строк")) цитаты" + (key.map { " (\($0) показывает)" } ?? "")
        case .textCut: "… остаток этого сообщения слишком длинный, чтобы показать его здесь."
        case .replyTitle: "Ваш ответ"
        case .noteTitle: "Внутренняя заметка: клиенты её не видят"
        case .replyPlaceholder: "Напишите ответ здесь"
        case .draftGone: "Этого черновика больше нет: его отправили или удалили в другом окне."
        case .notePlaceholder: "Напишите для коллег: клиент этого не увидит"
        case .replyQueued: "Ответ сохранён и отправляется."
        case .noteQueued: "Заметка сохранена и отправляется коллегам."
        case .saveNote: "Сохранить заметку"
        case .draftKept(let kind):
            switch kind {
            case .newTicket: "Тикет сохранён как черновик."
            case .reply: "Ответ сохранён как черновик."
            case .note: "Заметка сохранена как черновик. Клиенты её не видят."
            }
        case .draftJoined: "Начатое раньше стоит выше."
        case .isAmongDrafts: "Ничего не потеряно: текст есть среди черновиков."
        case .draft(let kind, let ticket, let text):
            switch kind {
            case .newTicket: text
            case .reply: "Ответ\(ticket.isEmpty ? "" : ", \(ticket)"): \(text)"
            case .note: "Внутренняя заметка\(ticket.isEmpty ? "" : ", \(ticket)"): \(text)"
            }
        case .draftInTicket(let kind, let text, let key):
            (kind.isNote ? "Черновик внутренней заметки" : "Черновик ответа") + ": \(text)"
                + (key.map { " (\($0) продолжает)" } ?? "")
        case .draftUnsaved: "Сохранить не удалось, текст только в памяти. Освободите место на диске до выхода."
        case .quitUnsaved: "Написанное последним сохранить не удалось. Выйти и потерять его?"
        case .ticketResolved(let key):
            "Тикет отмечен решённым." + (key.map { " Нажмите \($0), чтобы оценить помощь." } ?? "")
        case .ticketReopened: "Тикет снова открыт."
        case .alreadyResolved: "Этот тикет уже решён."
        case .notResolvedYet: "Снова открыть можно только решённый тикет."
        case .resolvingNotOffered: "Здесь решённым тикет отмечает только служба поддержки: попросите об этом в ответе."
        case .reopeningNotOffered: "Здесь снова открыть тикет может только служба поддержки; ответ откроет его."
        case .ratingsNotOffered: "В этой службе поддержки нет оценок: её система их не хранит."
        case .noAttachments: "В этом тикете нет файлов."
        case .noFileToRemove: "Ни один файл не прикреплён."

        case .chooseFile: "Какой файл сохранить?"
        case .attachTitle: "Прикрепить файл"
        case .attachHint: "часть имени или путь"
        case .saveTitle(let name): "Сохранить \(name)"
        case .saveHint: "Папка, в которую сохранить; Tab дополняет"
        case .attaching(let name): "\(name): прикрепляется…"
        case .attachingThenSending(let name): "\(name): прикрепляется, затем всё отправится…"
        case .sendingCalledOff(let key): "Вы продолжили писать, ещё не отправлено: нажмите \(key), когда будет готово."
        case .quitAmidAttaching: "Файл ещё прикрепляется. Выйти без него? Черновик останется."
        case .fileAttached(let name): "Прикреплён: \(name)"
        case .fileRemoved(let name): "Убран: \(name)"
        case .fileRemovalTitle: "Какой файл убрать?"
        case .sameFile(let name, let same):
            name == same ? "\(name) уже прикреплён." : "\(name) — то же, что и \(same): он уже прикреплён."
        case .savingAttachment(let name): "Сохраняется \(name)…"
        case .attachmentSaved(let path): "Сохранён как \(path)"

        case .serviceLabel: "Служба"
        case .servicePlaceholder: "Выберите, для какой службы (Enter)"
        case .serviceHint: "Автор — вы; тикет видят все сотрудники службы и могут ответить."
        case .topicLabel: "Тема"
        case .topicPlaceholder: "Выберите, о чём речь (Enter)"
        case .recommendationTitle: "Что попробовать и что нам написать"
        case .linesBelow(let count, let key): "ещё строк: \(count)" + (key.map { " (\($0))" } ?? "")
        case .recommendationEmpty:
            "Выберите тему — здесь появится, что может помочь сразу и какую информацию предоставить. Если ничего не подходит, выберите «Другое»."
        case .textTitle: "Ваше обращение"
        case .textPlaceholder: "Что случилось, с какого времени, у кого?"
        case .subjectLabel: "Суть"
        case .subjectPlaceholder: "первая строка текста"
        case .filesLabel: "Файлы"
        case .filesHint(let key): "пока нет; \(key) прикрепляет фото, видео, документы"
        case .similarTitle: "Похожие:"
        case .saveButton: "Сохранить"
        case .saveSends: "тикет сразу отправляется"
        case .ticketQueued: "Тикет сохранён и отправляется."
        case .draftRestored: "Ваш недописанный тикет восстановлен."

        case .accountTitle: "Вы"
        case .accountUser: "Пользователь"
        case .accountService: "Служба такси"
        case .accountDesk: "Служба поддержки"
        case .role(let role):
            switch role {
            case .customer: "клиент"
            case .agent: "специалист"
            case .admin: "администратор"
            }
        case .hoursTitle: "Часы работы"
        case .hoursOpen(let until, let hours):
            "Сейчас открыто, до \(hours.closes) \(zone(hours)) (\(time(until)) по вашему времени)"
        case .hoursClosed(let until, let hours):
            "Сейчас закрыто, откроется в \(hours.opens) \(zone(hours)) (\(time(until)) по вашему времени)"
        case .hoursExplained(let hours):
            "Ежедневно с \(hours.opens) до \(hours.closes) \(zone(hours)) рассматриваем все темы. Ночью — только недоступность программы или телефонии: пишите в аварийный бот. Всё остальное обрабатываем с \(hours.opens)."
        case .supportBotTitle: "Бот поддержки: ответы в Telegram"
        case .supportBotIntro: "Получайте ответы специалистов в Telegram и отвечайте прямо там:"
        case .supportBotStep(let step):
            switch step {
            case .find(let bot):
                "Откройте Telegram и найдите в поиске @\(bot.username)\(bot.isConnected ? " или отсканируйте код" : "")."
            case .start: "Нажмите кнопку Start."
            case .nameService: "Укажите название вашей службы."
            case .done: "Готово: ответы будут приходить в чат, и там же можно ответить."
            }
        case .alertBotTitle: "Аварийный бот: когда ничего не работает"
        case .alertBotIntro(let hours):
            "На случай, когда программа или телефония недоступны"
                + (hours.map { ", в том числе ночью (с \($0.closes) до \($0.opens) \(zone($0)))" } ?? "")
                + ". Подключите его сейчас, пока всё работает:"
        case .alertBotStep(let step):
            switch step {
            case .find(let bot):
                "Откройте Telegram и найдите в поиске @\(bot.username)\(bot.isConnected ? " или отсканируйте код" : "")."
            case .start: "Нажмите кнопку Start."
            case .write: "Когда это случится, напишите, что произошло, и укажите название вашей службы."
            case .wait: "Мы сообщим там, когда всё будет исправлено."
            }
        case .botNotConnected: "Эта служба поддержки не подключена к Telegram, поэтому бот пока не отвечает."
        case .botNotConnectedAdmin:
            "Эта служба поддержки не подключена к Telegram. Создайте бота через @BotFather и укажите его имя в конфигурации cabdeskd."
        case .noBots: "У этой службы поддержки нет ботов в Telegram: ответы приходят сюда."
        case .noBot: "У этой службы поддержки нет такого бота."
        case .telegram(let phrase): russian(phrase)

        case .plain(let text): text
        case .choicesPlaceholder: "начните вводить название"
        case .choicesNothing: "Ничего не найдено."
        case .moveTitle: "В какую тему перенести?"
        case .assigneeTitle: "Кто отвечает за тикет?"
        case .priorityTitle: "Какой приоритет?"
        case .mergeTitle: "С каким тикетом объединить?"
        case .figuresTitle: "Показатели"
        case .urgentQuestion:
            "Отметить тикет срочным? Это для случаев, когда служба не может принимать заказы."
        case .notUrgentQuestion: "Снять отметку «срочный»?"
        case .mergeQuestion(let other):
            "Объединить этот тикет с \(other)? Его сообщения перейдут туда. Отменить это нельзя."
        case .nobody: "Никто"
        case .shiftNoteTitle: "Заметка для следующей смены"
        case .shiftNoteHint: "Её читает только ваша служба, но не специалисты поддержки."
        case .shiftNotesTitle: "Заметки для смены"
        case .shiftNoteQueued: "Следующая смена увидит заметку."
        case .shiftNoteUnsent: "ещё не отправлена"
        case .deleteShiftNote: "Удалить заметку"
        case .deleteShiftNoteQuestion: "Удалить эту заметку для всех в вашей службе?"
        case .noShiftNotes: "Заметок для смены нет."
        case .shiftNotesNotOffered: "Эта служба поддержки не хранит заметок для смены."
        case .onlyForServices: "Это только для сотрудников службы такси."
        case .cannedRepliesTitle: "Готовые ответы"
        case .cannedReplyOwner(let isOwn): isOwn ? "мой" : "общий"
        case .cannedReplyUnsent: "ещё не отправлен"
        case .deleteCannedReply: "Удалить"
        case .deleteCannedReplyQuestion(let name, isOwn: true): "Удалить ваш готовый ответ «\(name)»?"
        case .deleteCannedReplyQuestion(let name, isOwn: false):
            "Удалить готовый ответ «\(name)» для всех специалистов?"
        case .replaceCannedReplyQuestion(let name):
            "У вас уже есть готовый ответ «\(name)». Заменить его текст?"
        case .cannedReplyChangedQuestion(let name, isGone: true):
            "«\(name)» тем временем удалили. Сохранить ваш текст как новый готовый ответ?"
        case .cannedReplyChangedQuestion(let name, isGone: false):
            "«\(name)» тем временем изменили. Сохранить ваш текст вместо той правки?"
        case .cannedNameTaken(let name): "Готовый ответ «\(name)» уже есть. Выберите другое название."
        case .cannedEditKept: "Не сохранено. Изменённый текст будет здесь, когда вы снова откроете этот ответ."
        case .cannedNameTitle: "Сохранить как свой готовый ответ"
        case .cannedNamePlaceholder: "название"
        case .cannedNameHint: "Подставляется: {customer} {ticket} {topic} {specialist} {service}"
        case .cannedReplyKept(let name): "Сохранено как готовый ответ «\(name)»."
        case .cannedReplyDeleted: "Готовый ответ удалён."
        case .noCannedReplies(let key):
            "Готовых ответов ещё нет." + (key.map { " Сохранить текст как готовый ответ: \($0)." } ?? "")
        case .noTextToKeep: "Здесь ещё нет текста, который можно сохранить."
        case .replyToMarked: "Ответить на отмеченные"
        case .severalReplyTitle(let count): "Ответ на \(self[.ticketCount(count)])"
        case .severalReplyPlaceholder: "Один ответ для всех этих клиентов"
        case .severalReplyHint: "Для каждого своё: {customer} {ticket} {topic} {specialist} {service}"
        case .severalReplyKept: "Ответ не отправлен. Его текст сохранён."
        case .severalReplyQuestion(let count, let leftOut, let outside):
            "Отправить этот ответ на \(self[.ticketCount(count)])?"
                + (leftOut > 0 ? " Пропущено, потому что туда его отправить нельзя: \(leftOut)." : "")
                + russianOutside(outside)
        case .noneCanBeAnswered: "Ни на один из отмеченных тикетов такой ответ отправить нельзя."
        case .repliesQueued(let count, let leftOut, let key):
            "Дан ответ, тикетов: \(count)." + (leftOut > 0 ? " Пропущено: \(leftOut)." : "")
                + (key.map { " Отменить: \($0)." } ?? "")
        case .draftsTitle: "Черновики"
        case .untitledDraft: "(пока без текста)"
        case .noDrafts: "Черновиков нет."
        case .paletteTitle: "Что сделать?"
        case .themeTitle: "Тема оформления"
        case .questionTitle: "Вопрос"
        case .forgottenAttachment: "В тексте говорится о вложении, но ни один файл не прикреплён. Всё равно отправить?"
        case .pastedOffer(let extent, let key): "Вставлено: \(self.extent(extent)). Сделать файлом: \(key)"
        case .pastedQuestion(let extent):
            "Прикрепить вставленный текст (\(self.extent(extent))) файлом? Нет — он останется в сообщении."
        case .discardDraftQuestion: "Удалить этот черновик вместе с файлами?"
        case .discardFailedQuestion: "Удалить то, что не удалось отправить? Вернуть его будет нельзя."
        case .ratingTitle: "Как вам помогли?"
        case .ratingHint: "Нажмите от 1 (плохо) до 5 (отлично), потом Enter; Esc — без оценки."
        case .ratingComment: "пара слов, если хотите"
        case .markedCount(let count): "отмечено: \(count)"
        case .changeQuestion(let change, let count, let leftOut, let outside):
            russianQuestion(change, count, leftOut: leftOut) + russianOutside(outside)
        case .ticketsChanged(let change, let count, let leftOut, let key):
            russianDone(change, count, leftOut: leftOut, key: key)
        case .changesNothing(let count):
            count == 1
                ? "Для этого тикета это невозможно или уже сделано."
                : "Ни для одного из отмеченных тикетов это невозможно."
        case .changeUndone(let count, let left):
            "Отменено, тикетов: \(count)." + (left > 0 ? " Уже отправлено: \(left)." : "")

        case .onlyCustomersRate: "Тикет оценивает только клиент."
        case .rateWhenResolved: "Оценить тикет можно, когда он решён."
        case .onlyForSpecialists: "Это могут только специалисты."
        case .notOfferedHere: "Эта служба поддержки этого не предлагает: её система другая или старее."
        case .urgentBySpecialist: "Срочным его отметили специалисты, и только они снимут отметку."
        case .sortedByWaiting: "Эта подборка всегда начинается с тех, кто ждёт дольше всех."
        case .notMerged: "Этот тикет не объединён с другим."
        case .wasMerged(let number, let key):
            "Этот тикет объединён с № \(number)." + (key.map { " Открыть его: \($0)." } ?? "")
        case .nothingUnsent: "Здесь всё уже отправлено."
        case .nothingFailed: "В этом тикете нет неудачных отправок."
        case .nothingSimilar: "Похожего тикета не найдено."
        case .nothingUnread: "Непрочитанного нет."
        case .alreadyLeft: "Уже отправлено, забрать обратно нельзя."
        case .copied(let text): "Скопировано: \(text)"
        case .noNotifier:
            "Для системных уведомлений нужна программа notify-send, которой здесь нет (Debian, Ubuntu: libnotify-bin)."
        case .ratingQueued: "Спасибо. Оценка отправляется."
        case .takenAlready: "Этот тикет уже ваш."
        case .assignmentQueued: "Ответственный назначен."
        case .moveQueued: "Тикет перенесён."
        case .priorityQueued: "Приоритет изменён."
        case .mergeQueued: "Тикеты объединены."
        case .markedUnread: "Отмечен непрочитанным."
        case .opened(let name): "Открыт: \(name)"
        case .noViewer(let name):
            "Нет программы, чтобы открыть \(name). Сохраните файл или укажите программу в конфигурации."
        case .notPreviewable(let name): "\(name) — не текст. Откройте или сохраните его."
        case .emptyFile(let name): "\(name) — пустой файл, показывать нечего."
        case .pictureLoading: "Картинка открывается…"
        case .pictureFailed(.unreadable, let name):
            "\(name) нельзя показать здесь: файл повреждён или неизвестного вида."
        case .pictureFailed(.tooLarge, let name):
            "\(name) — слишком большой файл, чтобы показать его здесь. Откройте или сохраните его."
        case .pictureFailed(.noProgram, let name):
            "\(name): этот терминал сам не показывает картинки. Установите chafa, чтобы видеть их здесь, или сохраните файл."
        case .editorFailed(let editor, hasSaved: false):
            "\(editor) не запустился или завершился с ошибкой. Ваш текст не изменён."
        case .editorFailed(let editor, hasSaved: true): "\(editor) завершился с ошибкой. Сохранённое в нём — здесь."
        case .leavingVi:
            "Откроется редактор vi. Писать: i. Сохранить и выйти: Esc, затем :wq и Enter. Выйти без изменений: Esc, затем :q! и Enter.\nСейчас нажмите Enter."
        case .notInRestrictedMode: "В ограниченном режиме недоступно: Cabdesk не запускает здесь других программ."
        case .noShell: "Вернуться некуда: оболочки здесь нет, запущен только Cabdesk."
        case .transferred(let progress): "\(progress.percent) %" + rate(progress, perSecond: "/с", left: " осталось")
        case .transferCancelled(let name): "Отменено: \(name)"
        case .transfersTitle: "Передача файлов"
        case .noTransfers: "Файлы сейчас не передаются."
        case .nothingToRetry: "Повторить можно только то, что не удалось."
        case .profileTitle: "Какая служба поддержки?"
        case .openingProfile(let name): "Открывается профиль \(name)…"
        case .onlyOneProfile: "Профиль только один. Войти ещё в одну службу: cabdesk login --profile ИМЯ"
        case .emptyFolder: "Папка пуста."
        case .folderUnreadable: "Этой папки нет, или её нельзя прочитать."
        case .onlyHiddenFiles(let key): "Здесь только скрытые файлы, \(key) их покажет."
        case .nothingNamed(let text): "Имён с «\(text)» здесь нет."
        case .notificationsTitle: "Уведомления"
        case .bellState(let isOn): "Звуковой сигнал: \(isOn ? "включён" : "выключен")"
        case .desktopState(let isOn): "Системные уведомления: \(isOn ? "включены" : "выключены")"
        case .notificationTextState(let isShown): "Текст уведомлений: \(isShown ? "показывается" : "скрыт")"
        case .notification(let unread):
            slavicPlural(unread, "непрочитанный тикет", "непрочитанных тикета", "непрочитанных тикетов")

        case .erasedPerson: "удалённый пользователь"
        case .erasedText: "Текст удалён."

        case .error(let error): russian(error)
        case .signInFailed(let error, let byCode): russianSignIn(error, byCode)
        case .rescued(let report): russian(report)
        case .violation(let violation, let label): russian(violation, label)
        case .unknownField: "Дополнительное поле"
        case .terminal(let error): russian(error)
        }
    }

    private func russianEvent(_ event: Event) -> String {
        let (author, detail) = (name(of: event.author), event.detail)
        return switch event.kind {
        case .created: "\(author): тикет создан"
        case .answered: "\(author): дан ответ"
        case .resolved: "\(author): тикет решён"
        case .reopened: "\(author): тикет открыт снова"
        case .moved: "\(author): тикет перенесён в \(detail.map { "тему «\($0)»" } ?? "другую тему")"
        case .assigned:
            author == detail
                ? "\(author) берёт тикет на себя"
                : detail.map { "\(author): за тикет отвечает \($0)" }
                    ?? "\(author): за тикет никто не отвечает"
        case .prioritised:
            event.priority == .urgent
                ? "\(author): тикет отмечен срочным"
                : "\(author): приоритет — \(self[.priority(event.priority ?? .normal)].lowercased())"
        case .merged:
            event.into == event.ticket
                ? "\(author): сюда перенесены сообщения из № \(detail ?? "?")"
                : "\(author): тикет объединён с № \(detail ?? "?"), все сообщения там"
        }
    }

    private func russian(_ violation: Violation, _ label: String?) -> String {
        let name =
            switch violation.field {
            case "service": "Служба"
            case "topic": "Тема"
            case "text": "Текст"
            case "subject": "Суть"
            case "attachments": "Файлы"
            case "assignee": self[.column(.assignee)]
            case "priority": "Приоритет"
            case "into": "Другой тикет"
            default: label ?? self[.unknownField]
            }
        let limit = violation.limit.map(String.init) ?? "?"
        let again = violation.again.map(dateTime)
        return switch violation.code {
        case .empty where violation.field == "service": "Сначала выберите службу, для которой тикет."
        case .empty: violation.field == "topic" ? "Сначала выберите тему." : "\(name): заполните, пожалуйста."
        case .tooLong: "\(name): слишком длинно, не больше \(limit) символов."
        case .tooMany where violation.field == "priority":
            "Ваша служба уже отметила срочными столько тикетов, сколько можно за сутки (\(limit)).\(again.map { " Снова можно будет с \($0)." } ?? "") Если вы не можете принимать заказы, напишите аварийному боту или позвоните."
        case .tooMany: "\(name): слишком много, не больше \(limit)."
        case .tooLarge: "\(name): слишком большой размер, не больше \(violation.limit.map(size) ?? limit)."
        case .malformed: "\(name): \(Self.russianForm(of: violation.field))"
        case .unknown: "\(name): в службе поддержки такого нет. Выберите ещё раз."
        }
    }

    /// How a field is written, with an example.
    private static func russianForm(of field: String) -> String {
        switch field {
        case "subject": "только одна строка, например: Нет звука на линии 2."
        case "attachments": "имя файла выглядит так: otchet.pdf, без / и новых строк."
        case "text": "уберите то, что нельзя показать, например U+0000."
        default: "проверьте, как это записано, например 1042 для числа, +380 44 123 45 67 для телефона."
        }
    }
}
