package import HelpdeskModels

/// What came of typing a service's name. It never tells whether there is such a service.
package enum ClaimOutcome: Hashable, Sendable {
    case recorded
    /// Too many names were typed; the next one counts from then on.
    case throttled(until: Timestamp)
    /// The chat is linked already, and stays so.
    case linked(LinkedChat)
    /// Nothing that could be a name.
    case malformed
}
