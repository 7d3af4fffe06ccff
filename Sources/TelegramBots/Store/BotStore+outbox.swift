import Foundation
import HelpdeskModels
import SQLDatabase

/// The outbox: calls in the order in which they were queued, per chat.
extension BotStore {
    /// How long a call that was sent is remembered, in seconds.
    private static let memory = 30.0 * 86_400

    /// Queues calls in a transaction of their own.
    func queue(_ calls: [Outgoing], at now: Timestamp) async throws {
        try await write { _ = try $0.queue(calls, at: now) }
    }

    /// The heads of the queues that may be sent now: per chat that is neither blocked nor paused nor busy the oldest
    /// call, if it is due; the oldest first.
    func sendable(at now: Timestamp, limit: Int) async throws -> [OutboxItem] {
        let entries = try await read { db in
            try db.entries(
                """
                WHERE id IN (SELECT MIN(id) FROM outbox WHERE state IN ('queued', 'sending') GROUP BY chat)
                AND state = 'queued' AND due <= ?1
                AND NOT EXISTS (SELECT 1 FROM chat WHERE chat.id = outbox.chat AND (is_blocked OR paused_until > ?1))
                ORDER BY id LIMIT ?2
                """, now, limit)
        }
        return try await readable(entries, at: now)
    }

    /// The calls that can be read. One that cannot must not hold up its chat, or all of them.
    private func readable(_ entries: [OutboxEntry], at now: Timestamp) async throws -> [OutboxItem] {
        for entry in entries where entry.item == nil {
            try await write { db in
                try db.execute(
                    "UPDATE outbox SET state = 'failed', ended = ?, reason = 'it cannot be read' WHERE id = ?", now,
                    entry.id)
                try db.note(.failed(item: entry.id), at: now)
            }
        }
        return entries.compactMap(\.item)
    }

    /// When a call that waits and may not be sent yet may be, apart from the limits; nil if there is none.
    func nextCallDue(after now: Timestamp) async throws -> Timestamp? {
        try await read { db in
            try db.row(
                """
                SELECT MIN(moment) FROM (
                    SELECT CASE WHEN paused_until > due THEN paused_until ELSE due END AS moment
                    FROM outbox LEFT JOIN chat ON chat.id = outbox.chat
                    WHERE outbox.id IN (SELECT MIN(id) FROM outbox WHERE state IN ('queued', 'sending') GROUP BY chat)
                    AND outbox.state = 'queued' AND is_blocked IS NOT TRUE) AS waiting
                WHERE moment > ?
                """, now
            ) { $0.optionalTime(at: 0) }.flatMap(\.self)
        }
    }

    /// Marks calls as being sent; returns those that were still queued.
    func begin(_ items: [Int64]) async throws -> Set<Int64> {
        guard !items.isEmpty else { return [] }
        return try await database.write { db in
            var begun: Set<Int64> = []
            for item in items {
                let count = try db.execute(
                    "UPDATE outbox SET state = 'sending', attempts = attempts + 1 WHERE id = ? AND state = 'queued'",
                    item)
                if count == 1 { begun.insert(item) }
            }
            return begun
        }
    }

    /// Notes that a call was sent, and to which ticket the messages that it became belong.
    func finish(_ item: OutboxItem, messages: [Int64], at now: Timestamp) async throws {
        try await database.write { db in
            try db.execute(
                "UPDATE outbox SET state = 'sent', ended = ?, messages = ?, reason = NULL WHERE id = ?", now,
                try BotJSON.text(messages), item.id)
            if let subject = item.outgoing.subject {
                for message in messages { try db.map(message, in: item.outgoing.chat, to: subject) }
            }
            try db.execute(
                "DELETE FROM outbox WHERE state = 'sent' AND ended < ?", now.adding(seconds: -Self.memory))
        }
    }

    /// Ends a call that was not sent, or perhaps not; somebody is told.
    func giveUp(on item: OutboxItem, as state: OutboxItem.State, because reason: String, at now: Timestamp) async throws
    {
        try await write { db in
            try db.execute(
                "UPDATE outbox SET state = ?, ended = ?, reason = ? WHERE id = ?", state.rawValue, now, reason, item.id)
            try db.note(state == .unknown ? .unknown(item: item.id) : .failed(item: item.id), at: now)
        }
    }

    /// Keeps a call until its chat takes messages again.
    func block(_ chat: Int64, keeping item: OutboxItem, because reason: String, at now: Timestamp) async throws {
        try await write { db in
            try db.setBlocked(true, chat)
            try db.execute("UPDATE outbox SET state = 'queued', reason = ? WHERE id = ?", reason, item.id)
            try db.note(.blocked(chat: chat), at: now)
        }
    }

    /// Puts a call back to the head of its chat's queue.
    func requeue(_ item: Int64, until due: Timestamp, because reason: String?) async throws {
        try await write { db in
            _ = try db.execute(
                "UPDATE outbox SET state = 'queued', due = ?, reason = ? WHERE id = ?", due, reason, item)
        }
    }

    /// The topic of a call is not there any more: it goes into another one, which is made for it.
    func requeue(withoutTopic item: Int64, until due: Timestamp, because reason: String) async throws {
        try await write { db in
            _ = try db.execute(
                """
                UPDATE outbox SET state = 'queued', due = ?, reason = ?, topic_failures = topic_failures + 1 WHERE id = ?
                """, due, reason, item)
        }
    }

    /// Settles what a crash left in the middle: a call that was being sent may have arrived or not.
    func recover(at now: Timestamp) async throws {
        let entries = try await read { try $0.entries("WHERE state = 'sending' ORDER BY id") }
        for item in try await readable(entries, at: now) {
            switch item.outgoing.whenUnknown {
            case .again: try await requeue(item.id, until: now, because: "the process ended while it was sent")
            case .ask:
                try await giveUp(on: item, as: .unknown, because: "the process ended while it was sent", at: now)
            }
        }
    }

    /// Nil if there is no such call, or it cannot be read.
    func item(_ id: Int64) async throws -> OutboxItem? {
        try await read { try $0.entries("WHERE id = ?", id).first?.item }
    }
}

extension BotRows {
    /// Queues calls; the place of each. A call with a key that was queued before is left out, and has no place.
    @discardableResult
    func queue(_ calls: [Outgoing], at now: Timestamp) throws -> [Int64] {
        try calls.compactMap { outgoing in
            try row(
                """
                INSERT INTO outbox(key, chat, body, state, due, queued) VALUES (?, ?, ?, 'queued', ?, ?)
                ON CONFLICT DO NOTHING RETURNING id
                """, outgoing.key, try currentID(of: outgoing.chat), try BotJSON.text(outgoing), now, now
            ) { $0.integer(at: 0) }
        }
    }

    /// Takes back what waits for a chat and is about a ticket.
    func dropContent(of chat: Int64) throws {
        for item in try entries("WHERE chat = ? AND state = 'queued'", chat).compactMap(\.item)
        where item.outgoing.subject != nil {
            try execute("DELETE FROM outbox WHERE id = ?", item.id)
        }
    }

    /// Puts a call whose fate is unknown into the queue again, at its end, because somebody decided so.
    func resend(_ item: OutboxItem, at now: Timestamp) throws {
        guard item.state == .unknown || item.state == .failed else { return }
        var outgoing = item.outgoing
        outgoing.key = "again-\(item.id)-\(item.attempts)"
        try queue([outgoing], at: now)
    }

    /// - Parameter conditions: with `WHERE`, and an order.
    func entries(_ conditions: String, _ values: (any SQLConvertible)?...) throws -> [OutboxEntry] {
        try rows("SELECT \(OutboxEntry.columns) FROM outbox \(conditions)", values.map(SQLValue.init)) {
            OutboxEntry(row: $0)
        }
    }
}

/// A row of the outbox.
struct OutboxEntry: Sendable {
    let id: Int64
    /// Nil for a call that another version of the program wrote.
    let item: OutboxItem?

    /// In the order in which ``init(row:)`` reads them.
    static let columns = "id, chat, body, state, attempts, queued, reason, messages, topic_failures"

    init(row: some SQLRow) {
        id = row.integer(at: 0)
        do { item = try Self.item(row) } catch { item = nil }
    }

    private static func item(_ row: some SQLRow) throws -> OutboxItem {
        var outgoing: Outgoing = try WireJSON.decode(from: Data(row.text(at: 2).utf8))
        // A group may have moved since it was queued.
        outgoing.chat = row.integer(at: 1)
        return OutboxItem(
            id: row.integer(at: 0), outgoing: outgoing, state: OutboxItem.State(rawValue: row.text(at: 3)) ?? .failed,
            attempts: Int(row.integer(at: 4)), queued: row.time(at: 5), reason: row.optionalText(at: 6),
            messages: try WireJSON.decode(from: Data(row.text(at: 7).utf8)), topicFailures: Int(row.integer(at: 8)))
    }
}
