public import HelpdeskModels

/// Somebody who can be on duty.
public struct DutyPerson: Sendable, Hashable {
    public var name: String
    /// The Telegram user.
    public var telegram: Int64
    /// Nil: the language of the person's Telegram, once the person has written to the bot.
    public var language: Language?
    /// Nil: at any time.
    public var hours: AlertHours?

    public init(name: String, telegram: Int64, language: Language? = nil, hours: AlertHours? = nil) {
        self.name = name
        self.telegram = telegram
        self.language = language
        self.hours = hours
    }

    public var member: StaffMember { StaffMember(telegram: telegram, name: name) }

    func isOnDuty(at time: Timestamp) -> Bool { hours?.contains(time) ?? true }
}
