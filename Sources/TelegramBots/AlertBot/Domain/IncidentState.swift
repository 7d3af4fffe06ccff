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
