/// A text that nobody but the backend may read: a token, a password, an invitation's code.
///
/// It does not print itself, nor does whatever holds it: not by interpolation, not by `dump`, not by reflection.
public struct Secret: Sendable, Hashable {
    /// The text itself. Only what proves the account to the backend, or keeps the secret, reads it.
    public let text: String

    public init(_ text: String) {
        self.text = text
    }

    public var isEmpty: Bool { text.isEmpty }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "…" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
