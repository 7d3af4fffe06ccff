import Foundation
import GRDB
import HelpdeskModels

/// The window of a specialist: the store has what is open, and what was resolved and active within some days. What lies
/// outside comes when something about it changes, or when it is opened.
extension Store {
    /// In days; nil for everything.
    func window() async throws(HelpdeskError) -> Int? {
        try await read { try Self.window($0) }
    }

    static func window(_ database: Database) throws -> Int? {
        try MetaKey.window.read(database).flatMap { Int($0) }
    }

    /// Notes the window that the store has from now on. One that is wider than before has to be received: the cursor is
    /// forgotten then.
    func set(window: Int?) async throws(HelpdeskError) {
        guard try await self.window() != window else { return }
        try await write(announcing: nil) { database in
            let known = try Self.window(database)
            try MetaKey.window.write(window.map(String.init), database)
            if window == nil { try database.execute(sql: "DELETE FROM partial_ticket") }
            guard let known, known < window ?? .max else { return }
            try MetaKey.cursor.write(nil, database)
        }
    }

    /// Tickets of which something came, and perhaps not everything, by the backend's ids.
    func partialTickets() async throws(HelpdeskError) -> [Ticket.ID] {
        try await read { database in
            guard try Self.window(database) != nil else { return [] }
            return try UUID.fetchAll(database, sql: "SELECT id FROM partial_ticket ORDER BY id").map { Ticket.ID($0) }
        }
    }

    /// Forgets a ticket that the backend does not show any more, with what came of it.
    func forgetPartial(_ ticket: Ticket.ID) async throws(HelpdeskError) {
        let change = try await write(announcing: nil) { database in
            try PartialTickets(database: database).forget([ticket])
            var writer = try ChangeWriter(database)
            try writer.remove([ticket])
            return writer.change
        }
        changed.send(change)
    }

    private static let pruned = 500

    /// Removes what has fallen out of the window, once a day, a few tickets at a time. A ticket with something that was
    /// not sent, or with a draft, stays.
    func pruneOnceADay() async {
        let now = clock()
        let days = try? await read { database -> Int? in
            let last = try MetaKey.pruned.read(database).flatMap { Int64($0) } ?? 0
            return (last...last + 86_400_000).contains(now.milliseconds) ? nil : try Self.window(database)
        }
        guard let days else { return }
        let limit = now.adding(seconds: -Double(days) * 86_400)
        // A ticket that cannot be removed now is removed the next day.
        while let removed = try? await prune(before: limit), removed == Self.pruned {}
        try? await write(announcing: nil) { try MetaKey.pruned.write(String(now.milliseconds), $0) }
    }

    private func prune(before limit: Timestamp) async throws(HelpdeskError) -> Int {
        let tickets = try await write(announcing: nil) { database in
            let rows = try Row.fetchAll(
                database,
                sql: """
                    SELECT seq, id FROM ticket
                    WHERE status = 'resolved' AND updated < ? AND base_status = 'resolved' AND is_unsent = 0
                    AND id NOT IN (SELECT ticket FROM outbox)
                    AND id NOT IN (SELECT ticket FROM draft WHERE ticket IS NOT NULL)
                    ORDER BY updated LIMIT ?
                    """, arguments: [limit.milliseconds, Self.pruned])
            try SearchIndex(database: database).remove(rows.map { try $0.value(0) })
            for row in rows {
                let id = try row.value(1, as: UUID.self)
                for table in ["message", "event", "read_mark"] {
                    try database.execute(sql: "DELETE FROM \(table) WHERE ticket = ?", arguments: [id])
                }
                try database.execute(sql: "DELETE FROM ticket WHERE id = ?", arguments: [id])
            }
            if !rows.isEmpty { try MetaKey.hasLeftovers.write("1", database) }
            return try rows.map { Ticket.ID(try $0.value(1, as: UUID.self)) }
        }
        if !tickets.isEmpty { changed.send(StoreChange(tickets: Set(tickets), lists: true, counts: true)) }
        return tickets.count
    }
}

/// Tickets of which something came that lay outside of the window.
struct PartialTickets {
    let database: Database

    /// Those of the page's tickets of which the store has nothing yet; ask before the page is written.
    func unknown(in page: ChangePage) throws -> Set<Ticket.ID> {
        let identity = try TicketIdentity(database)
        let statement = try database.cachedStatement(sql: "SELECT 1 FROM ticket WHERE id = ?")
        let named = Set(
            page.changes.compactMap { change -> Ticket.ID? in
                // A read mark alone makes no ticket.
                if case .readMark = change { nil } else { change.subject }
            })
        return try named.filter { try Int.fetchOne(statement, arguments: [identity.local($0).uuid]) == nil }
    }

    /// Notes those of which the page, which is written by now, does not have the beginning.
    func note(_ tickets: Set<Ticket.ID>, in page: ChangePage) throws {
        let begun = Set(
            page.changes.compactMap { change -> Ticket.ID? in
                guard case .event(let event) = change, event.isBeginning else { return nil }
                return event.ticket
            })
        let whole = Set(
            page.changes.compactMap { change -> Ticket.ID? in
                if case .ticket(let ticket) = change { ticket.id } else { nil }
            }
        ).intersection(begun)
        let statement = try database.cachedStatement(sql: "INSERT OR IGNORE INTO partial_ticket VALUES (?)")
        for ticket in tickets.subtracting(whole) { try statement.execute(arguments: [ticket.uuid]) }
    }

    /// At the end of the feed: those that are new and came from their beginning on are whole.
    func forgetWhole() throws {
        let identity = try TicketIdentity(database)
        let noted = try UUID.fetchAll(database, sql: "SELECT id FROM partial_ticket").map { Ticket.ID($0) }
        let whole = try noted.filter { ticket in
            let local = try identity.local(ticket).uuid
            guard try Int.fetchOne(database, sql: "SELECT 1 FROM ticket WHERE id = ?", arguments: [local]) != nil
            else { return false }
            return try String.fetchAll(database, sql: "SELECT json FROM event WHERE ticket = ?", arguments: [local])
                .contains { try StoredJSON.decode(Event.self, from: $0).isBeginning }
        }
        try forget(whole)
    }

    func forget(_ tickets: [Ticket.ID]) throws {
        for ticket in tickets {
            try database.execute(sql: "DELETE FROM partial_ticket WHERE id = ?", arguments: [ticket.uuid])
        }
    }
}

extension Event {
    /// Whether it comes first of its ticket. Of somebody who was erased, an event comes again at the end of the feed, so that
    /// it tells nothing.
    fileprivate var isBeginning: Bool { kind == .created && !author.isErased }
}
