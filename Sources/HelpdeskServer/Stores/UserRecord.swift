public import HelpdeskModels

/// A user as an administrator sees them.
public struct UserRecord: Codable, Hashable, Sendable {
    public var user: User
    /// Since when the user is shut out; nil for one who is not.
    public var retired: Timestamp?
}
