public import HelpdeskModels

/// What is known of a token besides its secret.
public struct TokenRecord: Codable, Hashable, Sendable {
    public var id: Int64
    public var user: User.ID
    public var label: String
    public var created: Timestamp
    /// When it was last used, to the minute; nil for never.
    public var used: Timestamp?
    public var revoked: Timestamp?
    /// When it ends by itself; nil for never.
    public var expires: Timestamp?
}
