import Foundation
import HelpdeskModels
import SQLDatabase

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
    func shiftTimes(by milliseconds: Int64, _ db: any BotRows) throws

    /// The bot begins: nothing of its own tables waits longer than it would from now on, however the clock was set while
    /// nobody looked.
    func limitTimes(at now: Timestamp, _ db: any BotRows) throws
}

extension UpdateHandler {
    func shiftTimes(by milliseconds: Int64, _ db: any BotRows) throws {}
    func limitTimes(at now: Timestamp, _ db: any BotRows) throws {}
}

/// The result of processing something, stored in one transaction with the mark that it is done.
struct Turn: Sendable {
    /// The calls to send, in order.
    var calls: [Outgoing]
    /// The changes of the bot's memory, which may be run several times.
    var changes: [@Sendable (any BotRows) throws -> Void]

    init(_ calls: [Outgoing] = [], changes: [@Sendable (any BotRows) throws -> Void] = []) {
        self.calls = calls
        self.changes = changes
    }

    /// Nothing but a notice.
    init(noting notice: BotNotice, at now: Timestamp) {
        self.init(changes: [{ try $0.note(notice, at: now) }])
    }

    /// Stores it, inside a transaction.
    func store(at now: Timestamp, _ db: any BotRows) throws {
        for change in changes { try change(db) }
        try db.queue(calls, at: now)
    }

    /// Stores it, inside a transaction, or nothing of it; returns what went wrong for good. Throws what another try can
    /// help with.
    func storeAlone(at now: Timestamp, _ db: any BotRows) throws -> (any Error)? {
        try db.permanentFailure { try store(at: now, db) }
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
    func note(_ notice: BotNotice, at now: Timestamp) async throws {
        try await write { try $0.note(notice, at: now) }
    }

    /// The oldest notice, nil in its place if it cannot be read; nil if there is none.
    func nextNotice() async throws -> (id: Int64, notice: BotNotice?)? {
        let next: (id: Int64, body: String)? = try await read { db in
            try db.row("SELECT id, body FROM notice ORDER BY id LIMIT 1") { ($0.integer(at: 0), $0.text(at: 1)) }
        }
        guard let next else { return nil }
        do {
            return (next.id, try WireJSON.decode(from: Data(next.body.utf8)))
        } catch {
            return (next.id, nil)
        }
    }
}

extension BotRows {
    /// Keeps a notice until ``forget(notice:)``.
    func note(_ notice: BotNotice, at now: Timestamp) throws {
        try execute("INSERT INTO notice(body, created) VALUES (?, ?)", try BotJSON.text(notice), now)
    }

    /// In the transaction that stores what the notice led to.
    func forget(notice: Int64) throws {
        try execute("DELETE FROM notice WHERE id = ?", notice)
    }
}
