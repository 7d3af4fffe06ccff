import HelpdeskModels

/// Merging a duplicate into another ticket.
///
/// The messages move, with their files and ids; so a repetition, a late reply and a link find them where they are. The
/// duplicate stays, resolved, with its own timeline, and leads to the other ticket. It never leads to a ticket that was
/// merged itself: those that led to one lead on with it.
extension DeskRecords {
    /// The ticket that has, and gets, the messages of `ticket`: itself unless it was merged.
    func whereMessagesGo(from ticket: Ticket) throws -> Ticket {
        guard let target = ticket.mergedInto else { return ticket }
        guard let found = try self.ticket(target) else { throw StoreError.damaged("merged into a ticket that is gone") }
        return found
    }

    func merge(
        _ duplicate: Ticket, into target: Ticket.ID?, _ id: Event.ID, by account: Account, at time: Timestamp
    ) throws -> TicketUpdate {
        guard let target else { throw StoreError.invalid([Violation(field: "into", code: .empty)]) }
        if duplicate.mergedInto == target { return TicketUpdate(ticket: duplicate) }
        // Only within a service: its customers would read what is another's.
        guard var into = try ticket(target), into.service == duplicate.service else {
            throw StoreError.invalid([Violation(field: "into", code: .unknown)])
        }
        guard duplicate.mergedInto == nil, into.mergedInto == nil, into.id != duplicate.id else {
            throw StoreError.invalid([Violation(field: "into", code: .malformed)])
        }
        try moveReadMarks(from: duplicate.id, to: into.id)
        try moveMessages(from: duplicate, to: into)

        var merged = duplicate
        let moment = max(time, into.updated)
        into.take(over: duplicate)
        into.updated = moment
        merged.status = .resolved
        merged.resolved = duplicate.resolved ?? moment
        merged.waitingSince = nil
        merged.priority = nil
        merged.mergedInto = into.id
        merged.updated = moment
        try updateTicket(into)
        try updateTicket(merged)
        for ticket in [into, merged] { try index(ticket) }
        for var earlier in try duplicates(of: duplicate.id) {
            earlier.mergedInto = into.id
            try updateTicket(earlier)
        }
        func event(_ id: Event.ID, in ticket: Ticket, other: Ticket) throws -> Event {
            let event = Event(
                id: id, ticket: ticket.id, kind: .merged, author: account.author, created: moment,
                detail: "\(other.number)", into: into.id)
            try insertEvent(event, in: ticket, cause: id.description)
            return event
        }
        let told = try event(id, in: merged, other: into)
        _ = try event(.make(at: moment), in: into, other: merged)
        return TicketUpdate(ticket: merged, events: [told])
    }

    private func moveMessages(from duplicate: Ticket, to target: Ticket) throws {
        for message in try messages(of: duplicate.id, includingInternal: true, after: 0, limit: .max) {
            // Read marks compare times of creation, so that no two messages of a ticket may share one.
            var created = message.created
            while try hasMessage(at: created, in: target.id) {
                created = Timestamp(milliseconds: created.milliseconds + 1)
            }
            try move(message.id, to: target.id, created: created)
            try append(.message, message.id.description, message.isInternal ? .staff : .service(target.service))
        }
    }

    /// A message that somebody has not read in one of the tickets stays unread.
    private func moveReadMarks(from duplicate: Ticket.ID, to target: Ticket.ID) throws {
        for reader in try readers(of: (duplicate, target)) {
            let marks = try [duplicate, target].map { try readMark(of: reader.id, in: $0)?.readUpTo }
            let unread = try zip([duplicate, target], marks).compactMap { ticket, mark in
                try firstMoment(
                    of: ticket, after: mark ?? Timestamp(milliseconds: 0), notBy: reader.id,
                    includingInternal: reader.role.isStaff)
            }
            guard let last = marks.compactMap(\.self).max() else { continue }
            let upTo = unread.min().map { min(last, Timestamp(milliseconds: $0.milliseconds - 1)) } ?? last
            try putReadMark(ReadMark(ticket: target, readUpTo: upTo), of: reader.id)
        }
    }
}

extension TicketUpdate {
    /// The same as an answer about the ticket that the request named, which may have been merged into this one.
    func asked(of named: Ticket) -> TicketUpdate {
        guard named.id != ticket.id else { return self }
        return TicketUpdate(ticket: named, messages: messages, events: events)
    }
}
