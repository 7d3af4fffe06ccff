import HelpdeskDesk
import HelpdeskModels

/// The group of the specialists: what they answer there goes to the customer.
extension SupportBot {
    /// Whether a chat is the staff's group, also after it became a supergroup.
    func isStaff(_ chat: Int64) async throws -> Bool {
        guard let staff else { return false }
        return try await store.currentID(of: staff.chat) == chat
    }

    func handle(inGroup message: BotMessage, others: [BotMessage], at now: Timestamp) async throws -> Turn {
        guard let staff, try await isStaff(message.chat.id) else { return Turn() }
        try await noteForum(message.chat.isForum == true)
        var turn = try await take(inGroup: message, others: others, staff)
        // A message from the group shows that the bot is in it.
        if try await store.isBlocked(message.chat.id) {
            turn.changes.append { try $0.setBlocked(false, message.chat.id) }
        }
        return turn
    }

    private func take(inGroup message: BotMessage, others: [BotMessage], _ staff: StaffGroup) async throws -> Turn {
        guard var content = ChatContent([message] + others) else { return Turn() }
        func say(_ phrase: BotPhrase) -> Turn { answer(message, phrase, staff) }
        let username = try await store.read { try $0.meta("username") }
        // Also of a caption: a note comes with a screenshot.
        let command = BotCommand(content.text)
        // Another bot's command.
        if let command, !command.isFor(username) { return Turn() }
        guard let subject = try await subject(ofGroup: message) else {
            // Only answers leave the group. An answer to the bot is meant for somebody.
            return isForBot(message, command) ? say(.staffNoTicket) : Turn()
        }
        guard !content.isEmpty else { return message.isUnreadable ? say(.unsupported) : Turn() }
        let agent: Author
        switch try await authority(of: message) {
        case .agent(let author): agent = author
        case .nobody(let phrase): return say(phrase)
        case .bot: return Turn()
        }
        do {
            // A command that is written wrong is never taken for an answer: it may be a note.
            let isNote = ([message] + others).contains { BotCommand($0.writtenText)?.name == Self.noteCommand }
            switch command?.name {
            case "resolve" where content.text.split(whereSeparator: \.isWhitespace).count == 1 && content.files.isEmpty:
                return try await resolve(subject.ticket, message, agent)
            case Self.noteCommand: content.text = command?.argument ?? ""
            case nil where isNote || !Self.looksLikeCommand(content.text): break
            default: return say(.staffHint)
            }
            guard !content.isEmpty else { return say(.staffHint) }
            return try await write(content, about: subject.ticket, isInternal: isNote, agent, message, staff)
        } catch let error as TelegramDeskError where error != .gone {
            if case .damaged = error { throw error }
            log.warning("the desk refused what came from the staff's group: \(error)")
            return say(.staffGone)
        } catch is TelegramDeskError {
            return say(.staffGone)
        }
    }

    private func write(
        _ content: ChatContent, about ticket: Ticket.ID, isInternal: Bool, _ agent: Author, _ message: BotMessage,
        _ staff: StaffGroup
    ) async throws -> Turn {
        let chat = message.chat.id
        let limits = try await tellDesk { try await desk.limits() }
        let (id, troubles) = try await write(
            content, to: ticket, chat: chat, .agent(agent.id), staff.language, limits, isInternal: isInternal)
        var turn = Turn()
        for trouble in troubles {
            switch trouble.reason {
            case .tooLarge(let limit):
                turn.calls +=
                    answer(message, .fileTooLargeIn(name: trouble.name, megabytes: limit >> 20), staff).calls
            case .unavailable: turn.calls += answer(message, .fileUnavailable(name: trouble.name), staff).calls
            }
        }
        let mapped = Outgoing.Subject(ticket: ticket, message: id, isNote: isInternal)
        turn.changes.append { [parts = content.parts] db in
            for part in parts { try db.map(part, in: chat, to: mapped) }
        }
        return turn
    }

    private static let noteCommand = "note"
    private static let commands = [noteCommand, "resolve"]

    /// Whether a text that is no command may have been meant for one: `/note: …`, `/ note`. A path is a text.
    private static func looksLikeCommand(_ text: String) -> Bool {
        guard text.hasPrefix("/") else { return false }
        let head = text.prefix { !$0.isWhitespace }.dropFirst()
        let first = head.prefix { $0 != "/" }
        let isPath = !first.isEmpty && head.dropFirst(first.count + 1).contains { $0 != "/" }
        return !isPath || commands.contains { first.lowercased().hasPrefix($0) }
    }

    /// Whether it is a command of this bot, or an answer to a message of it.
    private func isForBot(_ message: BotMessage, _ command: BotCommand?) -> Bool {
        if let command { return command.bot != nil || Self.commands.contains(command.name) }
        return message.answeredMessage != nil && message.replyToMessage?.from?.id == client.token.botID
    }

    private func answer(_ message: BotMessage, _ phrase: BotPhrase, _ staff: StaffGroup) -> Turn {
        let text = FormattedText(BotTexts.text(phrase, staff.language))
        let call = BotCall.message(text, replyTo: message.messageId).inThread(message.topic)
        return Turn([Outgoing(to: message.chat.id, call)])
    }

    func handle(editedInGroup message: BotMessage, at now: Timestamp) async throws -> Turn {
        let chat = message.chat.id
        // An edit adds no message to a ticket.
        guard let staff, try await isStaff(chat), var content = ChatContent([message]),
            let subject = try await store.subject(of: message.messageId, in: chat), subject.message != nil,
            case .agent(let agent) = try await authority(of: message)
        else { return Turn() }
        let command = BotCommand(content.text)
        let isInternal = command?.name == Self.noteCommand
        if isInternal { content.text = command?.argument ?? "" }
        // A note stays a note, and an answer cannot become one: an edit that changes which of the two it is goes nowhere,
        // and so does one of a message that nobody knows to be either.
        guard subject.isNote == isInternal, isInternal || command == nil,
            isInternal || !Self.looksLikeCommand(content.text)
        else { return answer(message, .staffEditLost, staff) }
        do {
            try await writeEdit(
                content, to: subject.ticket, chat: chat, .agent(agent.id), staff.language, isInternal: isInternal)
            return Turn()
        } catch let error as TelegramDeskError {
            if case .damaged = error { throw error }
            log.warning("an edit in the staff's group was refused: \(error)")
            return answer(message, .staffEditLost, staff)
        }
    }

    func handle(
        _ query: CallbackQuery, _ button: SupportButton?, inGroup source: CallbackQuery.Source, at now: Timestamp
    ) async throws -> Turn {
        guard let staff, try await isStaff(source.chat.id), case .resend(let number, let yes) = button else {
            return Turn([answer(to: query, with: nil)])
        }
        let agent = try await tellDesk { try await desk.agent(telegramUser: query.from.id) }
        func text(_ phrase: BotPhrase) -> String { BotTexts.text(phrase, staff.language) }
        guard agent != nil else {
            return Turn([answer(to: query, with: text(.staffStranger(id: query.from.id)), isAlert: true)])
        }
        let item = try await store.item(number)
        let isAllowed = if let item { try await isStillLinked(item) } else { false }
        var turn = Turn([
            answer(
                to: query, with: text(!yes ? .settled : isAllowed ? .resent : .resendRefused),
                isAlert: yes && !isAllowed),
            Outgoing(to: source.chat.id, .editKeyboard(source.messageId)),
        ])
        if yes, isAllowed, let item { turn.changes.append { try $0.resend(item, at: now) } }
        return turn
    }

    /// Whether a chat may still be told of a ticket: its link may have ended since, or be to another service.
    private func isStillLinked(_ item: OutboxItem) async throws -> Bool {
        let chat = item.outgoing.chat
        guard chat > 0 else { return true }
        guard let subject = item.outgoing.subject else { return false }
        return try await tellDesk {
            guard case .linked(let link) = try await desk.standing(ofChat: chat) else { return false }
            return try await desk.ticket(subject.ticket)?.service == link.service.id
        }
    }

    /// A group may get topics, or lose them, at any time.
    func noteForum(_ isForum: Bool) async throws {
        let known = try await store.read { try $0.meta("forum") == "1" }
        guard known != isForum else { return }
        try await store.write { try $0.setMeta("forum", to: isForum ? "1" : nil) }
    }

    private enum Authority {
        case agent(Author)
        case nobody(BotPhrase)
        case bot
    }

    /// The authority of the author, by the number of the Telegram account, which nobody can take on.
    private func authority(of message: BotMessage) async throws -> Authority {
        guard let person = message.from else { return .bot }
        if person.id == BotUser.anonymousAdministrator || message.senderChat != nil { return .nobody(.staffAnonymous) }
        if person.isBot { return .bot }
        let agent = try await tellDesk { try await desk.agent(telegramUser: person.id) }
        return agent.map { .agent($0) } ?? .nobody(.staffStranger(id: person.id))
    }

    /// The ticket that a message of the group is about: the one it answers, else that of its topic.
    private func subject(ofGroup message: BotMessage) async throws -> Outgoing.Subject? {
        if let subject = try await subject(of: message.answeredMessage, in: message.chat.id) { return subject }
        guard let thread = message.topic else { return nil }
        return try await store.ticket(ofThread: thread, in: message.chat.id).map { Outgoing.Subject(ticket: $0) }
    }

    private func resolve(_ ticket: Ticket.ID, _ message: BotMessage, _ agent: Author) async throws -> Turn {
        let time = Timestamp(milliseconds: message.date * 1000)
        let id: Event.ID = ids(message.chat.id).id("resolve", message: message.messageId, at: time)
        _ = try await tellDesk {
            try await desk.change(ticket, NewEvent(kind: .resolved), id: id, by: .agent(agent.id))
        }
        return Turn()
    }
}
