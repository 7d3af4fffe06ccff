package import GRDB
package import HelpdeskDesk
package import HelpdeskModels

extension SQLiteStore {
    package func putEvent(
        _ id: Event.ID, _ new: NewEvent, in ticket: Ticket.ID, by account: Account, at time: Timestamp
    ) async throws -> Written<TicketUpdate> {
        try await write { db in
            let ticket = try Self.ticket(ticket, for: account, db)
            guard account.isStaff || new.kind == .resolved || new.kind == .reopened else {
                throw StoreError.forbidden("Only the staff assigns and moves tickets.")
            }
            if let repeated = try Self.repetition(of: id, new, in: ticket, by: account, db) {
                return Written(value: repeated, isNew: false)
            }
            try db.cachedStatement(
                sql: "INSERT INTO event_request(id, ticket, kind, user, target) VALUES (?, ?, ?, ?, ?)"
            ).execute(
                arguments: [
                    id.description, ticket.id.description, new.kind.rawValue, account.user.id.rawValue, new.target,
                ])
            let update = try Self.change(ticket, new, id, by: account, at: time, db)
            if !update.events.isEmpty {
                try Self.audit("ticket.\(new.kind.rawValue)", "\(ticket.number)", by: account, at: time, db)
            }
            return Written(value: update, isNew: !update.events.isEmpty)
        }
    }

    /// Does what is asked for; without an event if the ticket already is so.
    package static func change(
        _ ticket: Ticket, _ new: NewEvent, _ id: Event.ID, by account: Account, at time: Timestamp, _ db: Database
    ) throws -> TicketUpdate {
        var changed = ticket
        let moment = max(time, ticket.updated)
        var event = Event(id: id, ticket: ticket.id, kind: .moved, author: account.author, created: moment)
        switch new.kind {
        case .resolved, .reopened:
            try refuse(new.assignee, "assignee")
            try refuse(new.topic, "topic")
            guard let kind = changed.apply(new.kind, at: moment) else { return TicketUpdate(ticket: ticket) }
            event.kind = kind
        case .assigned:
            try refuse(new.topic, "topic")
            let assignee = try new.assignee.map { try agentInOffice($0, db) }
            guard ticket.assignee?.id != assignee?.id else { return TicketUpdate(ticket: ticket) }
            event.kind = .assigned
            event.detail = assignee?.name
            changed.assignee = assignee
        case .moved:
            try refuse(new.assignee, "assignee")
            let topic = try topicInUse(new.topic, db)
            guard ticket.topic != topic.id else { return TicketUpdate(ticket: ticket) }
            event.detail = topic.title[.english]
            event.topic = topic.id
            changed.topic = topic.id
        }
        changed.updated = moment
        try updateTicket(changed, db)
        try insertEvent(event, in: changed, cause: id.description, db)
        return TicketUpdate(ticket: changed, events: [event])
    }

    /// Throws for a member that the kind of event has no use for.
    private static func refuse<Entity>(_ member: EntityKey<Entity>?, _ name: String) throws {
        guard member == nil else { throw StoreError.invalid([Violation(field: name, code: .malformed)]) }
    }

    private static func agentInOffice(_ id: User.ID, _ db: Database) throws -> Author {
        guard let agent = try agent(id, db), !agent.isRetired else {
            throw StoreError.invalid([Violation(field: "assignee", code: .unknown)])
        }
        return agent.author
    }

    private static func topicInUse(_ id: Topic.ID?, _ db: Database) throws -> Topic {
        guard let id else { throw StoreError.invalid([Violation(field: "topic", code: .empty)]) }
        guard let topic = try topic(id, db), !topic.isRetired else {
            throw StoreError.invalid([Violation(field: "topic", code: .unknown)])
        }
        return topic
    }

    private static func repetition(
        of id: Event.ID, _ new: NewEvent, in ticket: Ticket, by account: Account, _ db: Database
    ) throws -> TicketUpdate? {
        let statement = try db.cachedStatement(sql: "SELECT ticket, kind, user, target FROM event_request WHERE id = ?")
        guard let row = try Row.fetchOne(statement, arguments: [id.description]) else {
            guard let event = try event(id, db) else { return nil }
            _ = try Self.ticket(event.ticket, for: account, db)
            throw StoreError.conflict("The id of the event was used for another one.")
        }
        let isSame =
            row[0] == ticket.id.description && row[1] == new.kind.rawValue && row[2] == account.user.id.rawValue
            && row[3] as String? == new.target
        guard isSame else {
            _ = try Self.ticket(row.id(at: 0), for: account, db)
            throw StoreError.conflict("The id of the event was used for another one.")
        }
        return TicketUpdate(ticket: ticket, events: try event(id, db).map { [$0] } ?? [])
    }

    static func insertEvent(_ event: Event, in ticket: Ticket, cause: String, _ db: Database) throws {
        try db.cachedStatement(
            sql: """
                INSERT INTO event(id, ticket, kind, author_id, author_name, author_role, created, detail, cause, topic)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(
            arguments: [
                event.id.description, event.ticket.description, event.kind.rawValue, event.author.id.rawValue,
                event.author.name, event.author.role.rawValue, event.created.milliseconds, event.detail, cause,
                event.topic?.rawValue,
            ])
        try record(.event, event.id.description, .service(ticket.service), db)
    }
}

extension NewEvent {
    /// To whom or where; nil for a change of status and for an assignment to nobody.
    fileprivate var target: String? { assignee?.rawValue ?? topic?.rawValue }
}
