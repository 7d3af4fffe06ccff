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

/// A private chat that asks to be linked, as the Customer Page shows it.
public struct LinkingChat: Hashable, Sendable, Codable {
    /// The chat's id; in a private chat also the person's.
    public var chat: Int64
    /// First and last name, as the person wrote them. Foreign text.
    public var name: String
    /// Without the `@`; nil for none.
    public var username: String?

    public init(chat: Int64, name: String, username: String? = nil) {
        self.chat = chat
        self.name = name
        self.username = username
    }
}

/// A one-time secret that links a chat: what stands behind `/start`, 1 to 64 characters of `A-Z a-z 0-9 _ -`
/// (Telegram, "Deep linking").
public struct LinkToken: Hashable, Sendable {
    /// The secret itself.
    public let text: String

    /// Nil for a text that cannot be one.
    public init?(_ text: String) {
        let isAllowed = text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
                true
            default: false
            }
        }
        guard (1...64).contains(text.utf8.count), isAllowed else { return nil }
        self.text = text
    }
}

extension LinkToken: CustomStringConvertible, CustomDebugStringConvertible {
    public var description: String { "a link token" }
    public var debugDescription: String { description }
}

/// The answer to a person who typed a service's name, which reveals nothing about the name.
public enum ClaimAnswer: Hashable, Sendable {
    case noted
    /// Too many names in too short a time.
    case throttled
}
