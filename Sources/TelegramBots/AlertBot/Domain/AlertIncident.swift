public import HelpdeskModels

/// Something is unavailable: from the first report of it until somebody on duty says that it works again.
///
/// A value that knows the rules and nothing of storage or Telegram. Times come from the caller.
public struct AlertIncident: Sendable, Hashable {
    /// What people call it by.
    public let number: Int64
    public let id: EntityID<AlertIncident>
    public internal(set) var kind: IncidentKind
    public let opened: Timestamp
    public internal(set) var state: IncidentState
    /// The first acknowledgement that still stands.
    public internal(set) var acknowledged: IncidentAction?
    public internal(set) var resolved: IncidentAction?
    /// The incident that took over its reports.
    public internal(set) var mergedInto: Int64?
    /// The acknowledgement that was not followed by a resolution, if paging began again for that.
    var forgotten: IncidentAction?
    /// Counts how often paging began: 0 at first, one more after each reopening and each forgotten acknowledgement.
    var round: Int
    /// The next step of escalation within the round.
    var step: Int
    /// When the next step is due; for an acknowledged incident, when the acknowledgement counts as forgotten.
    var due: Timestamp?

    init(number: Int64, id: EntityID<AlertIncident>, kind: IncidentKind, opened: Timestamp) {
        self.number = number
        self.id = id
        self.kind = kind
        self.opened = opened
        state = .triggered
        round = 0
        step = 0
        due = opened
    }
}
