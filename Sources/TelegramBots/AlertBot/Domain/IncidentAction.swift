public import HelpdeskModels

/// Who did something to an incident, and when.
public struct IncidentAction: Sendable, Hashable {
    public let by: StaffMember
    public let at: Timestamp

    public init(by: StaffMember, at: Timestamp) {
        self.by = by
        self.at = at
    }
}
