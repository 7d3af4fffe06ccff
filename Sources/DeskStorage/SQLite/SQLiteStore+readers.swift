package import GRDB
package import HelpdeskDesk
package import HelpdeskModels

/// What readers say of a ticket: how far they have read, and how the help was.
extension SQLiteStore {
    package func putReadMark(_ mark: ReadMark, by account: Account) async throws -> ReadMark {
        try await write { db in
            _ = try Self.ticket(mark.ticket, for: account, db)
            try Self.setReadMark(mark, of: account.user.id, db)
            return mark
        }
    }

    package static func setReadMark(_ mark: ReadMark, of user: User.ID, _ db: Database) throws {
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

    package func putRating(
        _ rating: Rating, of ticket: Ticket.ID, by account: Account, at time: Timestamp
    ) async throws -> TicketUpdate {
        try await write { db in
            let ticket = try Self.ticket(ticket, for: account, db)
            guard !account.isStaff else { throw StoreError.forbidden("Only customers rate the help.") }
            let limits = try Self.desk(db).limits
            let violations = limits.violations(in: rating)
            guard violations.isEmpty else { throw StoreError.invalid(violations) }
            guard ticket.status == .resolved else {
                throw StoreError.conflict("Only a resolved ticket can be rated.")
            }
            return TicketUpdate(ticket: try Self.rate(ticket, rating, at: time, db))
        }
    }

    /// The ticket with the rating; the same rating again changes nothing.
    package static func rate(_ ticket: Ticket, _ rating: Rating, at time: Timestamp, _ db: Database) throws -> Ticket {
        guard ticket.rating != rating else { return ticket }
        var ticket = ticket
        ticket.rating = rating
        ticket.updated = max(ticket.updated, time)
        try updateTicket(ticket, db)
        return ticket
    }
}
