import Foundation
import GRDB
public import HelpdeskModels

/// A change that can be made to several tickets at once.
public enum TicketChange: Hashable, Sendable {
    case resolve
    case reopen
    /// Nil for nobody. For the staff.
    case assign(User.ID?)
    /// For the staff.
    case move(Topic.ID)

    var event: NewEvent {
        switch self {
        case .resolve: NewEvent(kind: .resolved)
        case .reopen: NewEvent(kind: .reopened)
        case .assign(let agent): .assigned(to: agent)
        case .move(let topic): .moved(to: topic)
        }
    }

    /// Whether the ticket is not so already.
    func changes(_ row: TicketRow) -> Bool {
        switch self {
        case .resolve: row.status != .resolved
        case .reopen: row.status == .resolved
        // Of a ticket that was merged nothing else changes any more.
        case .assign(let agent): row.assignee?.id != agent && row.mergedInto == nil
        case .move(let topic): row.topic != topic && row.mergedInto == nil
        }
    }
}

/// Tickets that a change was queued for, and the events that were queued.
public struct QueuedChange: Equatable, Sendable {
    public let tickets: [Ticket.ID]
    /// In the order of the tickets.
    public let events: [Event.ID]

    public init(tickets: [Ticket.ID], events: [Event.ID]) {
        self.tickets = tickets
        self.events = events
    }
}

/// Changes of several tickets, in one transaction.
extension Store {
    /// The tickets that the change is possible for: those that are there, are not so already, and whose topic does not
    /// refuse it. In the order given.
    public func changeable(_ tickets: [Ticket.ID], by change: TicketChange) async throws(HelpdeskError) -> [Ticket.ID] {
        let now = moment
        return try await read { try Self.changeable(tickets, by: change, at: now, $0) }
    }

    /// Queues the change for each ticket that it is possible for, and shows it at once.
    ///
    /// It is not sent before `delay` is over, so that it can be undone: see `cancelQueued(events:)`. Throws `notSignedIn`
    /// before the first sync, and `forbidden` for a change that the account's role may not make.
    public func queue(
        _ change: TicketChange, tickets: [Ticket.ID], holdingFor delay: Duration = .zero
    ) async throws(HelpdeskError) -> QueuedChange {
        let now = moment
        let announced = tickets.reduce(into: StoreChange()) { $0.formUnion(.intent($1)) }
        let queued = try await writeDurably(announcing: announced) { database in
            let me = try Self.me(database)
            switch change {
            case .resolve, .reopen: break
            case .assign, .move: guard me.user.role.isStaff else { throw HelpdeskError(.forbidden) }
            }
            let possible = try Self.changeable(tickets, by: change, at: now, database)
            let events = try possible.map { ticket in
                let id = Event.ID.make(at: now.wall)
                try Outbox(database: database).append(
                    .event(change.event), id: id.uuid, ticket: ticket, at: now, holdingFor: delay)
                try Echo.refresh(ticket, role: me.user.role, database)
                return id
            }
            return QueuedChange(tickets: possible, events: events)
        }
        intended.send(())
        return queued
    }

    /// Takes back those of the changes that have not left, and returns their tickets, in the order given.
    public func cancelQueued(events: [Event.ID]) async throws(HelpdeskError) -> [Ticket.ID] {
        try await writeDurably { database in
            let outbox = Outbox(database: database)
            return try events.compactMap { id in
                guard let item = try outbox.item(id.uuid), item.state != .sending, !item.mayHaveLeft else { return nil }
                _ = try outbox.remove(item)
                try Self.refreshEcho(item.ticket, database)
                return item.ticket
            }
        }
    }

    private static func changeable(
        _ tickets: [Ticket.ID], by change: TicketChange, at now: Moment, _ database: Database
    ) throws -> [Ticket.ID] {
        let refusing = try String.fetchAll(database, sql: "SELECT json FROM topic")
            .map { try StoredJSON.decode(Topic.self, from: $0) }
            .filter { $0.refused?.contains(change.event.kind) ?? false }.map(\.id)
        return try TicketRow.fetch(tickets, at: now, database)
            .filter { change.changes($0) && !refusing.contains($0.topic) }.map(\.id)
    }
}
