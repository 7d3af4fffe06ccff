import Foundation
import GRDB
public import HelpdeskModels

extension Store {
    /// Queues a new ticket made of the draft, shows it at once, and removes the draft: one transaction.
    ///
    /// It is not sent before `delay` is over, so that its author can undo it: see `cancelQueued(message:)`.
    /// Throws `invalid` with the violations, or for a draft of another kind; `notSignedIn` before the first sync, or
    /// `draftInUse`.
    public func queueTicket(
        _ draft: Draft, origin: Message.Origin, holdingFor delay: Duration = .zero
    ) async throws(HelpdeskError) -> Ticket.ID {
        guard draft.kind == .newTicket else { throw HelpdeskError(.invalid, detail: "a draft of a \(draft.kind.name)") }
        try claim(draft.id)
        let now = moment
        let id = Ticket.ID.make(at: now.wall)
        let removed = try await writeDurably(announcing: .intent(id).union(StoreChange(drafts: [draft.id]))) {
            database in
            let me = try Self.me(database)
            let limits = try Self.limits(database)
            let ticket = NewTicket(
                topic: draft.topic ?? Topic.otherID, subject: draft.effectiveSubject(limits: limits),
                fields: draft.fields.filter { !$0.value.isEmpty }, messageID: Message.ID.make(at: now.wall),
                message: NewMessage(origin: origin, text: draft.text), service: me.service == nil ? draft.service : nil)
            let topic = try String.fetchOne(
                database, sql: "SELECT json FROM topic WHERE id = ?", arguments: [ticket.topic.rawValue]
            ).map { try StoredJSON.decode(Topic.self, from: $0) }
            var violations = limits.violations(in: Self.counting(draft.files, in: ticket), topic: topic)
            guard let service = me.service?.id ?? draft.service else {
                violations.append(Violation(field: "service", code: .empty))
                throw HelpdeskError(.invalid, violations: violations)
            }
            guard violations.isEmpty else { throw HelpdeskError(.invalid, violations: violations) }
            try Outbox(database: database).append(
                .ticket(ticket), id: id.uuid, ticket: id, at: now, holdingFor: delay)
            try Self.show(
                ticket, id: id, service: service, author: Author(me.user), created: now.wall,
                attachmentCount: draft.files.count, database)
            return try Self.turn(draft, into: id.uuid, database)
        }
        closeDraft(draft.id)
        removeCopies(of: removed)
        intended.send(())
        return id
    }

    /// Queues the draft as a reply to its ticket, or as an internal note, whichever it is.
    ///
    /// Throws as `queueTicket`, `notFound` without a ticket, and `forbidden` for a note of somebody who is not of the staff:
    /// words for the staff alone must not become anything that others read.
    public func queueReply(
        _ draft: Draft, origin: Message.Origin, holdingFor delay: Duration = .zero
    ) async throws(HelpdeskError) -> Message.ID {
        try claim(draft.id)
        let now = moment
        let id = Message.ID.make(at: now.wall)
        let removed = try await writeDurably(
            announcing: draft.kind.ticket.map { .intent($0).union(StoreChange(drafts: [draft.id])) }
        ) { database in
            let me = try Self.me(database)
            guard let ticket = draft.kind.ticket, try Self.exists(ticket, database) else {
                throw HelpdeskError(.notFound, subject: draft.kind.ticket?.description)
            }
            guard !draft.kind.isNote || me.user.role.isStaff else { throw HelpdeskError(.forbidden) }
            let violations = try Self.limits(database).violations(
                in: NewMessage(origin: origin, text: draft.text, attachments: Self.attachments(draft.files)))
            guard violations.isEmpty else { throw HelpdeskError(.invalid, violations: violations) }
            let message = NewMessage(origin: origin, text: draft.text, isInternal: draft.kind.isNote)
            try Outbox(database: database).append(
                .message(message), id: id.uuid, ticket: ticket, at: now, holdingFor: delay)
            try Echo.refresh(ticket, role: me.user.role, database)
            return try Self.turn(draft, into: id.uuid, database)
        }
        closeDraft(draft.id)
        removeCopies(of: removed)
        intended.send(())
        return id
    }

    static func me(_ database: Database) throws -> Me {
        guard let me = try MetaKey.me.decode(Me.self, database) else { throw HelpdeskError(.notSignedIn) }
        return me
    }

    static func limits(_ database: Database) throws -> Limits {
        try MetaKey.desk.decode(Desk.self, database)?.limits ?? .standard
    }

    private static func exists(_ ticket: Ticket.ID, _ database: Database) throws -> Bool {
        try Int.fetchOne(database, sql: "SELECT 1 FROM ticket WHERE id = ?", arguments: [ticket.uuid]) != nil
    }

    /// The ticket as the limits see it: with as many attachments as the draft has files.
    private static func counting(_ files: [OutgoingFile], in ticket: NewTicket) -> NewTicket {
        var ticket = ticket
        ticket.message.attachments = attachments(files)
        return ticket
    }

    /// The files as attachments whose uploads are still to come.
    private static func attachments(_ files: [OutgoingFile]) -> [NewAttachment] {
        files.map { $0.attached(by: Upload.ID($0.id.uuid)) }
    }

    /// Gives the draft's files to the intent and removes the draft. Answers the files that came too late for the message:
    /// they go with the draft, as nothing is sent that its author has not seen in it.
    ///
    /// Throws `fileMissing` if the draft names a file that is not the draft's (any more): nothing may be sent without.
    private static func turn(_ draft: Draft, into intent: UUID, _ database: Database) throws -> [Attachment.ID] {
        for file in draft.files {
            try database.execute(
                sql: "UPDATE outgoing_file SET draft = NULL, intent = ? WHERE id = ? AND draft = ?",
                arguments: [intent, file.id.uuid, draft.id.uuid])
            guard database.changesCount == 1 else { throw HelpdeskError(.fileMissing, subject: file.name) }
        }
        try database.execute(sql: "DELETE FROM draft WHERE id = ?", arguments: [draft.id.uuid])
        return try removeFiles(ofDraft: draft.id, database)
    }
}
