import Synchronization

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
