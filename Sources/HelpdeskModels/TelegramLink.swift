/// A private Telegram chat that gets a service's answers, or asks for them.
///
/// The chat's number stays with the backend. One that has ended (`rejected`, `unlinked`) is in no list; the change
/// feed tells of it once more, so that readers forget it.
public struct TelegramLink: Codable, Hashable, Sendable, Identifiable {
    public typealias ID = EntityID<TelegramLink>

    /// Where a link stands.
    public enum State: String, Codable, Sendable, CaseIterable {
        /// Somebody typed the service's name in the bot; nobody has accepted it yet, and no content is sent.
        case pending
        /// Answers go to the chat, and what is written there comes to the service's tickets.
        case linked
        /// The person stopped the bot; answers wait until it is started again.
        case blocked
        /// Turned away by the service or the staff.
        case rejected
        /// Ended by the person, the service or the staff.
        case unlinked

        /// Whether the link is over.
        public var hasEnded: Bool { self == .rejected || self == .unlinked }
    }

    public var id: ID
    public var service: Service.ID
    public var state: State
    /// What the person is called in Telegram. Foreign text.
    public var chatName: String
    /// The person's name in Telegram without the `@`; nil for none.
    public var username: String?
    /// Who made the one-time link; nil for a claim by the service's name.
    public var user: Author?
    /// What was typed as the service's name; nil for a chat that came by a one-time link. Foreign text.
    public var claimedName: String?
    public var created: Timestamp
    /// When it was linked; nil while it is not.
    public var linked: Timestamp?
    /// Whether answers are sent to the chat.
    public var wantsAnswers: Bool

    public init(
        id: ID, service: Service.ID, state: State, chatName: String, username: String? = nil, user: Author? = nil,
        claimedName: String? = nil, created: Timestamp, linked: Timestamp? = nil, wantsAnswers: Bool = true
    ) {
        self.id = id
        self.service = service
        self.state = state
        self.chatName = chatName
        self.username = username
        self.user = user
        self.claimedName = claimedName
        self.created = created
        self.linked = linked
        self.wantsAnswers = wantsAnswers
    }
}
