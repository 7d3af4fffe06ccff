package import HelpdeskModels

/// The desk as a bot reaches it: here its chats, in the extensions its tickets and changes.
package struct TelegramDesk: SupportDesk {
    let store: Helpdesk
    let digester: TokenDigester
    let files: any FileStore
    /// Bytes that the files of one service may take up.
    let quota: Int64
    let now: @Sendable () -> Timestamp

    package init(
        _ desk: Helpdesk, limits: FileLimits = FileLimits(), now: @escaping @Sendable () -> Timestamp = { .now }
    ) {
        quota = limits.serviceStorage
        store = desk
        digester = desk.digester
        files = desk.files
        self.now = now
    }

    package func service(of code: LinkCode) async throws(TelegramDeskError) -> Service? {
        try await TelegramDeskError.naming {
            try await store.peekTelegramOffer(digest: digester.digest(of: code), at: now())
        }
    }

    package func redeem(_ code: LinkCode, by chat: TelegramChat) async throws(TelegramDeskError) -> LinkedChat? {
        try await TelegramDeskError.naming {
            try await store.redeemTelegramOffer(digest: digester.digest(of: code), by: chat, at: now())
        }
    }

    package func claim(_ name: String, by chat: TelegramChat) async throws(TelegramDeskError) -> ClaimOutcome {
        try await TelegramDeskError.naming { try await store.claim(name, by: chat, at: now()) }
    }

    package func standing(ofChat chat: Int64) async throws(TelegramDeskError) -> TelegramStanding {
        try await TelegramDeskError.naming { try await store.standing(ofChat: chat, at: now()) }
    }

    package func link(_ id: TelegramLink.ID) async throws(TelegramDeskError) -> LinkedChat? {
        try await TelegramDeskError.naming { try await store.linkedChat(id) }
    }

    package func chats(of service: Service.ID) async throws(TelegramDeskError) -> [LinkedChat] {
        try await TelegramDeskError.naming { try await store.chats(of: service) }
    }

    package func linkedChats() async throws(TelegramDeskError) -> [LinkedChat] {
        try await TelegramDeskError.naming { try await store.linkedChats() }
    }

    package func unlink(chat: Int64) async throws(TelegramDeskError) {
        _ = try await TelegramDeskError.naming { try await store.unlink(chat: chat) }
    }

    package func setBlocked(_ isBlocked: Bool, chat: Int64) async throws(TelegramDeskError) {
        try await changeLink(ofChat: chat) { link in
            switch (isBlocked, link.state) {
            case (true, .linked): link.state = .blocked
            case (false, .blocked): link.state = .linked
            // Blocked or not already; and a claim is none that could be either.
            default: break
            }
        }
    }

    package func rename(_ chat: TelegramChat) async throws(TelegramDeskError) {
        try await changeLink(ofChat: chat.id) { link in
            link.chatName = chat.name
            link.username = chat.username
        }
    }

    private func changeLink(
        ofChat chat: Int64, _ change: @escaping @Sendable (inout TelegramLink) -> Void
    ) async throws(TelegramDeskError) {
        _ = try await TelegramDeskError.naming { try await store.changeLink(ofChat: chat, change) }
    }

    package func agent(telegramUser: Int64) async throws(TelegramDeskError) -> Author? {
        try await TelegramDeskError.naming { try await store.agent(telegramUser: telegramUser) }
    }
}
