public import HelpdeskModels

/// The calls whose answer the bots need at once.
extension BotClient {
    /// The bot itself.
    public func me() async throws(BotError) -> BotUser {
        try await result(of: BotCall(.getMe))
    }

    /// Updates as they arrived, from `offset` on, or from the earliest that was not confirmed; waits up to `wait`
    /// seconds for one. An offset confirms all updates before it.
    public func updates(from offset: Int64?, wait: Int, limit: Int = 100) async throws(BotError) -> [JSON] {
        var call = BotCall(
            .getUpdates,
            [
                "timeout": .integer(Int64(wait)), "limit": .integer(Int64(limit)),
                "allowed_updates": .array(BotUpdate.kinds.map { .string($0) }),
            ])
        if let offset { call["offset"] = .integer(offset) }
        return try await result(of: call, patience: wait + 15)
    }

    /// The path of a file, valid for an hour at least.
    public func file(_ id: String) async throws(BotError) -> BotFile {
        try await result(of: BotCall(.getFile, ["file_id": .string(id)]))
    }

    public func chat(_ id: Int64) async throws(BotError) -> BotChat {
        try await result(of: BotCall(.getChat, ["chat_id": .integer(id)]))
    }

    public func member(_ user: Int64, of chat: Int64) async throws(BotError) -> ChatMember {
        try await result(of: BotCall(.getChatMember, ["chat_id": .integer(chat), "user_id": .integer(user)]))
    }

    public func webhook() async throws(BotError) -> WebhookInfo {
        try await result(of: BotCall(.getWebhookInfo))
    }

    /// Has updates sent to `url`, each with `secret` in `X-Telegram-Bot-Api-Secret-Token`.
    public func setWebhook(_ url: String, secret: String) async throws(BotError) {
        let call = BotCall(
            .setWebhook,
            [
                "url": .string(url), "secret_token": .string(secret),
                "allowed_updates": .array(BotUpdate.kinds.map { .string($0) }),
            ])
        _ = try await result(of: call, as: Bool.self)
    }

    /// Back to polling; updates that wait are kept.
    public func deleteWebhook() async throws(BotError) {
        _ = try await result(of: BotCall(.deleteWebhook), as: Bool.self)
    }

    /// The longest name of a topic, in UTF-16 units (Bot API, createForumTopic).
    public static let topicNameLimit = 128

    /// The thread of a new topic; a name that is too long is cut.
    public func createTopic(_ name: String, in chat: Int64) async throws(BotError) -> Int64 {
        struct Created: Decodable, Sendable {
            var messageThreadId: Int64
        }
        let call = BotCall(
            .createForumTopic, ["chat_id": .integer(chat), "name": .string(name.prefix(units: Self.topicNameLimit))])
        return try await result(of: call, as: Created.self).messageThreadId
    }

    /// The commands in the menu, in one language or, for nil, in all others.
    public func setCommands(
        _ commands: [(name: String, text: String)], language: Language?
    ) async throws(BotError) {
        var call = BotCall(
            .setMyCommands,
            [
                "commands": .array(
                    commands.map { ["command": .string($0.name), "description": .string($0.text)] }),
                "scope": ["type": "all_private_chats"],
            ])
        if let language { call["language_code"] = .string(language.rawValue) }
        _ = try await result(of: call, as: Bool.self)
    }
}

/// The state of the webhook (Bot API, WebhookInfo).
public struct WebhookInfo: Codable, Sendable, Hashable {
    /// Empty if none is set.
    public var url: String
    public var pendingUpdateCount: Int
    public var lastErrorDate: Int64?
    public var lastErrorMessage: String?

    public init(
        url: String, pendingUpdateCount: Int = 0, lastErrorDate: Int64? = nil, lastErrorMessage: String? = nil
    ) {
        self.url = url
        self.pendingUpdateCount = pendingUpdateCount
        self.lastErrorDate = lastErrorDate
        self.lastErrorMessage = lastErrorMessage
    }
}
