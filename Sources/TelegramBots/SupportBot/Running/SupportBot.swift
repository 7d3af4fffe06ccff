import HelpdeskDesk
import HelpdeskModels

/// The support bot: takes what happens in Telegram to the desk.
struct SupportBot: UpdateHandler {
    let store: BotStore
    let client: BotClient
    let desk: any SupportDesk
    let staff: StaffGroup?
    let log: BotLog

    func handle(_ update: BotUpdate, at now: Timestamp) async throws -> Turn {
        if let chat = update.linkChanged {
            return try await take(.linkChanged, in: BotChat(id: chat, type: .private), from: nil, at: now)
        }
        if let message = update.message { return try await handle(message, others: update.album ?? [], at: now) }
        if let message = update.editedMessage { return try await handle(edited: message, at: now) }
        if let query = update.callbackQuery { return try await handle(query, at: now) }
        if let change = update.myChatMember { return try await handle(change, at: now) }
        return Turn()
    }

    private func handle(_ message: BotMessage, others: [BotMessage], at now: Timestamp) async throws -> Turn {
        let chat = message.chat
        guard chat.type == .private else {
            if let new = message.migrateToChatId {
                try await store.move(chat.id, to: new)
                return Turn()
            }
            return try await handle(inGroup: message, others: others, at: now)
        }
        guard let person = message.from, !person.isBot else { return Turn() }
        if let command = message.command, SupportMachine.isCommand(command) {
            var content = ChatContent([message])
            content?.text = command.argument
            return try await take(
                .command(command, content: command.argument.isEmpty ? nil : content), in: chat, from: person, at: now)
        }
        guard let content = ChatContent([message] + others) else { return Turn() }
        guard !content.isEmpty else {
            // Pinned messages and other notes of Telegram's own are no one's words.
            return message.isUnreadable ? try await take(.unsupported, in: chat, from: person, at: now) : Turn()
        }
        let answered = ([message] + others).compactMap(\.answeredMessage).first
        return try await take(
            .content(content, subject: subject(of: answered, in: chat.id)), in: chat, from: person, at: now)
    }

    private func handle(edited message: BotMessage, at now: Timestamp) async throws -> Turn {
        guard let person = message.from, !person.isBot, let content = ChatContent([message]) else { return Turn() }
        // A place that is shared live moves on every few seconds: the ticket has where it was shared.
        guard message.location == nil else { return Turn() }
        guard message.chat.type == .private else { return try await handle(editedInGroup: message, at: now) }
        // A command has been carried out already.
        if let command = message.command, SupportMachine.isCommand(command) { return Turn() }
        return try await take(
            .edited(content, subject: subject(of: message.messageId, in: message.chat.id)), in: message.chat,
            from: person, at: now)
    }

    private func handle(_ query: CallbackQuery, at now: Timestamp) async throws -> Turn {
        guard let source = query.message else { return Turn([answer(to: query, with: nil)]) }
        let button = query.data.flatMap { SupportButton($0) }
        guard source.chat.type == .private else { return try await handle(query, button, inGroup: source, at: now) }
        guard let button else { return Turn([answer(to: query, with: nil)]) }
        return try await take(
            .pressed(button, on: source.messageId), in: source.chat, from: query.from, query: query, at: now)
    }

    private func handle(_ change: ChatMemberUpdated, at now: Timestamp) async throws -> Turn {
        let chat = change.chat
        let isBlocked = !change.newChatMember.isPresent
        if chat.type == .private {
            try await tellDesk { try await desk.setBlocked(isBlocked, chat: chat.id) }
        } else if try await isStaff(chat.id) {
            if isBlocked { log.error("\(client.token) was removed from the staff's group. Add it there again.") }
        } else if !isBlocked {
            log.info(
                "\(client.token) is in the group \(chat.id); to make it the staff's group, set group in [support].")
        }
        return Turn(changes: [{ try $0.setBlocked(isBlocked, chat.id) }])
    }

    func subject(of message: Int64?, in chat: Int64) async throws -> Outgoing.Subject? {
        guard let message else { return nil }
        return try await store.subject(of: message, in: chat)
    }

    /// The bot's memory of a chat. Something that another version of the program wrote counts as nothing, so that
    /// the chat, and whoever else is told the same, is not held up by it.
    func memory(of chat: Int64) async throws -> ChatMemory? {
        do {
            return try await store.read { try $0.state(of: chat, as: ChatMemory.self) }
        } catch is DecodingError {
            log.error("\(client.token): what is remembered of the chat \(chat) cannot be read and begins anew")
            return nil
        }
    }

    func language(of chat: Int64) async throws -> Language { try await memory(of: chat)?.language ?? .ukrainian }

    /// The language of what the bot writes into tickets and to the staff.
    var staffLanguage: Language { staff?.language ?? .ukrainian }

    /// A button stops spinning when it is answered; too late is no harm.
    func answer(to query: CallbackQuery, with text: String?, isAlert: Bool = false) -> Outgoing {
        var call = BotCall(.answerCallbackQuery, ["callback_query_id": .string(query.id)])
        if let text { call["text"] = .string(text.prefix(units: BotCall.answerLimit)) }
        if isAlert { call["show_alert"] = true }
        return Outgoing(to: query.from.id, call, lifetime: 60)
    }

    /// Asks the desk; what it cannot do now is tried later.
    func tellDesk<Value>(_ body: () async throws -> Value) async throws -> Value {
        do {
            return try await body()
        } catch TelegramDeskError.unavailable(let reason) {
            throw TryLater("the desk: \(reason)")
        }
    }
}
