import Foundation
import GRDB
import HelpdeskModels

/// Reads and writes the outbox's table.
struct Outbox {
    let database: Database

    private static let columns = """
        seq, id, ticket, kind, payload, created, state, attempts, next_try, error, held_until, may_have_left,
        last_try, newest_known
        """

    /// Whether nothing of the same ticket stands before it, except what is parked and is not the ticket itself.
    private static let isFirst = """
        NOT EXISTS (
            SELECT 1 FROM outbox earlier WHERE earlier.ticket = outbox.ticket AND earlier.seq < outbox.seq
            AND (earlier.state <> 'parked' OR earlier.kind = 'ticket'))
        """

    func items(ticket: Ticket.ID? = nil) throws -> [OutboxItem] {
        if let ticket {
            return try fetch("WHERE ticket = ? ORDER BY seq", [ticket.uuid])
        }
        return try fetch("ORDER BY seq", [])
    }

    /// The new tickets and the messages.
    func texts() throws -> [OutboxItem] {
        try fetch("WHERE kind IN ('ticket', 'message') ORDER BY seq", [])
    }

    /// The notes for the next shift, the newest first.
    func shiftNotes() throws -> [OutboxItem] {
        try fetch("WHERE kind = 'shiftNote' ORDER BY seq DESC", [])
    }

    /// Canned replies and their removal, the oldest first.
    func cannedReplies() throws -> [OutboxItem] {
        try fetch("WHERE kind IN ('cannedReply', 'cannedReplyRemoval') ORDER BY seq", [])
    }

    /// Whether something is to be sent at `time` of the steady clock, or was being sent by somebody.
    func hasWork(at time: Timestamp) throws -> Bool {
        if try nextDue(at: time) != nil { return true }
        let statement = try database.cachedStatement(
            sql: "SELECT 1 FROM outbox WHERE state IN ('uploading', 'sending') LIMIT 1")
        return try Int.fetchOne(statement) != nil
    }

    func item(_ id: UUID) throws -> OutboxItem? {
        try fetch("WHERE id = ?", [id]).first
    }

    /// The first item that may be sent at `time` of the steady clock: due, and the first of its ticket.
    func nextDue(at time: Timestamp) throws -> OutboxItem? {
        try fetch(
            """
            WHERE state = 'queued' AND max(next_try, held_until) <= ? AND \(Self.isFirst) ORDER BY seq LIMIT 1
            """, [time.milliseconds]
        ).first
    }

    /// When the next item that waits for its next try becomes due, on the steady clock; nil if none waits.
    func nextTry() throws -> Timestamp? {
        let statement = try database.cachedStatement(
            sql: "SELECT min(max(next_try, held_until)) FROM outbox WHERE state = 'queued' AND \(Self.isFirst)")
        return try Int64.fetchOne(statement).map(Timestamp.init(milliseconds:))
    }

    @discardableResult
    func append(
        _ intent: Intent, id: UUID, ticket: Ticket.ID, at now: Moment, holdingFor delay: Duration = .zero
    ) throws -> OutboxItem {
        let heldUntil = delay > .zero ? now.steady.adding(delay) : Timestamp(milliseconds: 0)
        try database.execute(
            sql: """
                INSERT INTO outbox (
                    id, ticket, kind, payload, created, state, attempts, next_try, held_until, may_have_left
                ) VALUES (?, ?, ?, ?, ?, 'queued', 0, 0, ?, 0)
                """,
            arguments: [
                id, ticket.uuid, intent.kind.rawValue, try intent.payload(), now.wall.milliseconds,
                heldUntil.milliseconds,
            ])
        return OutboxItem(
            seq: database.lastInsertedRowID, id: id, ticket: ticket, intent: intent, created: now.wall, state: .queued,
            attempts: 0, nextTry: Timestamp(milliseconds: 0), heldUntil: heldUntil, files: [])
    }

    /// Removes the item; returns the ids of its files, whose copies are to be deleted after the commit.
    func remove(_ item: OutboxItem) throws -> [Attachment.ID] {
        try database.execute(sql: "DELETE FROM outbox WHERE seq = ?", arguments: [item.seq])
        return item.files.map(\.file.id)
    }

    func setState(_ state: OutboxItem.State, seq: Int64, error: HelpdeskError? = nil) throws {
        try database.execute(
            sql: "UPDATE outbox SET state = ?, error = ? WHERE seq = ?",
            arguments: [state.rawValue, try error.map { try StoredJSON.encode($0) }, seq])
    }

    /// Marks the item, which has been uploaded, as being sent, and records the time and the newest message then. False if
    /// it was taken back meanwhile.
    func begin(_ item: OutboxItem, at time: Timestamp) throws -> Bool {
        try database.execute(
            sql: """
                UPDATE outbox SET state = 'sending', may_have_left = 1, last_try = ?,
                    newest_known = CASE WHEN last_try IS NULL
                        THEN (SELECT max(id) FROM message WHERE ticket = outbox.ticket) ELSE newest_known END
                WHERE seq = ? AND state = 'uploading'
                """, arguments: [time.milliseconds, item.seq])
        return database.changesCount == 1
    }

    func setLastTry(_ time: Timestamp?, seq: Int64) throws {
        try database.execute(
            sql: "UPDATE outbox SET last_try = ? WHERE seq = ?", arguments: [time?.milliseconds, seq])
    }

    /// Back to the queue after a failure, due at `time` of the steady clock.
    func postpone(seq: Int64, until time: Timestamp, error: HelpdeskError) throws {
        try database.execute(
            sql: """
                UPDATE outbox SET state = 'queued', attempts = attempts + 1, next_try = ?, error = ? WHERE seq = ?
                """, arguments: [time.milliseconds, try StoredJSON.encode(error), seq])
    }

    /// Records whether the item may have arrived, after a failure at `time`. `item` is as it was before the try.
    ///
    /// An item that may have arrived counts as sent at the end of the try, when the backend may have begun to work on it.
    /// A failure that proves that the backend did not take the item makes it withdrawable again; but a try that did not
    /// get through proves nothing about one before it.
    func recordFailure(_ item: OutboxItem, _ error: HelpdeskError, at time: Timestamp) throws {
        if error.code == .notSettled {
            // Nothing was sent.
            try setLastTry(item.lastTry, seq: item.seq)
        } else if error.leavesOutcomeUnknown {
            try database.execute(
                sql: "UPDATE outbox SET last_try = ? WHERE seq = ? AND last_try IS NOT NULL",
                arguments: [time.milliseconds, item.seq])
        } else if !item.mayHaveLeft || error.isPermanent {
            try database.execute(sql: "UPDATE outbox SET may_have_left = 0 WHERE seq = ?", arguments: [item.seq])
        }
    }

    private func fetch(_ condition: String, _ arguments: StatementArguments) throws -> [OutboxItem] {
        let statement = try database.cachedStatement(sql: "SELECT \(Self.columns) FROM outbox \(condition)")
        return try Row.fetchAll(statement, arguments: arguments).map { row in
            guard let kind = Intent.Kind(rawValue: try row.value(3)),
                let state = OutboxItem.State(rawValue: try row.value(6))
            else { throw HelpdeskError(.storeDamaged) }
            let id = try row.value(1, as: UUID.self)
            let error = try row.value(9, as: String?.self)
            return OutboxItem(
                seq: try row.value(0), id: id, ticket: Ticket.ID(try row.value(2)),
                intent: try Intent(kind: kind, payload: row.value(4)),
                created: Timestamp(milliseconds: try row.value(5)), state: state, attempts: try row.value(7),
                nextTry: Timestamp(milliseconds: try row.value(8)),
                heldUntil: Timestamp(milliseconds: try row.value(10)), mayHaveLeft: try row.value(11),
                error: try error.map { try StoredJSON.decode(from: $0) },
                lastTry: try row.value(12, as: Int64?.self).map(Timestamp.init(milliseconds:)),
                newestKnown: try row.value(13, as: UUID?.self).map { Message.ID($0) },
                files: kind == .ticket || kind == .message ? try files(intent: id) : [])
        }
    }

    private func files(intent: UUID) throws -> [OutboxFile] {
        let statement = try database.cachedStatement(
            sql: "SELECT json, upload, is_uploaded FROM outgoing_file WHERE intent = ? ORDER BY seq")
        return try Row.fetchAll(statement, arguments: [intent]).map { row in
            OutboxFile(
                file: try StoredJSON.decode(from: row.value(0)),
                upload: try row.value(1, as: UUID?.self).map { Upload.ID($0) }, isUploaded: try row.value(2))
        }
    }
}
