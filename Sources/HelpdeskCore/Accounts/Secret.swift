import Synchronization

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

/// The token, or password, of the account that a program works with. It may be replaced while the program runs: somebody
/// signed in again.
public final class AccountToken: Sendable {
    private let current: Mutex<Secret>

    public init(_ secret: Secret) {
        current = Mutex(secret)
    }

    public var secret: Secret { current.withLock { $0 } }

    /// Whether it is another one than before.
    @discardableResult
    public func replace(with secret: Secret) -> Bool {
        current.withLock { current in
            defer { current = secret }
            return current != secret
        }
    }
}
