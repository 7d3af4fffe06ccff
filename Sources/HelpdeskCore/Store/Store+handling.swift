import Foundation
import GRDB
public import HelpdeskModels

/// Intents that say who takes care of a ticket, where it belongs and how the help was.
extension Store {
    /// Queues the customer's rating of a resolved ticket; a newer one replaces one that waits.
    ///
    /// Throws `invalid` with the violations, `notFound`, or `notSignedIn` before the first sync.
    public func queueRating(_ rating: Rating, ticket: Ticket.ID) async throws(HelpdeskError) {
        let now = moment
        try await writeDurably { database in
            _ = try Self.row(ticket, at: now, database)
            let violations = try Self.limits(database).violations(in: rating)
            guard violations.isEmpty else { throw HelpdeskError(.invalid, violations: violations) }
            try database.execute(
                sql: "DELETE FROM outbox WHERE ticket = ? AND kind = 'rating' AND state IN ('queued', 'parked')",
                arguments: [ticket.uuid])
            try Outbox(database: database).append(.rating(rating), id: UUID(), ticket: ticket, at: now)
        }
        intended.send(())
    }

    /// Queues that `agent` takes care of the ticket, or nobody (nil); shows at once. For the staff.
    ///
    /// Nothing happens if it is so already. Throws `notFound`, and `notSignedIn` before the first sync.
    public func queueAssignment(_ agent: User.ID?, ticket: Ticket.ID) async throws(HelpdeskError) {
        try await queue(.assigned(to: agent), ticket: ticket) { $0.assignee?.id != agent }
    }

    /// Queues that the ticket moves to another topic; shows at once. For the staff. Throws as `queueAssignment`.
    public func queueMove(_ topic: Topic.ID, ticket: Ticket.ID) async throws(HelpdeskError) {
        try await queue(.moved(to: topic), ticket: ticket) { $0.topic != topic }
    }

    private func queue(
        _ event: NewEvent, ticket: Ticket.ID, if changes: @escaping @Sendable (TicketRow) -> Bool
    ) async throws(HelpdeskError) {
        let now = moment
        try await writeDurably { database in
            let me = try Self.me(database)
            guard changes(try Self.row(ticket, at: now, database)) else { return }
            try Outbox(database: database)
                .append(.event(event), id: Event.ID.make(at: now.wall).uuid, ticket: ticket, at: now)
            try Echo.refresh(ticket, role: me.user.role, database)
        }
        intended.send(())
    }

    static func row(_ ticket: Ticket.ID, at now: Moment, _ database: Database) throws -> TicketRow {
        guard let row = try TicketRow.fetch([ticket], at: now, database).first else {
            throw HelpdeskError(.notFound, subject: ticket.description)
        }
        return row
    }
}
