package import HelpdeskModels

/// What the support bot may ask of the desk: here about chats, in the extensions about tickets and changes.
///
/// The bot itself asks the person before anything is linked; here is what lasts. Every method may be called again after
/// a crash. Throws ``TelegramDeskError``.
package struct TelegramDesk: Sendable {
    let store: any DeskStore
    let digester: TokenDigester
    let files: any FileStore
    /// Bytes that the files of one service may take up.
    let quota: Int64
    let now: @Sendable () -> Timestamp

    package init(
        _ desk: Helpdesk, limits: FileLimits = FileLimits(), now: @escaping @Sendable () -> Timestamp = { .now }
    ) {
        quota = limits.serviceStorage
        store = desk.store
        digester = desk.digester
        files = desk.files
        self.now = now
    }

    /// The service that the code of a one-time link is for, without using it; nil if it cannot be used (any more).
    package func service(ofCode code: String) async throws(TelegramDeskError) -> Service? {
        guard let code = LinkCode(code) else { return nil }
        return try await TelegramDeskError.naming {
            try await store.peekTelegramOffer(digest: digester.digest(of: code), at: now())
        }
    }

    /// Uses the code of a one-time link: one chat wins, the others get nil, the winner gets the same answer again.
    ///
    /// A link of the chat to another service ends.
    package func redeem(code: String, by chat: TelegramChat) async throws(TelegramDeskError) -> LinkedChat? {
        guard let code = LinkCode(code) else { return nil }
        return try await TelegramDeskError.naming {
            try await store.redeemTelegramOffer(digest: digester.digest(of: code), by: chat, at: now())
        }
    }

    /// Takes a typed name of a service as a claim, which the service or the staff accepts or turns away.
    package func claim(_ name: String, by chat: TelegramChat) async throws(TelegramDeskError) -> ClaimOutcome {
        try await TelegramDeskError.naming { try await store.claim(name, by: chat, at: now()) }
    }

    /// How the chat stands, as far as its person may know.
    package func standing(ofChat chat: Int64) async throws(TelegramDeskError) -> TelegramStanding {
        try await TelegramDeskError.naming { try await store.standing(ofChat: chat, at: now()) }
    }

    /// The chat's link that has not ended, also a pending one; nil for none.
    package func link(ofChat chat: Int64) async throws(TelegramDeskError) -> LinkedChat? {
        try await TelegramDeskError.naming { try await store.linkedChat(ofChat: chat) }
    }

    package func link(_ id: TelegramLink.ID) async throws(TelegramDeskError) -> LinkedChat? {
        try await TelegramDeskError.naming { try await store.linkedChat(id) }
    }

    /// The linked chats of a service that want its answers, oldest first; blocked ones only if asked for.
    package func chats(of service: Service.ID, includingBlocked: Bool = false) async throws(TelegramDeskError)
        -> [LinkedChat]
    {
        try await TelegramDeskError.naming { try await store.chats(of: service, includingBlocked: includingBlocked) }
    }

    /// The person ends the link or withdraws the claim; what it was, nil if there was none.
    @discardableResult
    package func unlink(chat: Int64) async throws(TelegramDeskError) -> LinkedChat? {
        try await TelegramDeskError.naming { try await store.unlink(chat: chat) }
    }

    /// The person stopped the bot, or started it again. Nil if the chat is not linked.
    @discardableResult
    package func setBlocked(_ isBlocked: Bool, chat: Int64) async throws(TelegramDeskError) -> LinkedChat? {
        try await TelegramDeskError.naming {
            try await store.changeLink(ofChat: chat) { link in
                switch (isBlocked, link.state) {
                case (true, .linked): link.state = .blocked
                case (false, .blocked): link.state = .linked
                // Blocked or not already; and a claim is none that could be either.
                default: break
                }
            }
        }
    }

    /// Whether answers are sent to the chat. Nil if it is not linked.
    @discardableResult
    package func setWantsAnswers(_ wantsAnswers: Bool, chat: Int64) async throws(TelegramDeskError) -> LinkedChat? {
        try await TelegramDeskError.naming {
            try await store.changeLink(ofChat: chat) { $0.wantsAnswers = wantsAnswers }
        }
    }

    /// Keeps the names of the person up to date. Nil if the chat is not linked.
    @discardableResult
    package func rename(_ chat: TelegramChat) async throws(TelegramDeskError) -> LinkedChat? {
        try await TelegramDeskError.naming {
            try await store.changeLink(ofChat: chat.id) { link in
                link.chatName = chat.name
                link.username = chat.username
            }
        }
    }

    /// The staff accepts or turns away a claim. Nil if there is none that waits.
    package func decide(
        _ id: TelegramLink.ID, accept: Bool, by agent: User.ID
    ) async throws(TelegramDeskError) -> TelegramLink? {
        try await TelegramDeskError.naming {
            let account = try await account(of: .agent(agent))
            let change = TelegramLinkChange(state: accept ? .linked : .rejected)
            do {
                return try await store.changeTelegramLink(id, change, by: account, at: now())
            } catch StoreError.conflict, StoreError.notFound {
                return nil
            }
        }
    }

    /// The member of the staff, in office, whom an administrator gave this number of a Telegram user; nil for none.
    package func agent(telegramUser: Int64) async throws(TelegramDeskError) -> Author? {
        try await TelegramDeskError.naming { try await store.agent(telegramUser: telegramUser) }
    }
}
