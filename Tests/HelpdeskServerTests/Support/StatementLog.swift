import Synchronization

/// The statements that a desk's database ran.
final class StatementLog: Sendable {
    private let statements = Mutex<[String]>([])

    func note(_ sql: String) {
        statements.withLock { $0.append(sql) }
    }

    /// Those since the last time.
    func take() -> [String] {
        statements.withLock { statements in
            defer { statements = [] }
            return statements
        }
    }
}
