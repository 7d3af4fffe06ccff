/// A person or a bot (Bot API, User).
public struct BotUser: Codable, Sendable, Hashable {
    public var id: Int64
    public var isBot: Bool
    public var firstName: String
    public var lastName: String?
    public var username: String?
    /// IETF tag of the app's language; nil if Telegram does not tell.
    public var languageCode: String?
    /// Only of ``BotClient/me()``: whether the bot receives every message of a group.
    public var canReadAllGroupMessages: Bool?

    public init(
        id: Int64, isBot: Bool = false, firstName: String, lastName: String? = nil, username: String? = nil,
        languageCode: String? = nil, canReadAllGroupMessages: Bool? = nil
    ) {
        self.id = id
        self.isBot = isBot
        self.firstName = firstName
        self.lastName = lastName
        self.username = username
        self.languageCode = languageCode
        self.canReadAllGroupMessages = canReadAllGroupMessages
    }

    /// First and last name.
    public var name: String { [firstName, lastName].compactMap { $0 }.joined(separator: " ") }

    /// As whom anonymous administrators of a group appear: `@GroupAnonymousBot`.
    public static let anonymousAdministrator: Int64 = 1_087_968_824
}
