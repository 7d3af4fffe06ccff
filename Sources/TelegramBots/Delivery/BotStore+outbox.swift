import Foundation
import GRDB
import HelpdeskModels

/// The outbox: calls in the order in which they were queued, per chat.
extension BotStore {
    /// How long a call that was sent is remembered, in seconds.
    private static let memory = 30.0 * 86_400

    /// Queues calls inside a transaction. A call with a key that was queued before is left out.
    static func queue(_ calls: [Outgoing], at now: Timestamp, _ db: Database) throws {
        for outgoing in calls {
            let chat = try currentID(of: outgoing.chat, db)
            try db.execute(
                sql: """
                    INSERT OR IGNORE INTO outbox(key, chat, body, state, due, queued) VALUES (?, ?, ?, 'queued', ?, ?)
                    """,
                arguments: [
                    outgoing.key, chat, try BotJSON.text(outgoing), now.milliseconds, now.milliseconds,
                ])
        }
    }

    /// Queues calls in a transaction of their own.
    func queue(_ calls: [Outgoing], at now: Timestamp) async throws {
        try await write { try Self.queue(calls, at: now, $0) }
    }

    /// The heads of the queues that may be sent now: per chat that is neither blocked nor paused nor busy the oldest
    /// call, if it is due; the oldest first.
    func sendable(at now: Timestamp, limit: Int) async throws -> [OutboxItem] {
        let rows = try await read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT \(Self.columns) FROM outbox WHERE id IN (
                        SELECT MIN(id) FROM outbox WHERE state IN ('queued', 'sending') GROUP BY chat)
                    AND state = 'queued' AND due <= ?1
                    AND NOT EXISTS (
                        SELECT 1 FROM chat WHERE chat.id = outbox.chat AND (is_blocked = 1 OR paused_until > ?1))
                    ORDER BY id LIMIT ?2
                    """, arguments: [now.milliseconds, limit]
            ).map(Self.entry)
        }
        return try await readable(rows, at: now)
    }

    private struct Entry: Sendable {
        let id: Int64
        /// Nil for a call that another version of the program wrote.
        let item: OutboxItem?
    }

    private static func entry(_ row: Row) -> Entry {
        do { return Entry(id: row[0], item: try item(row)) } catch { return Entry(id: row[0], item: nil) }
    }

    /// The calls that can be read. One that cannot must not hold up its chat, or all of them.
    private func readable(_ entries: [Entry], at now: Timestamp) async throws -> [OutboxItem] {
        for entry in entries where entry.item == nil {
            try await write { db in
                try db.execute(
                    sql: "UPDATE outbox SET state = 'failed', ended = ?, reason = 'it cannot be read' WHERE id = ?",
                    arguments: [now.milliseconds, entry.id])
                try Self.note(.failed(item: entry.id), at: now, db)
            }
        }
        return entries.compactMap(\.item)
    }

    /// When a call that waits and may not be sent yet may be, apart from the limits; nil if there is none.
    func nextCallDue(after now: Timestamp) async throws -> Timestamp? {
        try await read { db in
            try Int64.fetchOne(
                db,
                sql: """
                    SELECT MIN(MAX(due, COALESCE(paused_until, 0))) FROM outbox LEFT JOIN chat ON chat.id = outbox.chat
                    WHERE outbox.id IN (SELECT MIN(id) FROM outbox WHERE state IN ('queued', 'sending') GROUP BY chat)
                    AND outbox.state = 'queued' AND COALESCE(is_blocked, 0) = 0
                    AND MAX(due, COALESCE(paused_until, 0)) > ?
                    """, arguments: [now.milliseconds]
            ).map(Timestamp.init(milliseconds:))
        }
    }

    /// Marks calls as being sent; returns those that were still queued.
    func begin(_ items: [Int64]) async throws -> Set<Int64> {
        guard !items.isEmpty else { return [] }
        return try await queue.write { db in
            var begun: Set<Int64> = []
            for item in items {
                try db.execute(
                    sql: """
                        UPDATE outbox SET state = 'sending', attempts = attempts + 1 WHERE id = ? AND state = 'queued'
                        """, arguments: [item])
                if db.changesCount == 1 { begun.insert(item) }
            }
            return begun
        }
    }

    /// Notes that a call was sent, and to which ticket the messages that it became belong.
    func finish(_ item: OutboxItem, messages: [Int64], at now: Timestamp) async throws {
        try await queue.write { db in
            let text = try BotJSON.text(messages)
            try db.execute(
                sql: "UPDATE outbox SET state = 'sent', ended = ?, messages = ?, reason = NULL WHERE id = ?",
                arguments: [now.milliseconds, text, item.id])
            if let subject = item.outgoing.subject {
                for message in messages {
                    try Self.map(message, in: item.outgoing.chat, to: subject, db)
                }
            }
            try db.execute(
                sql: "DELETE FROM outbox WHERE state = 'sent' AND ended < ?",
                arguments: [now.adding(seconds: -Self.memory).milliseconds])
        }
    }

    /// Ends a call that was not sent, or perhaps not; somebody is told.
    func giveUp(on item: OutboxItem, as state: OutboxItem.State, because reason: String, at now: Timestamp) async throws
    {
        try await write { db in
            try db.execute(
                sql: "UPDATE outbox SET state = ?, ended = ?, reason = ? WHERE id = ?",
                arguments: [state.rawValue, now.milliseconds, reason, item.id])
            try Self.note(state == .unknown ? .unknown(item: item.id) : .failed(item: item.id), at: now, db)
        }
    }

    /// Keeps a call until its chat takes messages again.
    func block(_ chat: Int64, keeping item: OutboxItem, because reason: String, at now: Timestamp) async throws {
        try await write { db in
            try Self.setBlocked(true, chat, db)
            try db.execute(
                sql: "UPDATE outbox SET state = 'queued', reason = ? WHERE id = ?", arguments: [reason, item.id])
            try Self.note(.blocked(chat: chat), at: now, db)
        }
    }

    /// Puts a call back to the head of its chat's queue.
    func requeue(_ item: Int64, until due: Timestamp, because reason: String?) async throws {
        try await write { db in
            try db.execute(
                sql: "UPDATE outbox SET state = 'queued', due = ?, reason = ? WHERE id = ?",
                arguments: [due.milliseconds, reason, item])
        }
    }

    /// The topic of a call is not there any more: it goes into another one, which is made for it.
    func requeue(withoutTopic item: Int64, until due: Timestamp, because reason: String) async throws {
        try await write { db in
            try db.execute(
                sql: """
                    UPDATE outbox SET state = 'queued', due = ?, reason = ?, topic_failures = topic_failures + 1
                    WHERE id = ?
                    """, arguments: [due.milliseconds, reason, item])
        }
    }

    /// Settles what a crash left in the middle: a call that was being sent may have arrived or not.
    func recover(at now: Timestamp) async throws {
        let rows = try await read { db in
            try Row.fetchAll(db, sql: "SELECT \(Self.columns) FROM outbox WHERE state = 'sending' ORDER BY id")
                .map(Self.entry)
        }
        for item in try await readable(rows, at: now) {
            switch item.outgoing.whenUnknown {
            case .again: try await requeue(item.id, until: now, because: "the process ended while it was sent")
            case .ask:
                try await giveUp(on: item, as: .unknown, because: "the process ended while it was sent", at: now)
            }
        }
    }

    /// Takes back, inside a transaction, what waits for a chat and is about a ticket.
    static func dropContent(of chat: Int64, _ db: Database) throws {
        let waiting = try Row.fetchAll(
            db, sql: "SELECT \(columns) FROM outbox WHERE chat = ? AND state = 'queued'", arguments: [chat])
        for item in waiting.compactMap({ entry($0).item }) where item.outgoing.subject != nil {
            try db.execute(sql: "DELETE FROM outbox WHERE id = ?", arguments: [item.id])
        }
    }

    /// Nil if there is no such call, or it cannot be read.
    func item(_ id: Int64) async throws -> OutboxItem? {
        try await read { db in
            try Row.fetchOne(db, sql: "SELECT \(Self.columns) FROM outbox WHERE id = ?", arguments: [id])
                .flatMap { Self.entry($0).item }
        }
    }

    /// Puts a call whose fate is unknown into the queue again, at its end, because somebody decided so.
    static func resend(_ item: OutboxItem, at now: Timestamp, _ db: Database) throws {
        guard item.state == .unknown || item.state == .failed else { return }
        var outgoing = item.outgoing
        outgoing.key = "again-\(item.id)-\(item.attempts)"
        try queue([outgoing], at: now, db)
    }

    static let columns = "id, chat, body, state, attempts, queued, reason, messages, topic_failures"

    static func item(_ row: Row) throws -> OutboxItem {
        let body: String = row[2]
        let messages: String = row[7]
        var outgoing: Outgoing = try WireJSON.decode(from: Data(body.utf8))
        // A group may have moved since it was queued.
        outgoing.chat = row[1]
        return OutboxItem(
            id: row[0], outgoing: outgoing, state: OutboxItem.State(rawValue: row[3]) ?? .failed, attempts: row[4],
            queued: Timestamp(milliseconds: row[5]), reason: row[6],
            messages: try WireJSON.decode(from: Data(messages.utf8)), topicFailures: row[8])
    }
}
