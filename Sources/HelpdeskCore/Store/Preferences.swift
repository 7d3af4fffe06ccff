public import HelpdeskModels

/// How one user likes to see one account: kept in the account's store.
public struct Preferences: Hashable, Sendable {
    public var view: TicketView
    public var sort: TicketSort
    /// Nil for the language of the locale.
    public var language: Language?
    /// The name of a theme; nil for the configured one.
    public var theme: String?
    /// How news are announced; nil as configured.
    public var bell: Bool?
    public var desktopNotifications: Bool?
    public var notificationText: Bool?
    /// The notes for the shift that were read, and no longer show above the list.
    public var readShiftNotes: Set<ShiftNote.ID> = []

    public init(
        view: TicketView = .all, sort: TicketSort = TicketSort(), language: Language? = nil, theme: String? = nil
    ) {
        self.view = view
        self.sort = sort
        self.language = language
        self.theme = theme
    }

    /// The list as it was left, but for a filter.
    public var query: TicketQuery { TicketQuery(view: view, sort: sort) }
}

extension Preferences: Codable {
    private enum CodingKeys: String, CodingKey {
        case view, sort, language, theme, bell, desktopNotifications, notificationText, readShiftNotes
    }

    /// Reads what it understands: a value of another version of the program gives way to the default.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        func value<Value: Decodable>(_ key: CodingKeys, _ type: Value.Type = Value.self) -> Value? {
            try? container.decodeIfPresent(type, forKey: key)
        }
        self.init(
            view: value(.view) ?? .all, sort: value(.sort) ?? TicketSort(), language: value(.language),
            theme: value(.theme))
        bell = value(.bell)
        desktopNotifications = value(.desktopNotifications)
        notificationText = value(.notificationText)
        readShiftNotes = value(.readShiftNotes) ?? []
    }
}
