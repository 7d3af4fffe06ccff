/// A change of status that a user asks for: `PUT /v1/tickets/{ticket}/events/{id}`.
public struct NewEvent: Codable, Hashable, Sendable {
    /// What may be asked for.
    public enum Kind: String, Codable, Sendable {
        case resolved
        case reopened
    }

    public var kind: Kind

    public init(kind: Kind) {
        self.kind = kind
    }
}
