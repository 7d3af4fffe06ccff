/// One thing that a check of the desk, its storage or its bots found.
public struct Finding: Hashable, Sendable, Codable {
    public enum Kind: String, Hashable, Sendable, Codable {
        case good = "ok"
        /// It works, but not as well as it could.
        case warning
        /// Something does not work.
        case fault
    }

    public var kind: Kind
    /// The finding, and if it is not good, what to do. May hold foreign text, never a token.
    public var text: String

    public init(_ kind: Kind, _ text: String) {
        self.kind = kind
        self.text = text
    }
}
