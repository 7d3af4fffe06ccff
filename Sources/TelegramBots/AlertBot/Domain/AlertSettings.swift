public import HelpdeskModels

/// The part of the desk's configuration about the alert bot.
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

/// How long things wait, in seconds.
public struct AlertTiming: Sendable, Hashable {
    /// Not acknowledged: until the next step of escalation.
    public var escalation: Double
    /// Acknowledged and not resolved: until the incident pages again.
    public var forgotten: Double
    /// How long after the resolution a report reopens the incident instead of beginning another.
    public var reopening: Double
    /// How long a report without a choice waits for the choice until those on duty are paged.
    public var choice: Double
    /// The least time between two notes about further reports to whoever took the incident.
    public var news: Double

    public init(
        escalation: Double = 300, forgotten: Double = 1800, reopening: Double = 1800, choice: Double = 60,
        news: Double = 60
    ) {
        self.escalation = escalation
        self.forgotten = forgotten
        self.reopening = reopening
        self.choice = choice
        self.news = news
    }

    public static let standard = AlertTiming()
}

/// The hours of every day, at a fixed offset from UTC, in which something holds: half open, and over midnight where
/// `from` is later than `to`.
///
/// Reckoned from the time's own milliseconds, so that neither the zone of the machine nor its summer time matters.
public struct AlertHours: Sendable, Hashable {
    public let from: TimeOfDay
    public let to: TimeOfDay
    /// Minutes east of UTC.
    public let utcOffsetMinutes: Int

    public init(from: TimeOfDay, to: TimeOfDay, utcOffsetMinutes: Int) {
        self.from = from
        self.to = to
        self.utcOffsetMinutes = utcOffsetMinutes
    }

    /// The night of a desk: from closing to opening.
    public init(outside office: OfficeHours) {
        self.init(from: office.closes, to: office.opens, utcOffsetMinutes: office.utcOffsetMinutes)
    }

    public func contains(_ time: Timestamp) -> Bool {
        OfficeHours(opens: from, closes: to, utcOffsetMinutes: utcOffsetMinutes).isOpen(at: time)
    }
}
