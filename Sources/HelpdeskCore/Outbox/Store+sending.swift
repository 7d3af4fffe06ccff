import Foundation
import GRDB
import HelpdeskModels
import SystemKit

/// The sending side of the outbox, for the engine.
extension Store {
    /// The lock for sending, of which there is one for all processes. It ends with the value, or with the process.
    final class SendingLock: Sendable {
        private let file: Descriptor

        /// Nil while another process has it.
        init?(_ files: StoreFiles) throws(HelpdeskError) {
            file = try files.open(lock: files.sendingLock)
            guard file.lock(LOCK_EX) else { return nil }
        }
    }

    /// The lock for sending; nil while another process sends. Throws `storeUnwritable` or `diskFull`.
    func takeSendingLock() throws(HelpdeskError) -> SendingLock? { try SendingLock(files) }

    /// Takes the first item that is due and marks it as being uploaded; nil if none is.
    ///
    /// It can still be taken back until `beginSending`.
    func takeNextDue() async throws(HelpdeskError) -> OutboxItem? {
        let now = steady.read()
        // The reading comes first: an idle outbox costs no write.
        let isDue = try await read { try Outbox(database: $0).nextDue(at: now) != nil }
        guard isDue else { return nil }
        let item: OutboxItem? = try await write(announcing: nil) { database in
            let outbox = Outbox(database: database)
            guard var item = try outbox.nextDue(at: now) else { return nil }
            try outbox.setState(.uploading, seq: item.seq)
            item.state = .uploading
            item.asked = try FeedPlace.turn(database)
            return item
        }
        if let item { changed.send(.delivery(item.ticket)) }
        return item
    }

    /// From here on the item cannot be taken back. False if it was taken back meanwhile.
    func beginSending(_ item: OutboxItem) async throws(HelpdeskError) -> Bool {
        let now = clock()
        return try await write(announcing: nil) { database in
            try Outbox(database: database).begin(item, at: now)
        }
    }

    /// Whether the item is still to be sent.
    func isWaiting(_ item: OutboxItem) async throws(HelpdeskError) -> Bool {
        try await read { database in
            try Outbox(database: database).item(item.id)?.state == .uploading
        }
    }

    /// Whether there is something to send, or something that was being sent by somebody.
    func hasWork() async throws(HelpdeskError) -> Bool {
        let now = steady.read()
        return try await read { try Outbox(database: $0).hasWork(at: now) }
    }

    /// Queues again what was being sent when a process ended; the ids make sending it twice harmless. Only for the holder
    /// of the sending lock, so that nobody else is sending it.
    ///
    /// The time of the last try is not known, so it counts as now.
    func requeueInterrupted() async throws(HelpdeskError) {
        let now = clock()
        let isNeeded = try await read { database in
            try Int.fetchOne(database, sql: "SELECT 1 FROM outbox WHERE state IN ('uploading', 'sending') LIMIT 1")
                != nil
        }
        guard isNeeded else { return }
        try await write { database in
            try database.execute(
                sql: "UPDATE outbox SET last_try = ? WHERE state = 'sending'", arguments: [now.milliseconds])
            try database.execute(sql: "UPDATE outbox SET state = 'queued' WHERE state IN ('uploading', 'sending')")
        }
    }

    /// Makes everything that waits for its next try due at once; what is held stays held.
    func makeAllDue() async throws(HelpdeskError) {
        try await write(announcing: nil) { database in
            try database.execute(sql: "UPDATE outbox SET next_try = 0 WHERE state = 'queued' AND next_try > 0")
        }
    }

    /// Why each intent that stays in the outbox for good was refused: it leaves only when somebody retries or discards it.
    public func parkedErrors() async throws(HelpdeskError) -> [HelpdeskError] {
        try await read { try Outbox(database: $0).parkedErrors() }
    }

    /// The id under which the backend knows the ticket.
    func backendID(of ticket: Ticket.ID) async throws(HelpdeskError) -> Ticket.ID {
        try await read { try TicketIdentity($0).backend(ticket) }
    }

    /// When the next item becomes due, on the steady clock; nil if none waits.
    func nextTry() async throws(HelpdeskError) -> Timestamp? {
        try await read { try Outbox(database: $0).nextTry() }
    }

    func outboxCounts() async throws(HelpdeskError) -> (waiting: Int, parked: Int) {
        try await read { try Outbox(database: $0).counts() }
    }

    func rememberUpload(_ upload: Upload.ID?, isComplete: Bool, of file: Attachment.ID) async throws(HelpdeskError) {
        try await write(announcing: nil) { database in
            try database.execute(
                sql: "UPDATE outgoing_file SET upload = ?, is_uploaded = ? WHERE id = ?",
                arguments: [upload?.uuid, isComplete, file.uuid])
        }
    }

    /// Removes the item, which the backend has: its answer replaces the echo, in one transaction.
    func confirm(_ item: OutboxItem, _ update: TicketUpdate) async throws(HelpdeskError) {
        let (files, change) = try await writeErasing(announcing: nil) { database in
            let files = try Outbox(database: database).remove(item)
            var change = StoreChange.intent(item.ticket)
            // The feed is newer than the answer: the ticket does not come back.
            guard try !ChangeWriter.isGone(item.ticket, database) else {
                if try ChangeWriter.removeIfGone(item.ticket, database) { change.drafts = nil }
                return (files, change)
            }
            if case .ticket = item.intent, update.ticket.id != item.ticket {
                try TicketIdentity(database).adopt(update.ticket.id, as: item.ticket)
                // The other ticket, if it was received, is gone, and its drafts are those of this one.
                change.formUnion(.ticket(update.ticket.id))
                change.drafts = nil
            }
            var writer = try ChangeWriter(database)
            try writer.write(update, asked: item.asked)
            return (files, change.union(writer.change))
        }
        changed.send(change)
        removeCopies(of: files)
    }

    func confirm(_ item: OutboxItem, _ mark: ReadMark) async throws(HelpdeskError) {
        try await writeErasing(announcing: .readMark(item.ticket)) { database in
            _ = try Outbox(database: database).remove(item)
            var writer = try ChangeWriter(database)
            try writer.write(mark, asked: item.asked)
        }
    }

    /// Removes the intent about a note and keeps what the backend has of the note now.
    func confirm(_ item: OutboxItem, _ note: ShiftNote) async throws(HelpdeskError) {
        try await writeErasing(announcing: .shiftNotes) { database in
            let outbox = Outbox(database: database)
            // A colleague may have deleted the note since, and the feed, which is newer than the answer, have told.
            guard try outbox.item(item.id) != nil else { return }
            _ = try outbox.remove(item)
            try ChangeWriter(database).write(note)
        }
    }

    /// Removes the intent about a canned reply and keeps what the backend has of it now.
    func confirm(_ item: OutboxItem, _ reply: CannedReply) async throws(HelpdeskError) {
        try await writeErasing(announcing: .cannedReplies) { database in
            let outbox = Outbox(database: database)
            // A colleague may have deleted it since, and the feed, which is newer than the answer, have told.
            guard try outbox.item(item.id) != nil else { return }
            _ = try outbox.remove(item)
            try ChangeWriter(database).write(reply)
        }
    }

    /// Puts the item back into the queue, due after `delay`.
    func postpone(_ item: OutboxItem, for delay: Duration, error: HelpdeskError) async throws(HelpdeskError) {
        let now = clock()
        let time = steady.read().adding(delay)
        try await write(announcing: .delivery(item.ticket)) { database in
            let outbox = Outbox(database: database)
            try outbox.postpone(seq: item.seq, until: time, error: error)
            try outbox.recordFailure(item, error, at: now)
        }
    }

    /// Puts the item back into the queue without counting the try.
    func release(_ item: OutboxItem, error: HelpdeskError) async throws(HelpdeskError) {
        let now = clock()
        try await write(announcing: .delivery(item.ticket)) { database in
            let outbox = Outbox(database: database)
            try outbox.setState(.queued, seq: item.seq)
            try outbox.recordFailure(item, error, at: now)
        }
    }

    /// Parks an item that was refused for good, and with a ticket everything that waits for it. A read mark is dropped, as
    /// nobody could do anything about it. For a ticket that is gone, the words become a draft.
    func park(_ item: OutboxItem, error: HelpdeskError) async throws(HelpdeskError) {
        let now = clock()
        let change = try await writeErasing(announcing: nil) { database in
            let outbox = Outbox(database: database)
            try outbox.recordFailure(item, error, at: now)
            switch item.intent {
            case .readMark:
                _ = try outbox.remove(item)
            case .ticket:
                for dependent in try outbox.items(ticket: item.ticket) {
                    try outbox.setState(.parked, seq: dependent.seq, error: error)
                }
            case .message, .event, .rating, .shiftNote, .shiftNoteRemoval, .cannedReply, .cannedReplyRemoval:
                try outbox.setState(.parked, seq: item.seq, error: error)
            }
            try Self.refreshEcho(item.ticket, database)
            var change = StoreChange.intent(item.ticket)
            if try ChangeWriter.removeIfGone(item.ticket, database) { change.drafts = nil }
            return change
        }
        changed.send(change)
    }
}
