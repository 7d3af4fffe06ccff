import HelpdeskModels

extension BotTexts {
    static func russian(_ phrase: BotPhrase) -> String {
        switch phrase {
        case .welcome:
            """
            Здравствуйте! Сюда приходят ответы специалистов на ваши тикеты, и здесь же можно отвечать.

            Откройте «Страницу клиента» в программе и отсканируйте код или напишите название вашей службы такси.
            """
        case .confirmLink(let service):
            "Подключить этот чат к службе «\(service)»? Он будет получать ответы на её тикеты."
        case .linked(let service):
            "Готово. Чат подключён к службе «\(service)»: ответы специалистов будут приходить сюда, здесь же можно отвечать."
        case .alreadyLinked(let service): "Чат подключён к службе «\(service)». Пишите специалистам или смотрите /help."
        case .codeUnusable:
            "Этот код не действует: он использован, устарел или неполный. Возьмите новый на «Странице клиента»."
        case .linkDeclined: "Хорошо, ничего не подключено."
        case .claimNoted:
            """
            Спасибо. Теперь ваш коллега должен принять этот чат на «Странице клиента». А пока можете писать: сообщения \
            сохранятся и уйдут специалистам, как только чат примут.
            """
        case .claimThrottled: "Слишком много названий за короткое время. Попробуйте через час или отсканируйте код."
        case .pendingKept: "Сохранено. Уйдёт специалистам, как только чат примут на «Странице клиента»."
        case .pendingFull: "Больше сообщений сохранить нельзя, пока чат не принят. Это не сохранено."
        case .linkEnded: "Чат больше не подключён, ответы сюда не придут. Подключить снова: /start."
        case .notLinked: "Чат ещё не подключён к службе такси. Смотрите /start."
        case .unlinkQuestion(let service): "Отключить чат от службы «\(service)»? Ответы сюда больше не придут."
        case .unlinked: "Чат отключён. Подключить снова: /start."
        case .unlinkCancelled: "Хорошо, чат остаётся подключённым."
        case .yes: "Да"
        case .no: "Нет"
        case .added(let number, let subject): "Добавлено к № \(number) «\(subject)»."
        case .reopened(let number, let subject): "Добавлено к № \(number) «\(subject)», тикет снова открыт."
        case .whichTicket: "К какому тикету это относится?"
        case .newTicket: "➕ Новый тикет"
        case .chooseTopic: "О чём речь?"
        case .describe: "Теперь напишите сообщение; можно прикрепить фото и файлы."
        case .created(let number): "Ваш тикет № \(number). Ответ придёт сюда."
        case .advice: "Это поможет решить быстрее:"
        case .field(let label, let hint): hint.isEmpty ? "\(label)?" : "\(label)? \(hint)"
        case .fieldMalformed: "Похоже, здесь ошибка. Проверьте и отправьте ещё раз."
        case .noTickets: "Открытых тикетов нет. Новый: /new."
        case .ticketsTitle: "Нерешённые тикеты. Чтобы написать в тикет, ответьте на его сообщение."
        case .status(.new): "новый"
        case .status(.open): "в работе"
        case .status(.waiting): "ждёт вас"
        case .status(.resolved): "решён"
        case .standing(let service, let open): "Подключён к службе «\(service)». Нерешённых тикетов: \(open)."
        case .standingPending: "Запрос на подключение ждёт, пока его примут на «Странице клиента»."
        case .help:
            """
            Просто пишите: если открыт один тикет, сообщение уйдёт в него, если несколько, я спрошу. Ответ на моё \
            сообщение попадёт в его тикет. Фото, файлы, альбомы, голосовые и исправления тоже передаются.

            /tickets — нерешённые тикеты
            /new — новый тикет
            /status — к чему подключён чат
            /language — язык
            /unlink — больше не присылать ответы сюда
            """
        case .chooseLanguage: "Какой язык?"
        case .languageChosen: "Теперь я пишу по-русски."
        case .resolvedRate(let number, let subject): "№ \(number) «\(subject)» решён. Как вам наша помощь?"
        case .rated: "Спасибо за оценку."
        case .ticketGone: "Этого тикета уже нет. Выберите другой:"
        case .ticketRefused: "Тикет не принят. То, что вы написали, сохранено здесь: выберите тему ещё раз."
        case .refused:
            "Служба поддержки этого не приняла, ничего не передано. Отправьте иначе или напишите в программе."
        case .partRefused: "Одно из ваших сообщений не принято. Посмотрите тикет и напишите недостающее иначе."
        case .setAside:
            """
            С вашим последним сообщением произошла ошибка. Оно сохранено, но специалисты его не получили. Напишите его ещё \
            раз другими словами или в программе.
            """
        case .stale: "Эта кнопка уже не действует."
        case .unsupported:
            "Могу передать текст, фото, видео, голосовое, файл, геопозицию или контакт. Отправьте это так."
        case .tooManyHeld: "Сначала выберите, куда относятся предыдущие сообщения. Это не сохранено."
        case .fileTooLargeIn(let name, let megabytes):
            """
            «\(name)» больше \(megabytes) МБ, и Telegram не даёт боту его получить. В тикете это отмечено. Прикрепите \
            файл в программе.
            """
        case .fileUnavailable(let name): "Telegram не отдаёт «\(name)». В тикете это отмечено. Отправьте ещё раз."
        case .noteTooLargeIn(let name, let megabytes):
            "[«\(name)» отправлен в Telegram, но он больше \(megabytes) МБ, которые может получить бот.]"
        case .noteUnavailable(let name): "[«\(name)» отправлен в Telegram, но получить его не удалось.]"
        case .fileTooLargeOut(let name):
            "«\(name)» слишком большой для Telegram. Откройте тикет в программе, чтобы получить его."
        case .fileNotCarried(let name):
            "«\(name)» нельзя отправить в Telegram. Откройте тикет в программе, чтобы получить его."
        case .noteTooLargeOut(let name, let megabytes):
            "«\(name)» больше \(megabytes) МБ, которые может отправить бот: чаты получили сообщение об этом."
        case .revised: "Сообщение в тикете тоже изменено."
        case .revisedLate: "На него уже ответили: изменение добавлено в тикет новым сообщением."
        case .edited: "✏️ Исправлено:"
        case .editLost: "Это изменение не дошло до специалистов. Напишите его новым сообщением."
        case .draftQuestion(let title): "В терминале пишут «\(title)». Прикрепить это туда?"
        case .draftYes: "Прикрепить туда"
        case .draftNo: "Отправить сообщением"
        case .draftAdded(let title): "Прикреплено к «\(title)»."
        case .draftGone: "Его уже не пишут."
        case .draftWithoutWords:
            "Туда прикреплены только файлы. Написанное рядом не добавлено: напишите это в программе."
        case .draftWithoutFile(let name):
            "«\(name)» туда не прикреплён: Telegram его не отдал. Прикрепите файл в программе."
        case .staffTicket(let service): "Новый тикет службы «\(service)»"
        case .staffHint:
            "Что вы пишете здесь, получает клиент; /note ТЕКСТ остаётся внутри, /resolve отмечает тикет решённым."
        case .staffAnonymous:
            """
            Вы пишете от имени группы. Нужно знать, кто отвечает: выключите «Оставаться анонимным» в своих правах \
            администратора и отправьте ещё раз.
            """
        case .staffStranger(let id):
            "Вас нет среди специалистов, поэтому ничего не отправлено. Добавить может администратор; ваш номер \(id)."
        case .staffGone: "Этот тикет не принимает от вас сообщений. Ничего не отправлено."
        case .staffUnknown(let number):
            "№ \(number): доставка не подтверждена. Telegram не сообщил, дошёл ли ответ. Отправить ещё раз?"
        case .staffFailed(let number, let reason): "№ \(number): ответ не доставлен: \(reason)"
        case .staffBlocked(let name): "\(name): бот остановлен. Ответы подождут, пока его запустят снова."
        case .staffGap(let hours):
            "Бот был без связи \(hours) ч. Telegram хранит сообщения 24 часа: некоторые могли потеряться."
        case .staffConflict: "Сообщения этого бота получает ещё одна программа. Некоторых здесь может не хватать."
        case .staffPoison: "Одно сообщение не удалось понять, оно отложено; подробнее: `cabdeskd doctor`."
        case .staffNotPassedOn(let number):
            "№ \(number): что-то из этого тикета дошло в Telegram не до всех. Откройте его в программе; причина в журнале."
        case .staffChangeLost: "Одно событие службы поддержки не удалось передать сюда. Подробности в журнале."
        case .staffNoTicket:
            "Неизвестно, к какому тикету это относится, поэтому ничего не отправлено. Отвечайте на сообщение с номером тикета."
        case .staffEditLost:
            "Это изменение никуда не передано: заметка остаётся заметкой, а ответ — ответом. Напишите новое сообщение."
        case .resend: "Отправить ещё раз"
        case .arrived: "Оставить"
        case .resent: "Отправляется ещё раз."
        case .resendRefused: "Не отправлено: этот чат больше не подключён к службе, которой принадлежит тикет."
        case .settled: "Оставлено как есть."
        case .staffResolved(let number, let name): "№ \(number) решён: \(name)."
        case .staffUrgent(let number, let subject, let name):
            "№ \(number) «\(subject)» — срочно: служба не может принимать заказы. \(name)"
        case .commandTickets: "Нерешённые тикеты"
        case .commandNew: "Новый тикет"
        case .commandStatus: "К чему подключён чат"
        case .commandHelp: "Как это работает"
        case .commandLanguage: "Язык"
        case .commandUnlink: "Больше не присылать ответы сюда"
        }
    }
}
