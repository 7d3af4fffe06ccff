import HelpdeskModels

/// A user of the demo desk with a token to sign in with: an entry of the line that `cabdeskd demo` prints.
package struct DemoUser: Codable, Hashable, Sendable {
    package var name: String
    package var role: String
    /// The id of a customer's service; nil for agents.
    package var service: String?
    package var token: String
}
