package import GRDB
package import HelpdeskDesk
package import HelpdeskModels

extension SQLiteStore {
    package func repetition(
        of message: Message.ID, _ new: NewMessage, in ticket: Ticket.ID, by account: Account
    ) async throws -> TicketUpdate? {
        try await read {
            try Self.repetition(of: message, new, in: Self.ticket(ticket, for: account, $0), by: account, $0)
        }
    }

    package func putMessage(
        _ id: Message.ID, _ new: NewMessage, files: VerifiedFiles, in ticket: Ticket.ID, by account: Account,
        at time: Timestamp
    ) async throws -> Written<TicketUpdate> {
        try await write { db in
            let ticket = try Self.ticket(ticket, for: account, db)
            if let repeated = try Self.repetition(of: id, new, in: ticket, by: account, db) {
                return Written(value: repeated, isNew: false)
            }
            let update = try Self.addMessage(id, new, files: files, to: ticket, by: account, at: time, db)
            try Self.audit(
                new.isInternal ? "note.write" : "message.write", "\(ticket.number)", by: account, at: time, db)
            return Written(value: update, isNew: true)
        }
    }

    private static func repetition(
        of id: Message.ID, _ new: NewMessage, in ticket: Ticket, by account: Account, _ db: Database
    ) throws -> TicketUpdate? {
        guard let (message, fingerprint) = try message(id, db) else { return nil }
        guard message.ticket == ticket.id, account.isStaff || !message.isInternal,
            fingerprint == Fingerprint.of(new, by: account.user.id)
        else {
            try refuseTakenMessage(id, for: account, db)
            return nil
        }
        return TicketUpdate(
            ticket: ticket, messages: [message], events: try events(causedBy: id.description, db))
    }

    /// Throws if there is a message with the id: a conflict if the account may know of it, else not found.
    static func refuseTakenMessage(_ id: Message.ID, for account: Account, _ db: Database) throws {
        guard let message = try message(id, db)?.message else { return }
        _ = try ticket(message.ticket, for: account, db)
        guard account.isStaff || !message.isInternal else { throw StoreError.notFound }
        throw StoreError.conflict("The id of the message was used for another one.")
    }

    package static func addMessage(
        _ id: Message.ID, _ new: NewMessage, files: VerifiedFiles, to ticket: Ticket, by account: Account,
        at time: Timestamp, _ db: Database
    ) throws -> TicketUpdate {
        guard account.isStaff || !new.isInternal else {
            throw StoreError.forbidden("Only agents write internal notes.")
        }
        var new = new
        new.origin = try account.origin(saying: new.origin, field: "origin")
        let limits = try desk(db).limits
        let violations = limits.violations(in: new)
        guard violations.isEmpty else { throw StoreError.invalid(violations) }

        let created = try momentOfNextMessage(in: ticket, at: time, db)
        if new.isInternal {
            let message = try insertMessage(id, new, files: files, in: ticket, by: account, at: created, db)
            return TicketUpdate(ticket: ticket, messages: [message])
        }
        var changed = ticket
        let kind = changed.receiveMessage(from: account.user.role)
        changed.updated = max(ticket.updated, created)
        try updateTicket(changed, db)
        let message = try insertMessage(id, new, files: files, in: ticket, by: account, at: created, db)
        guard let kind else { return TicketUpdate(ticket: changed, messages: [message]) }
        let event = Event(
            id: .make(at: created), ticket: ticket.id, kind: kind, author: account.author, created: created)
        try insertEvent(event, in: ticket, cause: id.description, db)
        return TicketUpdate(ticket: changed, messages: [message], events: [event])
    }

    /// Read marks compare times of creation, so that no two messages of a ticket may share one.
    private static func momentOfNextMessage(
        in ticket: Ticket, at time: Timestamp, _ db: Database
    ) throws -> Timestamp {
        let statement = try db.cachedStatement(
            sql: "SELECT created FROM message WHERE ticket = ? ORDER BY ordinal DESC LIMIT 1")
        let last = try Int64.fetchOne(statement, arguments: [ticket.id.description])
        guard let last, last >= time.milliseconds else { return time }
        return Timestamp(milliseconds: last + 1)
    }

    /// Stores a message that was checked, with its attachments, and takes the uploads away from their user.
    ///
    /// The files enter the vault last, when nothing is left that could refuse them.
    static func insertMessage(
        _ id: Message.ID, _ new: NewMessage, files: VerifiedFiles, in ticket: Ticket, by account: Account,
        at created: Timestamp, _ db: Database
    ) throws -> Message {
        let author = account.author
        try db.cachedStatement(
            sql: """
                INSERT INTO message(id, ticket, author_id, author_name, author_role, origin, text, created, is_internal,
                    fingerprint)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(
            arguments: [
                id.description, ticket.id.description, author.id.rawValue, author.name, author.role.rawValue,
                new.origin.rawValue, new.text, created.milliseconds, new.isInternal,
                Fingerprint.of(new, by: account.user.id),
            ])
        let attachments = try insertAttachments(of: id, new.attachments, files: files, in: ticket, by: account, db)
        try record(.message, id.description, new.isInternal ? .staff : .service(ticket.service), db)
        for file in files.files { try store(file) }
        return Message(
            id: id, ticket: ticket.id, author: author, origin: new.origin, text: new.text, attachments: attachments,
            created: created, isInternal: new.isInternal)
    }

    private static func insertAttachments(
        of message: Message.ID, _ new: [NewAttachment], files: VerifiedFiles, in ticket: Ticket, by account: Account,
        _ db: Database
    ) throws -> [Attachment] {
        let uncounted = files.files.reduce(0) { $0 + ($1.isUpload ? 0 : $1.size) }
        if let quota = files.quota, uncounted > 0 { try checkRoom(for: uncounted, of: ticket.service, quota, db) }
        var stored: [Attachment] = []
        for (position, attachment) in new.enumerated() {
            let found = files.files.first { $0.upload == attachment.upload }
            guard let file = found, file.sha256 == attachment.sha256 else { throw unknownUpload }
            let holder = try db.cachedStatement(sql: "SELECT message FROM attachment WHERE id = ?")
            if let row = try Row.fetchOne(holder, arguments: [attachment.id.description]) {
                try refuseTakenMessage(row.id(at: 0), for: account, db)
                throw StoreError.conflict("The id of an attachment was used for another one.")
            }
            if file.isUpload {
                try db.cachedStatement(sql: "DELETE FROM upload WHERE id = ? AND user = ?")
                    .execute(arguments: [attachment.upload.description, account.user.id.rawValue])
                guard db.changesCount == 1 else { throw unknownUpload }
            }
            try db.cachedStatement(
                sql: """
                    INSERT INTO attachment(id, message, position, name, media_type, size, sha256, detected_type)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                    """
            ).execute(
                arguments: [
                    attachment.id.description, message.description, position, attachment.name, attachment.mediaType,
                    file.size, attachment.sha256.description, file.detectedType,
                ])
            stored.append(
                Attachment(
                    id: attachment.id, name: attachment.name, mediaType: attachment.mediaType, size: file.size,
                    sha256: attachment.sha256, detectedType: file.detectedType))
        }
        return stored
    }

    private static func store(_ file: VerifiedFile) throws {
        do {
            try file.commit()
        } catch StoreError.notFound {
            throw unknownUpload
        }
    }

    private static var unknownUpload: StoreError {
        .invalid([Violation(field: "attachments", code: .unknown)])
    }
}
