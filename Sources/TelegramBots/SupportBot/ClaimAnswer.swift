/// What a person who typed a service's name may be told: nothing about the name.
public enum ClaimAnswer: Hashable, Sendable {
    case noted
    /// Too many names in too short a time.
    case throttled
}
