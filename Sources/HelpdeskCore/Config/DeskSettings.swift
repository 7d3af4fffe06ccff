public import HelpdeskModels

/// What a profile says of a desk whose backend does not say it itself.
public struct DeskSettings: Hashable, Sendable {
    /// Nil for the host's name.
    public var name: String?
    public var officeHours: OfficeHours?
    /// A bot's name without the `@`.
    public var supportBot: String?
    public var alertBot: String?
    public var limits: Limits

    public init(
        name: String? = nil, officeHours: OfficeHours? = nil, supportBot: String? = nil, alertBot: String? = nil,
        limits: Limits = .standard
    ) {
        self.name = name
        self.officeHours = officeHours
        self.supportBot = supportBot
        self.alertBot = alertBot
        self.limits = limits
    }
}
