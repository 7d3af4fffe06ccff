import HelpdeskModels

/// The group of the specialists: what they answer there goes to the customer.
extension SupportBot {
    /// Whether a chat is the staff's group, also after it became a supergroup.
    private func isStaff(_ chat: Int64) async throws -> Bool {
        guard let staff else { return false }
        return try await store.currentID(of: staff.chat) == chat
    }

    func handle(inGroup message: BotMessage, others: [BotMessage], at now: Timestamp) async throws -> Turn {
        guard let staff, try await isStaff(message.chat.id), var content = ChatContent([message] + others),
            !content.isEmpty, let subject = try await subject(ofGroup: message)
        else { return Turn() }
        let chat = message.chat.id
        try await noteForum(message.chat.isForum == true)
        func say(_ phrase: BotPhrase) -> Turn {
            let text = FormattedText(BotTexts.text(phrase, staff.language))
            let call = BotCall.message(text, replyTo: message.messageId).inThread(thread(of: message))
            return Turn([Outgoing(to: chat, call)])
        }
        let agent: Author
        switch try await authority(of: message) {
        case .agent(let author): agent = author
        case .nobody(let phrase): return say(phrase)
        case .bot: return Turn()
        }
        let username = try await store.read { try BotStore.meta("username", $0) }
        let command = message.command(for: username)
        do {
            if command?.name == "resolve" { return try await resolve(subject.ticket, message, agent) }
            if command == nil, message.text?.hasPrefix("/") == true { return Turn() }
            if let command {
                guard command.name == "note", !command.argument.isEmpty else { return say(.staffHint) }
                content.text = command.argument
            }
            let limits = try await tellDesk { () async throws(SupportDeskError) in try await desk.limits() }
            let (id, troubles) = try await write(
                content, to: subject.ticket, chat: chat, .agent(agent.id), staff.language, limits,
                isInternal: command != nil)
            var turn = Turn()
            for trouble in troubles {
                switch trouble.reason {
                case .tooLarge(let limit):
                    turn.calls += say(.fileTooLargeIn(name: trouble.name, megabytes: limit >> 20)).calls
                case .unavailable: turn.calls += say(.fileUnavailable(name: trouble.name)).calls
                }
            }
            let mapped = Outgoing.Subject(ticket: subject.ticket, message: id)
            turn.changes.append { [parts = content.parts] db in
                for part in parts { try BotStore.map(part, in: chat, to: mapped, db) }
            }
            return turn
        } catch is SupportDeskError {
            return say(.staffGone)
        }
    }

    func handle(editedInGroup message: BotMessage, at now: Timestamp) async throws -> Turn {
        let chat = message.chat.id
        guard let staff, try await isStaff(chat), let content = ChatContent([message]),
            message.text?.hasPrefix("/") != true,
            let subject = try await store.subject(of: message.messageId, in: chat), subject.message != nil,
            case .agent(let agent) = try await authority(of: message)
        else { return Turn() }
        do {
            try await writeEdit(content, to: subject.ticket, chat: chat, .agent(agent.id), staff.language)
        } catch is SupportDeskError {
            log.warning("an edit in the staff's group was refused")
        }
        return Turn()
    }

    func handle(
        _ query: CallbackQuery, _ button: SupportButton?, inGroup source: CallbackQuery.Source, at now: Timestamp
    ) async throws -> Turn {
        guard let staff, try await isStaff(source.chat.id), case .resend(let number, let yes) = button else {
            return Turn([answer(to: query, with: nil)])
        }
        let agent = try await tellDesk { () async throws(SupportDeskError) in
            try await desk.agent(telegramUser: query.from.id)
        }
        func text(_ phrase: BotPhrase) -> String { BotTexts.text(phrase, staff.language) }
        guard agent != nil else {
            return Turn([answer(to: query, with: text(.staffStranger(id: query.from.id)), isAlert: true)])
        }
        var turn = Turn([
            answer(to: query, with: text(yes ? .resent : .settled)),
            Outgoing(to: source.chat.id, .editKeyboard(source.messageId)),
        ])
        if yes, let item = try await store.item(number) {
            turn.changes.append { try BotStore.resend(item, at: now, $0) }
        }
        return turn
    }

    /// A group may get topics, or lose them, at any time.
    func noteForum(_ isForum: Bool) async throws {
        let known = try await store.read { try BotStore.meta("forum", $0) == "1" }
        guard known != isForum else { return }
        try await store.write { try BotStore.setMeta("forum", to: isForum ? "1" : nil, $0) }
    }

    private enum Authority {
        case agent(Author)
        case nobody(BotPhrase)
        case bot
    }

    /// Who writes: by the number of the Telegram account, which nobody can take on.
    private func authority(of message: BotMessage) async throws -> Authority {
        guard let person = message.from else { return .bot }
        if person.id == BotUser.anonymousAdministrator || message.senderChat != nil { return .nobody(.staffAnonymous) }
        if person.isBot { return .bot }
        let agent = try await tellDesk { () async throws(SupportDeskError) in
            try await desk.agent(telegramUser: person.id)
        }
        return agent.map { .agent($0) } ?? .nobody(.staffStranger(id: person.id))
    }

    /// The ticket that a message of the group is about: the one it answers, else that of its topic.
    private func subject(ofGroup message: BotMessage) async throws -> Outgoing.Subject? {
        if let subject = try await subject(of: message.answeredMessage, in: message.chat.id) { return subject }
        guard let thread = thread(of: message) else { return nil }
        return try await store.ticket(ofThread: thread, in: message.chat.id).map { Outgoing.Subject(ticket: $0) }
    }

    /// In a group without topics, answers have a thread, too; only that of a topic counts.
    private func thread(of message: BotMessage) -> Int64? {
        message.isTopicMessage == true ? message.messageThreadId : nil
    }

    private func resolve(_ ticket: Ticket.ID, _ message: BotMessage, _ agent: Author) async throws -> Turn {
        let time = Timestamp(milliseconds: message.date * 1000)
        let id: Event.ID = ids(message.chat.id).id("resolve", message: message.messageId, at: time)
        try await tellDesk { () async throws(SupportDeskError) in
            try await desk.change(ticket, to: .resolved, id: id, by: .agent(agent.id))
        }
        return Turn()
    }
}
