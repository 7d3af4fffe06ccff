package import HelpdeskModels

/// Writing and editing messages.
extension Helpdesk {
    /// The answer to an earlier write of the same message; nil if there is no such message yet.
    package func repetition(
        of message: Message.ID, _ new: NewMessage, in ticket: Ticket.ID, by account: Account
    ) async throws -> TicketUpdate? {
        try await database.read { records in
            let named = try records.ticket(ticket, for: account)
            let repeated = try records.repetition(
                of: message, new, in: records.whereMessagesGo(from: named), by: account)
            return repeated.map { $0.asked(of: named) }
        }
    }

    package func putMessage(
        _ id: Message.ID, _ new: NewMessage, files: VerifiedFiles, in ticket: Ticket.ID, by account: Account,
        at time: Timestamp
    ) async throws -> Written<TicketUpdate> {
        try await database.write { records in
            let named = try records.ticket(ticket, for: account)
            let ticket = try records.whereMessagesGo(from: named)
            if let repeated = try records.repetition(of: id, new, in: ticket, by: account) {
                return Written(value: repeated.asked(of: named), isNew: false)
            }
            let update = try records.addMessage(id, new, files: files, to: ticket, by: account, at: time)
            try records.audit(
                new.isInternal ? "note.write" : "message.write", "\(ticket.number)", by: account, at: time)
            return Written(value: update.asked(of: named), isNew: true)
        }
    }

    /// Gives a message from Telegram another text, unless the other side has written since.
    package func revise(
        _ id: Message.ID, text: String, by account: Account, at time: Timestamp
    ) async throws -> RevisionOutcome {
        try await database.write { records in
            guard let message = try records.message(id)?.message, message.author.id == account.user.id,
                message.origin == .telegram
            else { throw StoreError.notFound }
            let ticket = try records.ticket(message.ticket, for: account)
            guard message.text != text else { return .unchanged }
            let isAnswered = try records.hasMessage(
                after: id, in: ticket.id, fromCustomer: account.user.role != .customer)
            guard !isAnswered else { return .tooLate }
            let limits = try records.desk().limits
            let violations = limits.violations(inText: text, attachmentCount: message.attachments.count)
            guard violations.isEmpty else { throw StoreError.invalid(violations) }
            try records.store(text: text, edited: max(time, message.created), of: id)
            try records.append(
                .message, id.description, message.isInternal ? .staff : .service(ticket.service))
            try records.index(ticket)
            try records.audit("message.edit", "\(ticket.number)", by: account, at: time)
            return .revised
        }
    }
}

extension DeskRecords {
    fileprivate func repetition(
        of id: Message.ID, _ new: NewMessage, in ticket: Ticket, by account: Account
    ) throws -> TicketUpdate? {
        guard let (message, fingerprint) = try message(id) else { return nil }
        guard message.ticket == ticket.id, account.isStaff || !message.isInternal,
            fingerprint == Fingerprint.of(new, by: account.user.id)
        else {
            try refuseTakenMessage(id, for: account)
            return nil
        }
        return TicketUpdate(ticket: ticket, messages: [message], events: try events(causedBy: id.description))
    }

    /// Throws if there is a message with the id: a conflict if the account may know of it, else not found.
    func refuseTakenMessage(_ id: Message.ID, for account: Account) throws {
        guard let message = try message(id)?.message else { return }
        _ = try ticket(message.ticket, for: account)
        guard account.isStaff || !message.isInternal else { throw StoreError.notFound }
        throw StoreError.conflict("The id of the message was used for another one.")
    }

    func addMessage(
        _ id: Message.ID, _ new: NewMessage, files: VerifiedFiles, to ticket: Ticket, by account: Account,
        at time: Timestamp
    ) throws -> TicketUpdate {
        guard account.isStaff || !new.isInternal else {
            throw StoreError.forbidden("Only agents write internal notes.")
        }
        var new = new
        new.origin = try account.origin(saying: new.origin, field: "origin")
        let limits = try desk().limits
        let violations = limits.violations(in: new)
        guard violations.isEmpty else { throw StoreError.invalid(violations) }

        let created = try momentOfNextMessage(in: ticket, at: time)
        if new.isInternal {
            let message = try insertMessage(id, new, files: files, in: ticket, by: account, at: created)
            return TicketUpdate(ticket: ticket, messages: [message])
        }
        var changed = ticket
        let kind = changed.receiveMessage(from: account.user.role, at: created)
        changed.updated = max(ticket.updated, created)
        try updateTicket(changed)
        let message = try insertMessage(id, new, files: files, in: ticket, by: account, at: created)
        guard let kind else { return TicketUpdate(ticket: changed, messages: [message]) }
        let event = Event(
            id: .make(at: created), ticket: ticket.id, kind: kind, author: account.author, created: created)
        try insertEvent(event, in: ticket, cause: id.description)
        return TicketUpdate(ticket: changed, messages: [message], events: [event])
    }

    /// Read marks compare times of creation, so that no two messages of a ticket may share one.
    private func momentOfNextMessage(in ticket: Ticket, at time: Timestamp) throws -> Timestamp {
        guard let last = try lastMoment(of: ticket.id), last >= time else { return time }
        return Timestamp(milliseconds: last.milliseconds + 1)
    }

    /// Stores a message that was checked, with its attachments, and takes the uploads away from their user.
    ///
    /// The files enter the store of files last, when nothing is left that could refuse them.
    func insertMessage(
        _ id: Message.ID, _ new: NewMessage, files: VerifiedFiles, in ticket: Ticket, by account: Account,
        at created: Timestamp
    ) throws -> Message {
        var message = Message(
            id: id, ticket: ticket.id, author: account.author, origin: new.origin, text: new.text, attachments: [],
            created: created, isInternal: new.isInternal)
        try insert(message, fingerprint: Fingerprint.of(new, by: account.user.id))
        message.attachments = try insertAttachments(of: id, new.attachments, files: files, in: ticket, by: account)
        try append(.message, id.description, new.isInternal ? .staff : .service(ticket.service))
        try index(ticket)
        for file in files.files { try commit(file) }
        return message
    }

    private func insertAttachments(
        of message: Message.ID, _ new: [NewAttachment], files: VerifiedFiles, in ticket: Ticket, by account: Account
    ) throws -> [Attachment] {
        let uncounted = files.files.reduce(0) { $0 + ($1.isUpload ? 0 : $1.size) }
        if let quota = files.quota, uncounted > 0 { try checkRoom(for: uncounted, of: ticket.service, quota) }
        var stored: [Attachment] = []
        for (position, attachment) in new.enumerated() {
            let found = files.files.first { $0.upload == attachment.upload }
            guard let file = found, file.sha256 == attachment.sha256 else { throw StoreError.unknownUpload }
            if let holder = try self.message(holding: attachment.id) {
                try refuseTakenMessage(holder, for: account)
                throw StoreError.conflict("The id of an attachment was used for another one.")
            }
            if file.isUpload {
                guard try takeUpload(attachment.upload, of: account.user.id) else { throw StoreError.unknownUpload }
            }
            let attached = Attachment(
                id: attachment.id, name: attachment.name, mediaType: attachment.mediaType, size: file.size,
                sha256: attachment.sha256, detectedType: file.detectedType)
            try insert(attached, at: position, of: message)
            stored.append(attached)
        }
        return stored
    }

    private func commit(_ file: VerifiedFile) throws {
        do {
            try file.commit(in: self)
        } catch StoreError.notFound {
            throw StoreError.unknownUpload
        }
    }
}

extension StoreError {
    fileprivate static var unknownUpload: StoreError {
        .invalid([Violation(field: "attachments", code: .unknown)])
    }
}
