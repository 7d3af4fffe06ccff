public import HelpdeskModels

/// A chat with a person who belongs to a service, or says so.
public struct ChatLink: Hashable, Sendable, Codable {
    public enum State: String, Hashable, Sendable, Codable {
        /// Claimed by name; nobody has confirmed it yet. No content goes there.
        case pending
        case linked
        /// Linked, but the person has blocked the bot.
        case blocked
        /// The link was taken away.
        case ended
    }

    /// The Telegram chat, which is private.
    public var chat: Int64
    public var state: State
    /// Nil while a claim is pending and its name means nothing.
    public var service: Service?
    /// As whom the person writes; nil unless linked.
    public var user: User.ID?
    /// Whether answers go to this chat.
    public var wantsAnswers: Bool

    public init(chat: Int64, state: State, service: Service?, user: User.ID?, wantsAnswers: Bool = true) {
        self.chat = chat
        self.state = state
        self.service = service
        self.user = user
        self.wantsAnswers = wantsAnswers
    }

    /// Whether ticket content may go there.
    public var isActive: Bool { state == .linked || state == .blocked }
}
