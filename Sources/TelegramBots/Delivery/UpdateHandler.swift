import GRDB
import HelpdeskModels

/// A bot, as far as its updates go.
protocol UpdateHandler: Sendable {
    /// The result of an update. It may be called again for the same update, after a crash or a failure: its
    /// effects elsewhere have to be repeatable.
    ///
    /// Throws ``TryLater`` if something that it needs is not there now. Any other error, three times, sets the update
    /// aside.
    func handle(_ update: BotUpdate, at now: Timestamp) async throws -> Turn

    /// The result of a notice. Throws ``TryLater``; after any other error the notice is given up.
    func handle(_ notice: BotNotice, at now: Timestamp) async throws -> Turn

    /// The clock was set while the bot ran: what waits for a time of the bot's own tables waits as long as before.
    func shiftTimes(by milliseconds: Int64, _ db: Database) throws

    /// The bot begins: nothing of its own tables waits longer than it would from now on, however the clock was set while
    /// nobody looked.
    func limitTimes(at now: Timestamp, _ db: Database) throws
}

extension UpdateHandler {
    func shiftTimes(by milliseconds: Int64, _ db: Database) throws {}
    func limitTimes(at now: Timestamp, _ db: Database) throws {}
}

/// The result of processing something, stored in one transaction with the mark that it is done.
struct Turn: Sendable {
    /// The calls to send, in order.
    var calls: [Outgoing]
    /// The changes of the bot's memory.
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
