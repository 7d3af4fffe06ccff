package import HelpdeskModels

/// Changes of status, assignments, moves, ratings and read marks.
extension Helpdesk {
    package func putEvent(
        _ id: Event.ID, _ new: NewEvent, in ticket: Ticket.ID, by account: Account, at time: Timestamp
    ) async throws -> Written<TicketUpdate> {
        try await database.write { records in
            let named = try records.ticket(ticket, for: account)
            guard account.isStaff || [.resolved, .reopened, .prioritised].contains(new.kind) else {
                throw StoreError.forbidden("Only the staff assigns, moves and merges tickets.")
            }
            let target = new.assignee?.rawValue ?? new.topic?.rawValue ?? new.priority?.rawValue
            let request = EventRequest(
                ticket: named.id, kind: new.kind.rawValue, user: account.user.id,
                target: target ?? new.into?.description)
            if let repeated = try records.repetition(of: id, request, in: named, by: account) {
                return Written(value: repeated, isNew: false)
            }
            try records.insert(request, id)
            // A customer who reopens a duplicate means what is in the other ticket; it is nothing else's any more.
            guard named.mergedInto == nil || [.reopened, .merged].contains(new.kind) else {
                return Written(value: TicketUpdate(ticket: named), isNew: false)
            }
            let ticket = new.kind == .reopened ? try records.whereMessagesGo(from: named) : named
            let update = try records.change(ticket, new, id, by: account, at: time).asked(of: named)
            if !update.events.isEmpty {
                try records.audit("ticket.\(new.kind.rawValue)", "\(ticket.number)", by: account, at: time)
            }
            return Written(value: update, isNew: !update.events.isEmpty)
        }
    }

    /// The newest rating of a resolved ticket by a customer of its service.
    package func putRating(
        _ rating: Rating, of ticket: Ticket.ID, by account: Account, at time: Timestamp
    ) async throws -> TicketUpdate {
        try await database.write { records in
            let ticket = try records.ticket(ticket, for: account)
            guard !account.isStaff else { throw StoreError.forbidden("Only customers rate the help.") }
            let limits = try records.desk().limits
            let violations = limits.violations(in: rating)
            guard violations.isEmpty else { throw StoreError.invalid(violations) }
            guard ticket.status == .resolved else {
                throw StoreError.conflict("Only a resolved ticket can be rated.")
            }
            return TicketUpdate(ticket: try records.rate(ticket, rating, at: time))
        }
    }

    package func putReadMark(_ mark: ReadMark, by account: Account) async throws -> ReadMark {
        try await database.write { records in
            _ = try records.ticket(mark.ticket, for: account)
            try records.putReadMark(mark, of: account.user.id)
            return mark
        }
    }
}

extension DeskRecords {
    /// Does what is asked for; without an event if the ticket already is so.
    func change(
        _ ticket: Ticket, _ new: NewEvent, _ id: Event.ID, by account: Account, at time: Timestamp
    ) throws -> TicketUpdate {
        var changed = ticket
        let moment = max(time, ticket.updated)
        var event = Event(id: id, ticket: ticket.id, kind: .moved, author: account.author, created: moment)
        try refuseSuperfluous(new)
        switch new.kind {
        case .resolved, .reopened:
            guard let kind = changed.apply(new.kind, at: moment) else { return TicketUpdate(ticket: ticket) }
            event.kind = kind
        case .assigned:
            let assignee = try new.assignee.map { try agentInOffice($0) }
            guard ticket.assignee?.id != assignee?.id else { return TicketUpdate(ticket: ticket) }
            event.kind = .assigned
            event.detail = assignee?.name
            changed.assignee = assignee
        case .moved:
            let topic = try topicInUse(new.topic)
            guard ticket.topic != topic.id else { return TicketUpdate(ticket: ticket) }
            event.detail = topic.title[.english]
            event.topic = topic.id
            changed.topic = topic.id
        case .prioritised:
            let priority = try priority(new.priority, for: ticket, by: account, at: moment)
            guard priority != ticket.priority ?? .normal else { return TicketUpdate(ticket: ticket) }
            event.kind = .prioritised
            event.priority = priority
            changed.priority = priority.unlessNormal
        case .merged:
            return try merge(ticket, into: new.into, id, by: account, at: moment)
        }
        changed.updated = moment
        try updateTicket(changed)
        try insertEvent(event, in: changed, cause: id.description)
        return TicketUpdate(ticket: changed, events: [event])
    }

    /// Throws for a member that the kind of event has no use for.
    private func refuseSuperfluous(_ new: NewEvent) throws {
        for (field, kind, isThere) in [
            ("assignee", NewEvent.Kind.assigned, new.assignee != nil), ("topic", .moved, new.topic != nil),
            ("priority", .prioritised, new.priority != nil), ("into", .merged, new.into != nil),
        ] where isThere && kind != new.kind {
            throw StoreError.invalid([Violation(field: field, code: .malformed)])
        }
    }

    /// The new priority, as far as the account may set it.
    private func priority(
        _ new: Ticket.Priority?, for ticket: Ticket, by account: Account, at time: Timestamp
    ) throws -> Ticket.Priority {
        guard let new else { throw StoreError.invalid([Violation(field: "priority", code: .empty)]) }
        let now = ticket.priority ?? .normal
        guard !account.isStaff, new != now else { return new }
        switch new {
        case .low, .high: throw StoreError.forbidden("Customers only say that a ticket is urgent, or no longer.")
        case .normal:
            guard now == .urgent, try lastChangeOfPriority(of: ticket.id)?.author.role == .customer else {
                throw StoreError.forbidden("The staff set this priority, and only the staff can take it back.")
            }
        case .urgent:
            let day: Int64 = 24 * 3_600_000
            let limit = try desk().limits.urgentPerDay ?? 0
            let marked = try momentsOfUrgency(
                of: ticket.service, after: Timestamp(milliseconds: time.milliseconds - day))
            guard marked.count >= limit else { return new }
            // When the earliest of those that fill the limit is a day old.
            let again = marked.suffix(limit).first.map { Timestamp(milliseconds: $0.milliseconds + day) }
            throw StoreError.invalid([
                Violation(field: "priority", code: .tooMany, limit: Int64(limit), again: again)
            ])
        }
        return new
    }

    private func agentInOffice(_ id: User.ID) throws -> Author {
        guard let agent = try agent(id), !agent.isRetired else {
            throw StoreError.invalid([Violation(field: "assignee", code: .unknown)])
        }
        return agent.author
    }

    private func topicInUse(_ id: Topic.ID?) throws -> Topic {
        guard let id else { throw StoreError.invalid([Violation(field: "topic", code: .empty)]) }
        guard let topic = try topic(id), !topic.isRetired else {
            throw StoreError.invalid([Violation(field: "topic", code: .unknown)])
        }
        return topic
    }

    fileprivate func repetition(
        of id: Event.ID, _ request: EventRequest, in ticket: Ticket, by account: Account
    ) throws -> TicketUpdate? {
        guard let earlier = try eventRequest(id) else {
            guard let event = try event(id) else { return nil }
            _ = try self.ticket(event.ticket, for: account)
            throw StoreError.conflict("The id of the event was used for another one.")
        }
        guard earlier == request else {
            _ = try self.ticket(earlier.ticket, for: account)
            throw StoreError.conflict("The id of the event was used for another one.")
        }
        return TicketUpdate(ticket: ticket, events: try event(id).map { [$0] } ?? [])
    }

    func insertEvent(_ event: Event, in ticket: Ticket, cause: String) throws {
        try insert(event, cause: cause)
        try append(.event, event.id.description, .service(ticket.service))
    }

    /// The ticket with the rating; the same rating again changes nothing.
    func rate(_ ticket: Ticket, _ rating: Rating, at time: Timestamp) throws -> Ticket {
        guard ticket.rating != rating else { return ticket }
        var ticket = ticket
        ticket.rating = rating
        ticket.updated = max(ticket.updated, time)
        try updateTicket(ticket)
        return ticket
    }

    func putReadMark(_ mark: ReadMark, of user: User.ID) throws {
        if try store(mark, of: user) { try append(.readMark, "\(user)/\(mark.ticket)", .user(user)) }
    }
}
