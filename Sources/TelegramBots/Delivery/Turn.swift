import GRDB
import HelpdeskModels

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

    /// Nothing but a notice.
    init(noting notice: BotNotice, at now: Timestamp) {
        self.init(changes: [{ try BotStore.note(notice, at: now, $0) }])
    }

    /// Stores it, inside a transaction.
    func store(at now: Timestamp, _ db: Database) throws {
        for change in changes { try change(db) }
        try BotStore.queue(calls, at: now, db)
    }

    /// Stores it, inside a transaction, or nothing of it; returns what went wrong for good. Throws what another try can
    /// help with.
    func storeAlone(at now: Timestamp, _ db: Database) throws -> (any Error)? {
        do {
            try db.inSavepoint {
                try store(at: now, db)
                return .commit
            }
            return nil
        } catch {
            guard FailureKind(error) == .permanent else { throw error }
            return error
        }
    }
}
