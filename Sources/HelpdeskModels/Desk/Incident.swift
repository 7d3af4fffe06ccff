/// The program or the telephony is unavailable, as reported to the alert bot.
public struct Incident: Codable, Hashable, Sendable, Identifiable {
    public typealias ID = EntityID<Incident>

    /// The thing that does not work.
    public enum Kind: String, Codable, Sendable, CaseIterable {
        case program
        case telephony
    }

    /// The progress of the work on it.
    public enum State: String, Codable, Sendable, CaseIterable {
        /// Those on duty are being called.
        case triggered
        /// Somebody on duty works on it.
        case acknowledged
        case resolved

        public var isOpen: Bool { self != .resolved }
    }

    public var id: ID
    public var kind: Kind
    public var state: State
    public var opened: Timestamp
    /// The name of the person who works on it; nil while nobody does.
    public var acknowledgedBy: String?
    public var acknowledged: Timestamp?
    public var resolved: Timestamp?
    /// How many reports have joined it.
    public var reportCount: Int

    public init(
        id: ID, kind: Kind, state: State = .triggered, opened: Timestamp, acknowledgedBy: String? = nil,
        acknowledged: Timestamp? = nil, resolved: Timestamp? = nil, reportCount: Int = 1
    ) {
        self.id = id
        self.kind = kind
        self.state = state
        self.opened = opened
        self.acknowledgedBy = acknowledgedBy
        self.acknowledged = acknowledged
        self.resolved = resolved
        self.reportCount = reportCount
    }
}
