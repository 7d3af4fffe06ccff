public import HelpdeskModels

/// Whose store it is: a user of a desk.
public struct Account: Hashable, Sendable, Codable {
    /// The desk's address.
    public var url: String
    public var user: User.ID

    public init(url: String, user: User.ID) {
        self.url = url
        self.user = user
    }
}
