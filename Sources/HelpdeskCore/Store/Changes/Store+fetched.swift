import GRDB
import HelpdeskModels

extension Store {
    /// Stores a ticket that was asked for by itself when the store stood at `cursor`, in one transaction. Returns its id here.
    ///
    /// Nil, and nothing is stored, if the store has moved on: the feed may have brought something newer of the ticket, or
    /// that it is gone. What it brings later stands in any case.
    func keep(_ whole: WholeTicket, askedForAt cursor: String?) async throws(HelpdeskError) -> Ticket.ID? {
        let stored: (id: Ticket.ID, change: StoreChange)? = try await write(announcing: nil) { database in
            guard try MetaKey.cursor.read(database) == cursor else { return nil }
            let local = try TicketIdentity(database).local(whole.ticket.id)
            var changes = whole.messages.map(Change.message) + whole.events.map(Change.event)
            // The answer to something that was sent meanwhile may be newer.
            let known = try Int64.fetchOne(
                database, sql: "SELECT base_updated FROM ticket WHERE id = ? AND is_unsent = 0",
                arguments: [local.uuid])
            if known ?? .min <= whole.ticket.updated.milliseconds { changes.append(.ticket(whole.ticket)) }
            if let mark = whole.readMark { changes.append(.readMark(mark)) }
            let last = try Int64.fetchOne(database, sql: "SELECT max(seq) FROM message") ?? 0
            var writer = try ChangeWriter(database)
            try writer.write(fetched: changes, of: local)
            try PartialTickets(database: database).forget([whole.ticket.id])
            // Messages that were asked for are no news: their place is before all that arrived by themselves.
            try database.execute(
                sql: """
                    UPDATE message SET seq = seq - (SELECT max(seq) FROM message) + (SELECT min(seq) FROM message) - 1
                    WHERE seq > ?
                    """, arguments: [last])
            return (local, writer.change)
        }
        guard let stored else { return nil }
        changed.send(stored.change)
        return stored.id
    }

    /// Those of the backend's tickets that are not here, in the same order.
    func missing(_ tickets: [Ticket.ID]) async throws(HelpdeskError) -> [Ticket.ID] {
        try await read { database in
            let identity = try TicketIdentity(database)
            return try tickets.filter { ticket in
                try Int.fetchOne(
                    database, sql: "SELECT 1 FROM ticket WHERE id = ? AND is_unsent = 0",
                    arguments: [try identity.local(ticket).uuid]) == nil
            }
        }
    }
}
