package import GRDB
package import HelpdeskDesk
package import HelpdeskModels

extension SQLiteStore {
    package func repetition(of ticket: Ticket.ID, _ new: NewTicket, by account: Account) async throws -> TicketUpdate? {
        try await read { try Self.repetition(of: ticket, new, by: account, $0) }
    }

    package func putTicket(
        _ id: Ticket.ID, _ new: NewTicket, files: VerifiedFiles, by account: Account, at time: Timestamp
    ) async throws -> Written<TicketUpdate> {
        try await write { db in
            if let repeated = try Self.repetition(of: id, new, by: account, db) {
                return Written(value: repeated, isNew: false)
            }
            let update = try Self.insertTicket(id, new, files: files, by: account, at: time, db)
            try Self.audit("ticket.create", "\(update.ticket.number)", by: account, at: time, db)
            return Written(value: update, isNew: true)
        }
    }

    private static func repetition(
        of id: Ticket.ID, _ new: NewTicket, by account: Account, _ db: Database
    ) throws -> TicketUpdate? {
        guard let ticket = try ticket(id, db) else { return nil }
        // Another service's id is answered as everywhere else; that it is taken cannot be guessed (74 random bits).
        guard account.sees(ticket.service) else { throw StoreError.notFound }
        let statement = try db.cachedStatement(sql: "SELECT fingerprint, first_message FROM ticket WHERE id = ?")
        guard let row = try Row.fetchOne(statement, arguments: [id.description]) else { return nil }
        let service = account.service?.id ?? new.service
        guard row[0] == Fingerprint.of(new, service: service, by: account.user.id) else {
            throw StoreError.conflict("The id of the ticket was used for another one.")
        }
        let first = try message(row.id(at: 1), db)?.message
        return TicketUpdate(
            ticket: ticket, messages: first.map { [$0] } ?? [], events: try events(causedBy: id.description, db))
    }

    package static func insertTicket(
        _ id: Ticket.ID, _ new: NewTicket, files: VerifiedFiles, by account: Account, at time: Timestamp,
        _ db: Database
    ) throws -> TicketUpdate {
        let service = try serviceForNewTicket(new, by: account, db)
        if new.message.isInternal {
            guard account.isStaff else { throw StoreError.forbidden("Only agents write internal notes.") }
            throw StoreError.invalid([Violation(field: "message.isInternal", code: .malformed)])
        }
        var new = new
        new.message.origin = try account.origin(saying: new.message.origin, field: "message.origin")
        let limits = try desk(db).limits
        var violations = limits.violations(in: new, topic: try topic(new.topic, db))
        // A chat has no form: the specialist asks for what is missing.
        if account.door == .telegram {
            violations.removeAll { $0.code == .empty && $0.field.hasPrefix("fields.") }
        }
        guard violations.isEmpty else { throw StoreError.invalid(violations) }
        try refuseTakenMessage(new.messageID, for: account, db)

        try db.cachedStatement(
            sql: """
                INSERT INTO ticket(id, service, topic, subject, status, author_id, author_name, author_role, created,
                    updated, fields, first_message, fingerprint)
                VALUES (?, ?, ?, ?, 'new', ?, ?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(
            arguments: [
                id.description, service.rawValue, new.topic.rawValue, new.subject, account.user.id.rawValue,
                account.user.name, account.user.role.rawValue, time.milliseconds, time.milliseconds,
                String(decoding: try WireJSON.encode(new.fields), as: UTF8.self), new.messageID.description,
                Fingerprint.of(new, service: service, by: account.user.id),
            ])
        try record(.ticket, id.description, .service(service), db)
        guard let ticket = try ticket(id, db) else { throw StoreError.damaged("ticket after insertion") }
        let message = try insertMessage(new.messageID, new.message, files: files, in: ticket, by: account, at: time, db)
        let event = Event(id: .make(at: time), ticket: id, kind: .created, author: account.author, created: time)
        try insertEvent(event, in: ticket, cause: id.description, db)
        return TicketUpdate(ticket: ticket, messages: [message], events: [event])
    }

    /// A customer files for the own service, staff for the one that they name.
    private static func serviceForNewTicket(
        _ new: NewTicket, by account: Account, _ db: Database
    ) throws -> Service.ID {
        if let own = account.service?.id {
            guard new.service == nil || new.service == own else {
                throw StoreError.invalid([Violation(field: "service", code: .unknown)])
            }
            return own
        }
        guard let named = new.service else { throw StoreError.invalid([Violation(field: "service", code: .empty)]) }
        guard let service = try service(named, db) else {
            throw StoreError.invalid([Violation(field: "service", code: .unknown)])
        }
        return service.id
    }

    /// Stores what can change of a ticket, and tells the feed.
    static func updateTicket(_ ticket: Ticket, _ db: Database) throws {
        try db.cachedStatement(
            sql: """
                UPDATE ticket SET status = ?, updated = ?, resolved = ?, topic = ?, assignee_id = ?, assignee_name = ?,
                    assignee_role = ?, rating_score = ?, rating_comment = ?
                WHERE id = ?
                """
        ).execute(
            arguments: [
                ticket.status.rawValue, ticket.updated.milliseconds, ticket.resolved?.milliseconds,
                ticket.topic.rawValue, ticket.assignee?.id.rawValue, ticket.assignee?.name,
                ticket.assignee?.role.rawValue, ticket.rating?.score, ticket.rating?.comment, ticket.id.description,
            ])
        try record(.ticket, ticket.id.description, .service(ticket.service), db)
    }
}
