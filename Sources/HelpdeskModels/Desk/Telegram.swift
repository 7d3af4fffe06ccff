/// A Telegram bot of the desk, as its customers know it.
public struct TelegramBot: Codable, Hashable, Sendable {
    /// Without the `@`.
    public var username: String
    /// Whether the backend really runs the bot; a demo's bots are only names.
    public var isConnected: Bool

    public init(username: String, isConnected: Bool) {
        self.username = username
        self.isConnected = isConnected
    }

    /// Whether Telegram allows the name: ASCII letters, digits and underscores. It becomes part of a link that is shown as a
    /// QR code.
    public static func isUsername(_ name: String) -> Bool {
        (1...64).contains(name.utf8.count)
            && name.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
                    true
                default: false
                }
            }
    }

    /// The address that opens the bot in Telegram.
    public var link: String { "https://t.me/\(username)" }
}

/// A private Telegram chat that gets a service's answers, or asks for them.
///
/// The backend never discloses the chat's number. A link that has ended (`rejected`, `unlinked`) is in no list; the
/// change feed carries it once more, so that clients forget it.
public struct TelegramLink: Codable, Hashable, Sendable, Identifiable {
    public typealias ID = EntityID<TelegramLink>

    /// The state of a link.
    public enum State: String, Codable, Sendable, CaseIterable {
        /// Somebody typed the service's name in the bot; nobody has accepted it yet, and no content is sent.
        case pending
        /// Answers go to the chat, and messages written there go to the service's tickets.
        case linked
        /// The person stopped the bot; answers wait until it is started again.
        case blocked
        /// Declined by the service or the staff.
        case rejected
        /// Ended by the person, the service or the staff.
        case unlinked

        /// Whether the link is over.
        public var hasEnded: Bool { self == .rejected || self == .unlinked }
    }

    public var id: ID
    public var service: Service.ID
    public var state: State
    /// The person's name in Telegram. Foreign text.
    public var chatName: String
    /// The person's username in Telegram without the `@`; nil for none.
    public var username: String?
    /// The user who made the one-time link; nil for a claim by the service's name.
    public var user: Author?
    /// The service's name as the person typed it; nil for a chat linked by a one-time link. Foreign text.
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

    /// All that is left of a link that was erased; clients forget it as any other that has ended.
    public static func gone(_ id: ID) -> TelegramLink {
        TelegramLink(
            id: id, service: "", state: .unlinked, chatName: "", created: Timestamp(milliseconds: 0),
            wantsAnswers: false)
    }
}

/// A decision of a service or the staff about a link: `PATCH /v1/telegram/links/{id}`. Nil changes nothing.
public struct TelegramLinkChange: Codable, Hashable, Sendable {
    /// `linked` accepts a pending claim, `rejected` declines it; no other state is allowed.
    public var state: TelegramLink.State?
    public var wantsAnswers: Bool?

    public init(state: TelegramLink.State? = nil, wantsAnswers: Bool? = nil) {
        self.state = state
        self.wantsAnswers = wantsAnswers
    }
}

/// A one-time code that links one Telegram chat to the service of the user who requested it.
///
/// It is a secret until it is used: the first chat that sends it to the bot is linked.
public struct TelegramLinkOffer: Codable, Hashable, Sendable {
    /// The bot's name without the `@`.
    public var bot: String
    /// At most 64 letters, digits, `-` and `_`, as a bot's deep link can carry them.
    public var token: String
    public var expires: Timestamp

    public init(bot: String, token: String, expires: Timestamp) {
        self.bot = bot
        self.token = token
        self.expires = expires
    }

    /// Opens the bot and sends the code with one tap (https://core.telegram.org/bots/features#deep-linking).
    public var link: String { "https://t.me/\(bot)?start=\(token)" }

    /// The same as text to type or paste into the chat with the bot.
    public var command: String { "/start \(token)" }
}

extension TelegramLinkOffer: CustomStringConvertible, CustomDebugStringConvertible {
    /// Without the code, so that no log shows it by accident.
    public var description: String { "TelegramLinkOffer(bot: \(bot), expires: \(expires))" }
    public var debugDescription: String { description }
}
