/// Where something that was written here stands on its way to the backend.
public enum Delivery: Hashable, Sendable {
    /// Waits in the outbox.
    case queued
    case sending
    /// Refused for good, and parked until the user tries again or discards it.
    case failed(HelpdeskError)
}
