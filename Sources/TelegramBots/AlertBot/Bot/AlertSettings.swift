public import HelpdeskModels

/// What the alert bot is told by the desk's configuration.
public struct AlertSettings: Sendable, Hashable {
    public var schedule: DutySchedule
    public var timing: AlertTiming
    /// When questions that are no incident wait for the morning.
    public var night: AlertHours
    /// The language of the group, and of people whose Telegram speaks none of ours.
    public var language: Language
    /// The bot's user name without the `@`, which commands in a group may carry; nil if nobody knows it.
    public var username: String?
    /// The support bot's user name without the `@`, for advice; nil for none.
    public var supportBot: String?

    public init(
        schedule: DutySchedule, timing: AlertTiming = .standard, night: AlertHours, language: Language = .ukrainian,
        username: String? = nil, supportBot: String? = nil
    ) {
        self.schedule = schedule
        self.timing = timing
        self.night = night
        self.language = language
        self.username = username
        self.supportBot = supportBot
    }
}
