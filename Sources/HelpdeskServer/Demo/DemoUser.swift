import HelpdeskModels

/// A user of the demo desk with a token to sign in with: an entry of the line that `cabdeskd demo` prints.
public struct DemoUser: Codable, Hashable, Sendable {
    public var name: String
    public var role: String
    /// The id of a customer's service; nil for agents.
    public var service: String?
    public var token: String
}
