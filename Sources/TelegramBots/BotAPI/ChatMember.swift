/// What somebody is in a chat (Bot API, ChatMember).
public struct ChatMember: Codable, Sendable, Hashable {
    /// `creator`, `administrator`, `member`, `restricted`, `left` or `kicked`.
    public var status: String
    public var canManageTopics: Bool?
    public var isMember: Bool?

    public init(status: String, canManageTopics: Bool? = nil, isMember: Bool? = nil) {
        self.status = status
        self.canManageTopics = canManageTopics
        self.isMember = isMember
    }

    /// Whether messages reach the chat.
    public var isPresent: Bool { status != "left" && status != "kicked" && isMember != false }
}
