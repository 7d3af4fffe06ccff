public import HelpdeskModels

/// Where something that was written here stands on its way to the backend.
public enum Delivery: Hashable, Sendable {
    /// Waits in the outbox.
    case queued
    /// Waits in the outbox for the time in which its author may think again; becomes `queued` by itself.
    case held(until: Timestamp)
    case sending
    /// Refused for good, and parked until the user tries again or discards it.
    case failed(HelpdeskError)
}
