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
        if let command = message.command(for: nil) {
            return try await take(
                .command(name: command.name, argument: command.argument), in: chat, from: person, at: now)
        }
        guard let content = ChatContent([message] + others) else { return Turn() }
        guard !content.isEmpty else {
            // Pinned messages and other notes of Telegram's own are no one's words.
            let isSomething = message.location != nil || message.contact != nil || message.poll != nil
            return isSomething ? try await take(.unsupported, in: chat, from: person, at: now) : Turn()
        }
        let answered = ([message] + others).compactMap(\.answeredMessage).first
        return try await take(
            .content(content, subject: subject(of: answered, in: chat.id)), in: chat, from: person, at: now)
    }

    private func handle(edited message: BotMessage, at now: Timestamp) async throws -> Turn {
        guard let person = message.from, !person.isBot, let content = ChatContent([message]) else { return Turn() }
        guard message.chat.type == .private else { return try await handle(editedInGroup: message, at: now) }
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
            try await tellDesk { () async throws(SupportDeskError) in try await desk.setBlocked(isBlocked, chat.id) }
        } else if !isBlocked, staff?.chat != chat.id {
            log.info(
                "\(client.token) is in the group \(chat.id); to make it the staff's group, set group in [support].")
        }
        return Turn(changes: [{ try BotStore.setBlocked(isBlocked, chat.id, $0) }])
    }

    func subject(of message: Int64?, in chat: Int64) async throws -> Outgoing.Subject? {
        guard let message else { return nil }
        return try await store.subject(of: message, in: chat)
    }

    /// A button stops spinning when it is answered; too late is no harm.
    func answer(to query: CallbackQuery, with text: String?, isAlert: Bool = false) -> Outgoing {
        var call = BotCall(.answerCallbackQuery, ["callback_query_id": .string(query.id)])
        if let text { call["text"] = .string(String(text.prefix(190))) }
        if isAlert { call["show_alert"] = true }
        return Outgoing(to: query.from.id, call, lifetime: 60)
    }

    /// Asks the desk; what it cannot do now is tried later.
    func tellDesk<Value>(_ body: () async throws(SupportDeskError) -> Value) async throws -> Value {
        do throws(SupportDeskError) {
            return try await body()
        } catch {
            if case .unavailable(let reason) = error { throw TryLater("the desk: \(reason)") }
            throw error
        }
    }
}
