import HelpdeskDesk
import HelpdeskModels

/// Private chats: the machine decides, here its commands are carried out.
extension SupportBot {
    /// Processes an input.
    ///
    /// - Parameter query: the button that was pressed, to be answered.
    func take(
        _ input: SupportInput, in chat: BotChat, from person: BotUser?, query: CallbackQuery? = nil, at now: Timestamp
    ) async throws -> Turn {
        let id = chat.id
        var memory = try await memory(of: id) ?? ChatMemory()
        if let language = BotTexts.language(ofTag: person?.languageCode) { memory.appLanguage = language }
        if let person {
            let name = TelegramChat(id: id, name: person.name, username: person.username)
            if memory.name != name {
                try await tellDesk { try await desk.rename(name) }
                memory.name = name
            }
        }
        var turn = Turn()
        if person != nil, try await store.isBlocked(id) {
            // A person who writes has not blocked the bot (any more).
            try await tellDesk { try await desk.setBlocked(false, chat: id) }
            turn.changes.append { try $0.setBlocked(false, id) }
        }
        var inputs = [input]
        var toast: BotPhrase?
        while !inputs.isEmpty {
            let input = inputs.removeFirst()
            let context = try await context(of: id, for: input)
            if input == .linkChanged, context.link == nil {
                // Messages that were queued before the link ended must not arrive after it.
                turn.changes.append { try $0.dropContent(of: id) }
            }
            let step = SupportMachine.step(memory, input, context)
            memory = step.memory
            toast = step.toast ?? toast
            turn.calls += step.replies.map { Outgoing(to: id, $0.call, subject: $0.subject) }
            for command in step.commands {
                inputs.append(
                    .outcome(
                        try await perform(command, chat: id, person: person, memory, context, &turn)))
            }
        }
        // Answers to the person come first; used buttons can wait to be removed.
        let isTidying = { (outgoing: Outgoing) in outgoing.call.method == .editMessageReplyMarkup }
        turn.calls = turn.calls.filter { !isTidying($0) } + turn.calls.filter(isTidying)
        if let query {
            turn.calls.insert(answer(to: query, with: toast.map { BotTexts.text($0, memory.language) }), at: 0)
        }
        turn.changes.append { [memory] in try $0.setState(memory, of: id) }
        return turn
    }

    private func context(of chat: Int64, for input: SupportInput) async throws -> SupportContext {
        try await tellDesk {
            var context = SupportContext(standing: try await desk.standing(ofChat: chat))
            context.limits = try await desk.limits()
            guard let service = context.link?.service.id else { return context }
            context.openTickets = try await desk.tickets(of: service, openOnly: true, limit: 50)
            context.topics = try await desk.topics()
            if case .content(let content, nil) = input, !content.files.isEmpty {
                context.draft = try await desk.openDraft(ofChat: chat)
            }
            if let ticket = input.ticket, let found = try await desk.ticket(ticket), found.service == service {
                context.subjectTicket = found
            }
            return context
        }
    }

    private func perform(
        _ command: SupportCommand, chat: Int64, person: BotUser?, _ memory: ChatMemory, _ context: SupportContext,
        _ turn: inout Turn
    ) async throws -> SupportOutcome {
        let author = TelegramAuthor.customer(chat: chat)
        let linking = TelegramChat(id: chat, name: person?.name ?? "", username: person?.username)
        do {
            switch command {
            case .peek(let code):
                return .offered(code, try await tellDesk { try await desk.service(of: code) })
            case .redeem(let code):
                let link = try await tellDesk { try await desk.redeem(code, by: linking) }
                if let link, context.standing != .none, context.link?.service.id != link.service.id {
                    // The waiting messages belong to the service that the chat was linked to before.
                    turn.changes.append { try $0.dropContent(of: chat) }
                }
                return .redeemed(link)
            case .claim(let name):
                return .claimed(try await tellDesk { try await desk.claim(name, by: linking) })
            case .unlink:
                try await tellDesk { try await desk.unlink(chat: chat) }
                turn.changes.append { try $0.dropContent(of: chat) }
                return .unlinked
            case .create(let topic, let subject, let answers, let contents):
                return try await create(topic, subject, answers, contents, author, memory, context, &turn)
            case .add(let content, let ticket):
                return try await add(content, to: ticket, author, memory, context, &turn)
            case .revise(let content, let subject):
                return try await revise(content, subject, author, memory)
            case .rate(let ticket, let score):
                _ = try await tellDesk { try await desk.rate(ticket, Rating(score: score), by: author) }
                return .rated
            case .addToDraft(let draft, let contents):
                return try await add(contents, to: draft, context)
            }
        } catch let error as TelegramDeskError {
            switch error {
            case .gone: return .gone
            // Set aside, and told to the person and to the staff.
            case .damaged, .unavailable: throw error
            case .refused, .cursorGone:
                log.warning("the desk refused what came from a chat: \(error)")
                if case .create(_, _, _, let contents) = command { return .notCreated(contents) }
                return .refused
            }
        }
    }
}

extension SupportInput {
    /// The ticket that it names.
    var ticket: Ticket.ID? {
        switch self {
        case .content(_, let subject), .edited(_, let subject): subject?.ticket
        case .pressed(.ticket(let id), _), .pressed(.rate(let id, _), _): id
        default: nil
        }
    }
}
