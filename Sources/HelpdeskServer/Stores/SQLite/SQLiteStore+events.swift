import GRDB
import HelpdeskModels

extension SQLiteStore {
    func putEvent(
        _ id: Event.ID, _ new: NewEvent, in ticket: Ticket.ID, by account: Account, at time: Timestamp
    ) async throws -> Written<TicketUpdate> {
        try await write { db in
            let ticket = try Self.ticket(ticket, for: account, db)
            if let repeated = try Self.repetition(of: id, new, in: ticket, by: account, db) {
                return Written(value: repeated, isNew: false)
            }
            try db.cachedStatement(sql: "INSERT INTO event_request(id, ticket, kind, user) VALUES (?, ?, ?, ?)")
                .execute(
                    arguments: [
                        id.description, ticket.id.description, new.kind.rawValue, account.user.id.rawValue,
                    ])
            let update = try Self.changeStatus(new.kind, id, of: ticket, by: account, at: time, db)
            return Written(value: update, isNew: !update.events.isEmpty)
        }
    }

    /// Resolves or reopens; without an event if the ticket already is as asked for.
    static func changeStatus(
        _ wanted: NewEvent.Kind, _ id: Event.ID, of ticket: Ticket, by account: Account, at time: Timestamp,
        _ db: Database
    ) throws -> TicketUpdate {
        var ticket = ticket
        let moment = max(time, ticket.updated)
        guard let kind = ticket.apply(wanted, at: moment) else { return TicketUpdate(ticket: ticket) }
        ticket.updated = moment
        try updateTicket(ticket, db)
        let event = Event(id: id, ticket: ticket.id, kind: kind, author: account.author, created: moment)
        try insertEvent(event, in: ticket, cause: id.description, db)
        return TicketUpdate(ticket: ticket, events: [event])
    }

    private static func repetition(
        of id: Event.ID, _ new: NewEvent, in ticket: Ticket, by account: Account, _ db: Database
    ) throws -> TicketUpdate? {
        let statement = try db.cachedStatement(sql: "SELECT ticket, kind, user FROM event_request WHERE id = ?")
        guard let row = try Row.fetchOne(statement, arguments: [id.description]) else {
            guard let event = try event(id, db) else { return nil }
            _ = try Self.ticket(event.ticket, for: account, db)
            throw StoreError.conflict("The id of the event was used for another one.")
        }
        let isSame =
            row[0] == ticket.id.description && row[1] == new.kind.rawValue && row[2] == account.user.id.rawValue
        guard isSame else {
            _ = try Self.ticket(row.id(at: 0), for: account, db)
            throw StoreError.conflict("The id of the event was used for another one.")
        }
        return TicketUpdate(ticket: ticket, events: try event(id, db).map { [$0] } ?? [])
    }

    static func insertEvent(_ event: Event, in ticket: Ticket, cause: String, _ db: Database) throws {
        try db.cachedStatement(
            sql: """
                INSERT INTO event(id, ticket, kind, author_id, author_name, author_role, created, detail, cause)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(
            arguments: [
                event.id.description, event.ticket.description, event.kind.rawValue, event.author.id.rawValue,
                event.author.name, event.author.role.rawValue, event.created.milliseconds, event.detail, cause,
            ])
        try record(.event, event.id.description, .service(ticket.service), db)
    }

    func putReadMark(_ mark: ReadMark, by account: Account) async throws -> ReadMark {
        try await write { db in
            _ = try Self.ticket(mark.ticket, for: account, db)
            try Self.setReadMark(mark, of: account.user.id, db)
            return mark
        }
    }

    static func setReadMark(_ mark: ReadMark, of user: User.ID, _ db: Database) throws {
        try db.cachedStatement(
            sql: """
                INSERT INTO read_mark(user, ticket, read_up_to) VALUES (?, ?, ?)
                ON CONFLICT DO UPDATE SET read_up_to = excluded.read_up_to
                WHERE read_up_to <> excluded.read_up_to
                """
        ).execute(arguments: [user.rawValue, mark.ticket.description, mark.readUpTo.milliseconds])
        if db.changesCount > 0 {
            try record(.readMark, "\(user)/\(mark.ticket)", .user(user), db)
        }
    }
}
