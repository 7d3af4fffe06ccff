import Synchronization

/// A text that only the backend may read: a token, a password, an invitation's code.
///
/// Neither it nor any value that contains it prints the text, be it by interpolation, by `dump` or by reflection.
public struct Secret: Sendable, Hashable {
    /// The text itself, for code that authenticates with it or stores it.
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

/// The token or password of the program's account. It is replaced when somebody signs in again while the program runs.
public final class AccountToken: Sendable {
    private let current: Mutex<Secret>

    public init(_ secret: Secret) {
        current = Mutex(secret)
    }

    public var secret: Secret { current.withLock { $0 } }

    /// Returns whether the new secret differs from the old one.
    @discardableResult
    public func replace(with secret: Secret) -> Bool {
        current.withLock { current in
            defer { current = secret }
            return current != secret
        }
    }
}
