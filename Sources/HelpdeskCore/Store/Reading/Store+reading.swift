import Foundation
import GRDB
public import HelpdeskModels

extension Store {
    /// The tickets of the query in its order, unsent ones first.
    public func ticketIDs(_ query: TicketQuery) async throws(HelpdeskError) -> [Ticket.ID] {
        let now = clock()
        return try await attempt { connections in
            try await connections.reader.read { database in
                try TicketSelection(query, limit: nil, at: now, database).ids(database, last: connections.lastList)
            }
        }
    }

    /// The rows of these tickets in this order; tickets that are gone are left out.
    public func rows(_ ids: [Ticket.ID]) async throws(HelpdeskError) -> [TicketRow] {
        let now = moment
        return try await read { try TicketRow.fetch(ids, at: now, $0) }
    }

    /// As `rows(_:)`, with the places that the query's filter found and the row itself does not show: for a page of rows.
    public func rows(_ ids: [Ticket.ID], query: TicketQuery) async throws(HelpdeskError) -> [TicketRow] {
        let now = moment
        return try await read { database in
            try SearchExcerpts(query.filter, database).adding(to: try TicketRow.fetch(ids, at: now, database))
        }
    }

    public func counts() async throws(HelpdeskError) -> TicketCounts {
        let now = clock()
        return try await attempt { connections in
            try await connections.reader.read { database in
                // The only one of all views that depends on the time.
                let since = try Shift.read(at: now, database).since
                if let counts = try connections.lastCounts.answer(to: since, database) { return counts }
                let counts = try Self.counts(at: now, database)
                try connections.lastCounts.keep(counts, to: since, database)
                return counts
            }
        }
    }

    /// The ticket with this human number, or the one that it was merged into; nil if there is none.
    public func ticketID(number: Int) async throws(HelpdeskError) -> Ticket.ID? {
        try await read { database in
            let statement = try database.cachedStatement(sql: "SELECT id FROM ticket WHERE number = ?")
            if let id = try UUID.fetchOne(statement, arguments: [number]) { return Ticket.ID(id) }
            var merged = try MetaKey.merged.decode([Int: Int].self, database) ?? [:]
            var number = number
            // Each is taken out, so that numbers that lead in a circle lead nowhere.
            while let target = merged.removeValue(forKey: number) {
                number = target
                if let id = try UUID.fetchOne(statement, arguments: [number]) { return Ticket.ID(id) }
            }
            return nil
        }
    }

    /// The other tickets of the same service that this one can be merged into, newest activity first, at most 500.
    public func mergeCandidates(of ticket: Ticket.ID) async throws(HelpdeskError) -> [TicketRow] {
        let now = moment
        return try await read { database in
            let ids = try UUID.fetchAll(
                database,
                sql: """
                    SELECT id FROM ticket WHERE service = (SELECT service FROM ticket WHERE id = ?1) AND id <> ?1
                    AND is_unsent = 0 AND merged_into IS NULL ORDER BY updated DESC, id DESC LIMIT 500
                    """, arguments: [ticket.uuid])
            return try TicketRow.fetch(ids.map { Ticket.ID($0) }, at: now, database)
        }
    }

    /// The ticket that has the messages: this one unless it was merged into another that is here.
    public func mergeTarget(of ticket: Ticket.ID) async throws(HelpdeskError) -> Ticket.ID {
        try await read { database in
            let target = try UUID.fetchOne(
                database,
                sql: """
                    SELECT t.id FROM ticket d JOIN ticket t ON t.id = d.merged_into WHERE d.id = ?
                    """, arguments: [ticket.uuid])
            return target.map { Ticket.ID($0) } ?? ticket
        }
    }

    /// The next ticket with something unread, oldest unread first, from the first again after the last; nil if there is none.
    /// - Parameter orItself: whether the ticket itself counts when no other is unread, as it does unless it is open.
    public func nextUnread(
        after ticket: Ticket.ID?, orItself: Bool = false
    ) async throws(HelpdeskError) -> Ticket.ID? {
        try await read { database -> Ticket.ID? in
            let place = try ticket.flatMap { ticket in
                try Row.fetchOne(
                    database, sql: "SELECT last_foreign, id FROM ticket WHERE id = ?", arguments: [ticket.uuid])
            }
            let unread = "SELECT id FROM ticket WHERE last_foreign > read_up_to"
            let order = "ORDER BY last_foreign, id LIMIT 1"
            if let place {
                let next = try UUID.fetchOne(
                    database, sql: "\(unread) AND (last_foreign, id) > (?, ?) \(order)",
                    arguments: [try place.value(0, as: Int64.self), ticket?.uuid])
                if let next { return Ticket.ID(next) }
            }
            return try UUID.fetchOne(
                database, sql: "\(unread) AND id IS NOT ? \(order)", arguments: [orItself ? nil : ticket?.uuid]
            ).map { Ticket.ID($0) }
        }
    }

    public func deskSnapshot() async throws(HelpdeskError) -> DeskSnapshot {
        let now = clock()
        return try await read { try Self.snapshot(at: now, $0) }
    }

    /// All that the first paint needs, on the caller's thread: a few milliseconds.
    public func firstScreen(_ query: TicketQuery, rows: Int) throws(HelpdeskError) -> FirstScreen {
        let now = moment
        return try readNow { database in
            let ids = try TicketSelection(query, limit: rows, at: now.wall, database).ids(database)
            let rows = try TicketRow.fetch(ids, at: now, database)
            return FirstScreen(
                snapshot: try Self.snapshot(at: now.wall, database), ids: ids,
                rows: try SearchExcerpts(query.filter, database).adding(to: rows),
                counts: try Self.counts(at: now.wall, database))
        }
    }

    private static func counts(at now: Timestamp, _ database: Database) throws -> TicketCounts {
        let me = try MetaKey.me.decode(Me.self, database)
        var byStatus: [String: Int] = [:]
        let statement = try database.cachedStatement(sql: "SELECT status, count FROM ticket_count")
        for row in try Row.fetchAll(statement) { byStatus[try row.value(0)] = try row.value(1, as: Int.self) }
        func count(_ status: Ticket.Status) -> Int { byStatus[status.rawValue] ?? 0 }
        let (mine, arguments) = try TicketSelection.view(.mine, me: me, at: now, database)
        return TicketCounts(
            [
                .waiting: me?.user.role.isStaff == true ? count(.new) &+ count(.open) : count(.waiting),
                .open: count(.new) &+ count(.open) &+ count(.waiting),
                .resolved: count(.resolved),
                .unassigned: try Int.fetchOne(
                    database,
                    sql: """
                        SELECT count(*) FROM ticket
                        WHERE status <> 'resolved' AND assignee_id IS NULL
                        """) ?? 0,
                .waitingLongest: try Int.fetchOne(
                    database, sql: "SELECT count(*) FROM ticket WHERE waiting_since IS NOT NULL") ?? 0,
                .mine: try Int.fetchOne(
                    database, sql: "SELECT count(*) FROM ticket WHERE \(mine)", arguments: arguments) ?? 0,
                // Two counts, each along the index of activity.
                .shift: try Int.fetchOne(
                    database,
                    sql: """
                        SELECT (SELECT count(*) FROM ticket WHERE is_unsent = 1)
                            + (SELECT count(*) FROM ticket WHERE is_unsent = 0 AND updated > ?)
                        """, arguments: [try Shift.read(at: now, database).since.milliseconds]) ?? 0,
                .all: byStatus.values.reduce(0, &+),
            ],
            unread: try Int.fetchOne(
                database, sql: "SELECT count(*) FROM ticket WHERE last_foreign > read_up_to") ?? 0,
            news: try me.flatMap { try news(of: $0.user.id, database) })
    }

    /// Looks at the last messages only, so that it costs the same with a million.
    private static func news(of me: User.ID, _ database: Database) throws -> TicketCounts.News? {
        guard try !isFilling(database) else { return nil }
        let statement = try database.cachedStatement(
            sql: """
                SELECT coalesce(max(m.seq), 0),
                    coalesce(max(m.seq) FILTER (WHERE m.author_id <> ? AND m.created > t.read_up_to), 0)
                FROM (SELECT seq, ticket, author_id, created FROM message ORDER BY seq DESC LIMIT 100) m
                LEFT JOIN ticket t ON t.id = m.ticket
                """)
        guard let row = try Row.fetchOne(statement, arguments: [me.rawValue]) else { return nil }
        return TicketCounts.News(last: try row.value(0), unread: try row.value(1))
    }

    private static func snapshot(at now: Timestamp, _ database: Database) throws -> DeskSnapshot {
        let topics = try String.fetchAll(database, sql: "SELECT json FROM topic")
            .map { try StoredJSON.decode(Topic.self, from: $0) }
        let services = try Row.fetchAll(database, sql: "SELECT id, name FROM service")
            .map { Service(id: Service.ID(try $0.value(0, as: String.self)), name: try $0.value(1)) }
        let agents = try String.fetchAll(database, sql: "SELECT json FROM agent")
            .map { try StoredJSON.decode(Author.self, from: $0) }
        let me = try MetaKey.me.decode(Me.self, database)
        return DeskSnapshot(
            desk: try MetaKey.desk.decode(Desk.self, database), me: me, topics: topics.sorted(by: Topic.precedes),
            services: services.collated(by: \.name), agents: agents.collated(by: \.name),
            links: try links(onlyPending: me?.user.role.isStaff == true, database),
            incidents: try openIncidents(database), phoneFiles: try phoneFiles(database),
            shiftNotes: try me.map { try shiftNotes(of: $0, at: now, database) } ?? [],
            cannedReplies: try me.map { try cannedReplies(of: $0, database) } ?? [],
            rescue: try MetaKey.rescue.decode(RescueReport.self, database),
            isFilling: try me != nil && isFilling(database))
    }

    private static func isFilling(_ database: Database) throws -> Bool {
        try MetaKey.cursor.read(database) == nil || MetaKey.passIsRunning.read(database) != nil
    }

    private static func links(onlyPending: Bool, _ database: Database) throws -> [TelegramLink] {
        let statement = try database.cachedStatement(
            sql: "SELECT json FROM telegram_link WHERE NOT ? OR state = 'pending' ORDER BY created, id LIMIT 200")
        return try String.fetchAll(statement, arguments: [onlyPending])
            .map { try StoredJSON.decode(TelegramLink.self, from: $0) }
    }

    private static func phoneFiles(_ database: Database) throws -> [PhoneFile] {
        let statement = try database.cachedStatement(sql: "SELECT json FROM phone_file ORDER BY created, id LIMIT 20")
        return try String.fetchAll(statement).map { try StoredJSON.decode(PhoneFile.self, from: $0) }
    }

    private static func openIncidents(_ database: Database) throws -> [Incident] {
        let statement = try database.cachedStatement(
            sql: "SELECT json FROM incident WHERE is_open ORDER BY opened DESC, id DESC LIMIT 20")
        return try String.fetchAll(statement).map { try StoredJSON.decode(Incident.self, from: $0) }
    }
}
