import GRDB
import HelpdeskModels

/// What the interface does not offer yet, but the demo desk's story tells.
extension SQLiteStore {
    /// Makes the ticket the account's own.
    static func assign(_ ticket: Ticket, to account: Account, at time: Timestamp, _ db: Database) throws {
        let agent = account.author
        try db.execute(
            sql: "UPDATE ticket SET assignee_id = ?, assignee_name = ?, assignee_role = ? WHERE id = ?",
            arguments: [agent.id.rawValue, agent.name, agent.role.rawValue, ticket.id.description])
        try touch(ticket, at: time, db)
        let event = Event(
            id: .make(at: time), ticket: ticket.id, kind: .assigned, author: agent, created: time, detail: agent.name)
        try insertEvent(event, in: ticket, cause: event.id.description, db)
    }

    static func rate(_ ticket: Ticket, _ rating: Rating, at time: Timestamp, _ db: Database) throws {
        try db.execute(
            sql: "UPDATE ticket SET rating_score = ?, rating_comment = ? WHERE id = ?",
            arguments: [rating.score, rating.comment, ticket.id.description])
        try touch(ticket, at: time, db)
    }

    private static func touch(_ ticket: Ticket, at time: Timestamp, _ db: Database) throws {
        var ticket = ticket
        ticket.updated = max(ticket.updated, time)
        try updateTicket(ticket, db)
    }
}
