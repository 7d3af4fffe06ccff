/// The support operation that a backend serves.
public struct Desk: Codable, Hashable, Sendable {
    /// What `api` reads where the backend speaks version 1 of Cabdesk's own interface.
    public static let apiVersion1 = "cabdesk/1"

    /// Names the interface, so that a client can tell a backend of another kind.
    public var api: String
    public var name: String
    /// Nil if nobody has told them; a desk of `cabdeskd` always has some.
    public var officeHours: OfficeHours?
    /// The bot that carries answers and replies; nil if the desk has none.
    public var supportBot: TelegramBot?
    /// The bot for when the program or the telephony is unavailable, and for the night; nil if the desk has none.
    public var alertBot: TelegramBot?
    public var limits: Limits

    public init(
        api: String = Desk.apiVersion1, name: String, officeHours: OfficeHours?, supportBot: TelegramBot? = nil,
        alertBot: TelegramBot? = nil, limits: Limits = .standard
    ) {
        self.api = api
        self.name = name
        self.officeHours = officeHours
        self.supportBot = supportBot
        self.alertBot = alertBot
        self.limits = limits
    }
}
