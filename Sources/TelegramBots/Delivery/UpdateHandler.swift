import Foundation
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

/// Something that the bot has to tell somebody; it stays in the database until it is told.
enum BotNotice: Codable, Hashable, Sendable {
    /// A chat takes no messages any more.
    case blocked(chat: Int64)
    /// A call was refused for good.
    case failed(item: Int64)
    /// A call was sent and nobody knows whether it arrived.
    case unknown(item: Int64)
    /// An update cannot be worked off.
    case poison(update: Int64)
    /// Something that happened at the desk cannot be passed on, or not to everyone: to which ticket it belongs, which
    /// change it is, and why.
    case notPassedOn(ticket: Ticket.ID?, change: String, reason: String)
    /// A part of the bot's own work failed, for one person or one incident: which, and why.
    case fault(part: String, reason: String)
    /// Telegram was out of reach for longer than it keeps updates.
    case gap(from: Timestamp, to: Timestamp)
    /// Somebody else polls with the same token.
    case conflict
}

extension BotStore {
    /// Keeps a notice, inside a transaction, until ``forget(notice:_:)``.
    static func note(_ notice: BotNotice, at now: Timestamp, _ db: Database) throws {
        try db.execute(
            sql: "INSERT INTO notice(body, created) VALUES (?, ?)",
            arguments: [try BotJSON.text(notice), now.milliseconds])
    }

    func note(_ notice: BotNotice, at now: Timestamp) async throws {
        try await write { try Self.note(notice, at: now, $0) }
    }

    /// The oldest notice, nil in its place if it cannot be read; nil if there is none.
    func nextNotice() async throws -> (id: Int64, notice: BotNotice?)? {
        let next: (id: Int64, body: String)? = try await read { db in
            try Row.fetchOne(db, sql: "SELECT id, body FROM notice ORDER BY id LIMIT 1").map { ($0[0], $0[1]) }
        }
        guard let next else { return nil }
        do {
            return (next.id, try WireJSON.decode(from: Data(next.body.utf8)))
        } catch {
            return (next.id, nil)
        }
    }

    /// Inside the transaction that stores what the notice led to.
    static func forget(notice: Int64, _ db: Database) throws {
        try db.execute(sql: "DELETE FROM notice WHERE id = ?", arguments: [notice])
    }
}
