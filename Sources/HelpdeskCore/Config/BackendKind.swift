/// A kind of helpdesk that the client speaks to; the raw value stands in the profile.
public enum BackendKind: String, Hashable, Sendable, CaseIterable {
    case cabdesk
    /// Request Tracker 5.
    case requestTracker = "rt"
}
