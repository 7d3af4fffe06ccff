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
