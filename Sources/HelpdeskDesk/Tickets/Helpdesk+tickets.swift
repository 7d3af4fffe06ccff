package import HelpdeskModels

/// Filing a ticket.
extension Helpdesk {
    /// The answer to an earlier write of the same ticket; nil if there is no such ticket yet.
    package func repetition(of ticket: Ticket.ID, _ new: NewTicket, by account: Account) async throws -> TicketUpdate? {
        try await database.read { try $0.repetition(of: ticket, new, by: account) }
    }

    package func putTicket(
        _ id: Ticket.ID, _ new: NewTicket, files: VerifiedFiles, by account: Account, at time: Timestamp
    ) async throws -> Written<TicketUpdate> {
        try await database.write { records in
            if let repeated = try records.repetition(of: id, new, by: account) {
                return Written(value: repeated, isNew: false)
            }
            let update = try records.insertTicket(id, new, files: files, by: account, at: time)
            try records.audit("ticket.create", "\(update.ticket.number)", by: account, at: time)
            return Written(value: update, isNew: true)
        }
    }
}

extension DeskRecords {
    fileprivate func repetition(of id: Ticket.ID, _ new: NewTicket, by account: Account) throws -> TicketUpdate? {
        guard let ticket = try ticket(id) else { return nil }
        // Another service's id is answered as everywhere else; that it is taken cannot be guessed (74 random bits).
        guard account.sees(ticket.service) else { throw StoreError.notFound }
        guard let filing = try filing(of: id) else { return nil }
        let service = account.service?.id ?? new.service
        guard filing.fingerprint == Fingerprint.of(new, service: service, by: account.user.id) else {
            throw StoreError.conflict("The id of the ticket was used for another one.")
        }
        let first = try message(filing.message)?.message
        return TicketUpdate(
            ticket: ticket, messages: first.map { [$0] } ?? [], events: try events(causedBy: id.description))
    }

    func insertTicket(
        _ id: Ticket.ID, _ new: NewTicket, files: VerifiedFiles, by account: Account, at time: Timestamp
    ) throws -> TicketUpdate {
        let service = try serviceForNewTicket(new, by: account)
        if new.message.isInternal {
            guard account.isStaff else { throw StoreError.forbidden("Only agents write internal notes.") }
            throw StoreError.invalid([Violation(field: "message.isInternal", code: .malformed)])
        }
        var new = new
        new.message.origin = try account.origin(saying: new.message.origin, field: "message.origin")
        let limits = try desk().limits
        var violations = limits.violations(in: new, topic: try topic(new.topic))
        // A chat has no form: the specialist asks for what is missing.
        if account.door == .telegram {
            violations.removeAll { $0.code == .empty && $0.field.hasPrefix("fields.") }
        }
        guard violations.isEmpty else { throw StoreError.invalid(violations) }
        try refuseTakenMessage(new.messageID, for: account)

        try insertTicket(
            id, new, service: service, author: account.author,
            fingerprint: Fingerprint.of(new, service: service, by: account.user.id), at: time)
        try append(.ticket, id.description, .service(service))
        guard let ticket = try ticket(id) else { throw StoreError.damaged("ticket after insertion") }
        let message = try insertMessage(new.messageID, new.message, files: files, in: ticket, by: account, at: time)
        let event = Event(id: .make(at: time), ticket: id, kind: .created, author: account.author, created: time)
        try insertEvent(event, in: ticket, cause: id.description)
        return TicketUpdate(ticket: ticket, messages: [message], events: [event])
    }

    /// A customer files for the own service, staff for the one that they name.
    private func serviceForNewTicket(_ new: NewTicket, by account: Account) throws -> Service.ID {
        if let own = account.service?.id {
            guard new.service == nil || new.service == own else {
                throw StoreError.invalid([Violation(field: "service", code: .unknown)])
            }
            return own
        }
        guard let named = new.service else { throw StoreError.invalid([Violation(field: "service", code: .empty)]) }
        guard let service = try service(named) else {
            throw StoreError.invalid([Violation(field: "service", code: .unknown)])
        }
        return service.id
    }
}
