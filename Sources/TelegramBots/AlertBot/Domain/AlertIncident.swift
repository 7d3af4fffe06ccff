public import HelpdeskModels

/// Something is unavailable: from the first report of it until somebody on duty says that it works again.
///
/// A value that knows the rules and nothing of storage or Telegram. Times come from the caller.
public struct AlertIncident: Sendable, Hashable {
    /// The number by which people call it.
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

extension AlertIncident {
    /// The outcome of an acknowledgement.
    enum Acknowledgement: Hashable {
        case taken
        /// Somebody was faster, perhaps the same person with a second press.
        case alreadyTaken(by: StaffMember)
        case alreadyResolved
    }

    /// The first one to acknowledge takes the incident; paging ends.
    mutating func acknowledge(by member: StaffMember, at time: Timestamp, timing: AlertTiming) -> Acknowledgement {
        switch state {
        case .resolved: return .alreadyResolved
        case .acknowledged:
            return .alreadyTaken(by: acknowledged?.by ?? member)
        case .triggered, .reopened:
            state = .acknowledged
            acknowledged = IncidentAction(by: member, at: time)
            due = time.adding(seconds: timing.forgotten)
            return .taken
        }
    }

    /// Whether the incident is resolved now and was not before. One that nobody acknowledged can be resolved, too.
    mutating func resolve(by member: StaffMember, at time: Timestamp) -> Bool {
        guard state.isOpen else { return false }
        state = .resolved
        resolved = IncidentAction(by: member, at: time)
        due = nil
        return true
    }

    /// Whether the incident pages again now and was resolved before. One that was merged stays where it went.
    mutating func reopen(at time: Timestamp) -> Bool {
        guard state == .resolved, mergedInto == nil else { return false }
        state = .reopened
        resolved = nil
        forgotten = nil
        page(at: time)
        return true
    }

    /// Whether a report that comes after the resolution says that it did not help.
    func isReopened(byReportAt time: Timestamp, timing: AlertTiming) -> Bool {
        guard state == .resolved, mergedInto == nil, let resolved else { return false }
        return time < resolved.at.adding(seconds: timing.reopening)
    }

    /// Whether an acknowledged incident pages again now, because its time is over without a resolution.
    mutating func forget(at time: Timestamp) -> Bool {
        guard state == .acknowledged, let due, due <= time else { return false }
        state = .triggered
        forgotten = acknowledged
        page(at: time)
        return true
    }

    /// Ends the incident because another one took over its reports.
    mutating func merge(into other: Int64, by member: StaffMember, at time: Timestamp) {
        _ = resolve(by: member, at: time)
        mergedInto = other
    }

    private mutating func page(at time: Timestamp) {
        acknowledged = nil
        round += 1
        step = 0
        due = time
    }
}

/// The thing that is unavailable. The raw value is in the store and on buttons.
public enum IncidentKind: String, Sendable, Hashable, CaseIterable {
    case program = "p"
    case telephony = "t"
    /// Somebody wrote and chose nothing in time: it may be either, and waits for no answer.
    case unsorted = "u"
}

/// Where an incident stands. The raw value is what the store keeps.
public enum IncidentState: String, Sendable, Hashable, CaseIterable {
    case triggered
    case acknowledged
    case resolved
    /// Resolved, and reported again soon after or opened again by the staff: it pages as a new one does.
    case reopened

    public var isOpen: Bool { self != .resolved }

    /// Whether nobody has taken it yet.
    var isPaging: Bool { self == .triggered || self == .reopened }
}

/// An act on an incident: its author and its time.
public struct IncidentAction: Sendable, Hashable {
    public let by: StaffMember
    public let at: Timestamp

    public init(by: StaffMember, at: Timestamp) {
        self.by = by
        self.at = at
    }
}

/// Somebody on duty, at the moment of an action.
public struct StaffMember: Sendable, Hashable {
    /// The Telegram user, whose private chat has the same id.
    public let telegram: Int64
    public let name: String

    public init(telegram: Int64, name: String) {
        self.telegram = telegram
        self.name = name
    }
}
