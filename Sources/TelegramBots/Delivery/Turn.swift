import GRDB

/// What working something off leads to, stored in one transaction with marking it as done.
struct Turn: Sendable {
    /// What is to be sent, in order.
    var calls: [Outgoing]
    /// What the bot remembers.
    var changes: [@Sendable (Database) throws -> Void]

    init(_ calls: [Outgoing] = [], changes: [@Sendable (Database) throws -> Void] = []) {
        self.calls = calls
        self.changes = changes
    }
}
