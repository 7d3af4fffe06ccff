import Foundation
import GRDB
public import HelpdeskModels

/// Queues changes of a ticket: its status, who takes care of it, its topic, its rating, how far it was read.
extension Store {
    /// Queues a change of status, with a word of why that goes as a reply; both show at once. Nothing happens if the ticket
    /// already stands there: then it is false, and the word is not kept.
    ///
    /// Nothing leaves before `delay` is over, so that it can be undone: see `cancelQueued(transition:)`. Throws `notFound`,
    /// and `invalid` for a kind that is no change of status or with the violations of the reply.
    @discardableResult
    public func queueTransition(
        _ kind: NewEvent.Kind, ticket: Ticket.ID, why: String = "", origin: Message.Origin = .tui,
        holdingFor delay: Duration = .zero
    ) async throws(HelpdeskError) -> Bool {
        guard kind == .resolved || kind == .reopened else { throw HelpdeskError(.invalid, subject: kind.rawValue) }
        let now = moment
        let isChanged = try await writeDurably(announcing: .intent(ticket)) { database in
            let me = try Self.me(database)
            guard let row = try TicketRow.fetch([ticket], at: now, database).first else {
                throw HelpdeskError(.notFound, subject: ticket.description)
            }
            guard (row.status == .resolved) != (kind == .resolved) else { return false }
            var intents: [(Intent, UUID)] = [(.event(NewEvent(kind: kind)), Event.ID.make(at: now.wall).uuid)]
            if !why.allSatisfy(\.isWhitespace) {
                let message = NewMessage(origin: origin, text: why)
                let violations = try Self.limits(database).violations(in: message)
                guard violations.isEmpty else { throw HelpdeskError(.invalid, violations: violations) }
                let reply = (Intent.message(message), Message.ID.make(at: now.wall).uuid)
                // A reply changes the status, too: the change that is meant has the last word, and a reply the open ticket.
                intents.insert(reply, at: kind == .resolved ? 0 : 1)
            }
            for (intent, id) in intents {
                try Outbox(database: database).append(intent, id: id, ticket: ticket, at: now, holdingFor: delay)
            }
            try Echo.refresh(ticket, role: me.user.role, database)
            return true
        }
        intended.send(())
        return isChanged
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

    /// Queues another priority; shows at once. Customers set urgent, and normal again. Throws as `queueAssignment`.
    public func queuePriority(_ priority: Ticket.Priority, ticket: Ticket.ID) async throws(HelpdeskError) {
        try await queue(.prioritised(priority), ticket: ticket) { $0.priority != priority }
    }

    /// Queues that the ticket is a duplicate of another one of the same service, which takes its messages. For the staff.
    ///
    /// Throws `invalid` for the ticket itself, one of another service, and one that was merged; else as `queueAssignment`.
    public func queueMerge(_ ticket: Ticket.ID, into target: Ticket.ID) async throws(HelpdeskError) {
        let rows = try await rows([ticket, target])
        guard rows.count == 2, rows[0].service == rows[1].service, rows.allSatisfy({ $0.mergedInto == nil }),
            rows[1].number != nil, ticket != target
        else { throw HelpdeskError(.invalid, violations: [Violation(field: "into", code: .unknown)]) }
        let backend = try await backendID(of: target)
        try await queue(.merged(into: backend), ticket: ticket) { _ in true }
    }

    /// Queues the customer's rating of a resolved ticket; a newer one replaces one that waits.
    ///
    /// Throws `invalid` with the violations, `notFound`, or `notSignedIn` before the first sync.
    public func queueRating(_ rating: Rating, ticket: Ticket.ID) async throws(HelpdeskError) {
        let now = moment
        try await writeDurably(announcing: .intent(ticket)) { database in
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

    /// Queues that the ticket was read so far. A newer mark replaces one that waits.
    public func queueReadMark(_ ticket: Ticket.ID, upTo: Timestamp) async throws(HelpdeskError) {
        let now = moment
        let isNew = try await write(announcing: nil) { database in
            guard
                let row = try Row.fetchOne(
                    database, sql: "SELECT read_up_to, is_unsent FROM ticket WHERE id = ?", arguments: [ticket.uuid])
            else { throw HelpdeskError(.notFound, subject: ticket.description) }
            // Nobody can have answered a ticket that the backend does not have.
            guard try !row.value(1, as: Bool.self), try row.value(0, as: Int64.self) != upTo.milliseconds else {
                return false
            }
            try database.execute(
                sql: "DELETE FROM outbox WHERE ticket = ? AND kind = 'read' AND state <> 'sending'",
                arguments: [ticket.uuid])
            try Outbox(database: database).append(.readMark(upTo: upTo), id: UUID(), ticket: ticket, at: now)
            try database.execute(
                sql: "UPDATE ticket SET read_up_to = ? WHERE id = ?", arguments: [upTo.milliseconds, ticket.uuid])
            return true
        }
        guard isNew else { return }
        changed.send(.readMark(ticket))
        intended.send(())
    }

    /// Queues that the last message of somebody else is unread. Nothing happens if nobody else wrote.
    public func queueUnreadMark(_ ticket: Ticket.ID) async throws(HelpdeskError) {
        let last = try await read { database in
            try Int64.fetchOne(database, sql: "SELECT last_foreign FROM ticket WHERE id = ?", arguments: [ticket.uuid])
        }
        guard let last else { throw HelpdeskError(.notFound, subject: ticket.description) }
        guard last > 0 else { return }
        try await queueReadMark(ticket, upTo: Timestamp(milliseconds: last - 1))
    }

    private func queue(
        _ event: NewEvent, ticket: Ticket.ID, if changes: @escaping @Sendable (TicketRow) -> Bool
    ) async throws(HelpdeskError) {
        let now = moment
        try await writeDurably(announcing: .intent(ticket)) { database in
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
