import Foundation
import GRDB
public import HelpdeskModels

extension Store {
    /// Takes a message that was queued, held or parked back into a draft, so that its author can continue it; ends the
    /// upload of its files.
    ///
    /// The first message of a ticket takes the whole ticket back, into a draft of a new ticket with the texts and files
    /// of all that was queued for it. Internal notes become drafts of their own, which stay notes. The draft is open then.
    /// Nil if it may have left already or is not in the outbox (any more).
    public func cancelQueued(message: Message.ID) async throws(HelpdeskError) -> Draft? {
        let now = clock()
        let draft: Draft? = try await writeDurably { database in
            let outbox = Outbox(database: database)
            guard let item = try outbox.texts().first(where: { $0.message?.id == message }) else { return nil }
            let isTicket = item.intent.kind == .ticket
            let items = isTicket ? try outbox.items(ticket: item.ticket) : [item]
            guard items.allSatisfy({ $0.state != .sending && !$0.mayHaveLeft }) else { return nil }
            let notes = isTicket ? items.filter(\.isNote) : []
            for note in notes { _ = try Self.takeBack([note], into: Self.draft(of: note, at: now), outbox) }
            let draft = try Self.takeBack(
                isTicket ? items.filter { !$0.isNote } : items, into: Self.draft(of: item, at: now), outbox)
            if isTicket { try Self.forgetUnsent(item.ticket, database) }
            return draft
        }
        if let draft { try claim(draft.id) }
        return draft
    }

    /// Takes back a change of a ticket that was queued, held or parked, and the word of why that was queued with it, which
    /// becomes a draft that is open then. `wasUndone` is false if the change may have left, or is not in the outbox (any
    /// more).
    public func cancelQueued(
        transition id: Event.ID
    ) async throws(HelpdeskError) -> (wasUndone: Bool, why: Draft?) {
        let now = clock()
        let undone: (Bool, Draft?) = try await writeDurably { database in
            let outbox = Outbox(database: database)
            guard let change = try outbox.item(id.uuid), change.intent.kind == .event else { return (false, nil) }
            // What was queued at once stands at once beside it.
            let words = try outbox.items(ticket: change.ticket).filter { item in
                item.intent.kind == .message && abs(item.seq - change.seq) == 1 && item.created == change.created
            }
            guard ([change] + words).allSatisfy({ $0.state != .sending && !$0.mayHaveLeft }) else {
                return (false, nil)
            }
            _ = try outbox.remove(change)
            try Self.refreshEcho(change.ticket, database)
            let draft = try words.first.map { try Self.takeBack([$0], into: Self.draft(of: $0, at: now), outbox) }
            return (true, draft)
        }
        if let draft = undone.1 { try claim(draft.id) }
        return undone
    }

    /// Takes back the message that is being sent with this file, as `cancelQueued(message:)` does.
    public func cancelUpload(of file: Attachment.ID) async throws(HelpdeskError) -> Draft? {
        let message = try await read { database in
            try Outbox(database: database).texts().first { $0.files.contains { $0.file.id == file } }?.message?.id
        }
        guard let message else { return nil }
        return try await cancelQueued(message: message)
    }

    /// The draft that the intent was made of, without its files.
    private static func draft(of item: OutboxItem, at now: Timestamp) throws -> Draft {
        guard let (id, content) = item.message else { throw HelpdeskError(.unexpected) }
        var draft = Draft(
            id: Draft.ID(id.uuid), kind: content.isInternal ? .note(item.ticket) : .reply(item.ticket),
            text: content.text, updated: now)
        if case .ticket(let ticket) = item.intent {
            draft.kind = .newTicket
            draft.topic = ticket.topic
            draft.fields = ticket.fields
            draft.service = ticket.service
            if ticket.subject != draft.effectiveSubject { draft.subject = ticket.subject }
        }
        return draft
    }

    /// Moves the texts and files of the intents into the draft and removes them from the outbox.
    private static func takeBack(_ items: [OutboxItem], into draft: Draft, _ outbox: Outbox) throws -> Draft {
        var draft = draft
        for item in items {
            if case .message(let later) = item.intent, draft.kind == .newTicket, !later.text.isEmpty {
                draft.text += "\n\n" + later.text
            }
            try outbox.database.execute(
                sql: "UPDATE outgoing_file SET draft = ?, intent = NULL WHERE intent = ?",
                arguments: [draft.id.uuid, item.id])
            draft.files += item.files.map(\.file)
        }
        try write(draft, outbox.database)
        for item in items {
            var bare = item
            bare.files = []
            _ = try outbox.remove(bare)
        }
        for ticket in Set(items.map(\.ticket)) { try refreshEcho(ticket, outbox.database) }
        return draft
    }

    /// Removes a ticket that the backend does not have. Replies to it that are still being written become drafts of
    /// new tickets, as nothing else is left of it. Notes stay notes: the list of drafts still has them.
    static func forgetUnsent(_ ticket: Ticket.ID, _ database: Database) throws {
        try database.execute(sql: "DELETE FROM ticket WHERE id = ? AND is_unsent = 1", arguments: [ticket.uuid])
        guard database.changesCount == 1 else { return }
        try freeReplies(to: ticket, database)
    }

    /// Makes drafts of new tickets of the replies that are being written to a ticket that is no more.
    private static func freeReplies(to ticket: Ticket.ID, _ database: Database) throws {
        for var draft in try drafts("WHERE ticket = ? AND kind = 'reply'", [ticket.uuid], database) {
            draft.kind = .newTicket
            try write(draft, database)
        }
    }

    /// Turns the messages that were refused for a ticket that is gone into drafts, with their files: a reply into one of a
    /// new ticket, while a note stays one. Changes and ratings of the ticket go with it. False, and nothing is done, if
    /// something still waits to be sent.
    static func keepRefusedWords(for ticket: Ticket.ID, _ database: Database) throws -> Bool {
        let outbox = Outbox(database: database)
        let items = try outbox.items(ticket: ticket)
        guard items.allSatisfy({ $0.state == .parked }) else { return false }
        for item in items {
            if item.message == nil {
                _ = try outbox.remove(item)
            } else {
                _ = try takeBack([item], into: draft(of: item, at: item.created), outbox)
            }
        }
        try freeReplies(to: ticket, database)
        return true
    }
}

extension OutboxItem {
    fileprivate var isNote: Bool { message?.content.isInternal ?? false }
}

extension Store {
    /// Queues again everything that is parked for the ticket; nil for all tickets. Also a message that was perhaps sent
    /// already, which is for the user to decide.
    public func retryFailed(_ ticket: Ticket.ID?) async throws(HelpdeskError) {
        try await write { database in
            let outbox = Outbox(database: database)
            for item in try outbox.items(ticket: ticket) where item.state == .parked {
                try database.execute(
                    sql: """
                        UPDATE outbox SET state = 'queued', attempts = 0, next_try = 0, held_until = 0, error = NULL
                        WHERE seq = ?
                        """, arguments: [item.seq])
                if item.error?.code == .perhapsSent {
                    try outbox.setLastTry(nil, seq: item.seq)
                }
                try Self.refreshEcho(item.ticket, database)
            }
        }
        intended.send(())
    }

    /// Drops everything of the ticket that was refused, and undoes what it showed; if the ticket itself was refused, all
    /// of it. Throws `conflict` while something of that is being sent.
    public func discardFailed(_ ticket: Ticket.ID) async throws(HelpdeskError) {
        let files = try await writeDurably { database in
            let outbox = Outbox(database: database)
            let items = try outbox.items(ticket: ticket)
            let failed = items.filter { $0.state == .parked }
            let isWhole = failed.contains { $0.intent.kind == .ticket }
            let files = try Self.drop(isWhole ? items : failed, outbox)
            if isWhole { try Self.forgetUnsent(ticket, database) }
            return files
        }
        removeCopies(of: files)
    }

    private static func drop(_ items: [OutboxItem], _ outbox: Outbox) throws -> [Attachment.ID] {
        if let item = items.first(where: { $0.state == .sending || $0.state == .uploading }) {
            throw HelpdeskError(.conflict, subject: item.id.uuidString.lowercased())
        }
        let files = try items.flatMap { try outbox.remove($0) }
        for ticket in Set(items.map(\.ticket)) {
            try refreshEcho(ticket, outbox.database)
            try ChangeWriter.removeIfGone(ticket, outbox.database)
        }
        return files
    }

    static func refreshEcho(_ ticket: Ticket.ID, _ database: Database) throws {
        guard let me = try MetaKey.me.decode(Me.self, database) else { return }
        try Echo.refresh(ticket, role: me.user.role, database)
    }
}
