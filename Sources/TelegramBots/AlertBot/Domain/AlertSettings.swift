import HelpdeskDesk
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

extension AlertSettings {
    /// The same settings with the offsets that the desk's zone has at a time: the bot runs for months.
    func at(_ time: Timestamp) -> AlertSettings {
        var settings = self
        settings.night = night.at(time)
        settings.schedule.levels = schedule.levels.map { level in
            level.map { person in
                var person = person
                person.hours = person.hours?.at(time)
                return person
            }
        }
        return settings
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

/// The hours of every day, in the zone of the desk, in which something holds: half open, and over midnight where `from` is
/// later than `to`.
///
/// Reckoned from the time's own milliseconds, so that the zone of the machine does not matter.
public struct AlertHours: Sendable, Hashable {
    private let hours: OfficeHours

    public var from: TimeOfDay { hours.opens }
    public var to: TimeOfDay { hours.closes }
    /// Minutes east of UTC, at the time for which these hours were made.
    public var utcOffsetMinutes: Int { hours.utcOffsetMinutes }

    public init(from: TimeOfDay, to: TimeOfDay, utcOffsetMinutes: Int) {
        hours = OfficeHours(opens: from, closes: to, utcOffsetMinutes: utcOffsetMinutes)
    }

    /// Hours in the zone of the desk.
    init(from: TimeOfDay, to: TimeOfDay, inZoneOf office: OfficeHours) {
        var hours = office
        (hours.opens, hours.closes) = (from, to)
        self.hours = hours
    }

    /// The night of a desk: from closing to opening.
    public init(outside office: OfficeHours) {
        self.init(from: office.closes, to: office.opens, inZoneOf: office)
    }

    private init(_ hours: OfficeHours) { self.hours = hours }

    /// The same hours with the offset that the zone has at a time.
    func at(_ time: Timestamp) -> AlertHours { AlertHours(hours.at(time)) }

    public func contains(_ time: Timestamp) -> Bool { hours.isOpen(at: time) }
}
