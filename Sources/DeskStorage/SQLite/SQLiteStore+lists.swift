import Foundation
import GRDB
package import HelpdeskDesk
package import HelpdeskModels

extension SQLiteStore {
    package func desk() async throws -> Desk {
        try await read(Self.desk)
    }

    package func services(for account: Account, after: String?, limit: Int) async throws -> Page<Service> {
        try await readOnce { db in
            let mayKnow = account.isStaff ? "TRUE" : "id = ?3"
            let statement = try db.cachedStatement(
                sql: "SELECT id, name FROM service WHERE id > ?1 AND \(mayKnow) ORDER BY id LIMIT ?2")
            var arguments: StatementArguments = [after ?? "", limit + 1]
            if !account.isStaff { arguments += [account.service?.id.rawValue ?? ""] }
            let services = try statement.values(arguments) { Service(id: $0.key(at: 0), name: $0[1]) }
            return Page(services, limit: limit) { $0.id.rawValue }
        }
    }

    package func topics(after: String?, limit: Int) async throws -> Page<Topic> {
        try await read { db in
            let bodies = try String.fetchAll(db.cachedStatement(sql: "SELECT body FROM topic"))
            let all = try bodies.map { try WireJSON.decode(Topic.self, from: Data($0.utf8)) }.sorted(by: Topic.precedes)
            var start = 0
            if let after {
                guard let index = all.firstIndex(where: { $0.id.rawValue == after }) else {
                    throw StoreError.unknownPage
                }
                start = index + 1
            }
            return Page(Array(all.dropFirst(start).prefix(limit + 1)), limit: limit) { $0.id.rawValue }
        }
    }

    package func agents(for account: Account, after: String?, limit: Int) async throws -> Page<Agent> {
        guard account.isStaff else { throw StoreError.forbidden("Only the staff sees the staff.") }
        return try await read { db in
            let statement = try db.cachedStatement(
                sql: """
                    SELECT id, name, role FROM user
                    WHERE role <> 'customer' AND retired IS NULL AND id > ? ORDER BY id LIMIT ?
                    """)
            let agents = try statement.values([after ?? "", limit + 1]) { row in
                Agent(id: row.key(at: 0), name: row[1], role: try row.value(at: 2))
            }
            return Page(agents, limit: limit) { $0.id.rawValue }
        }
    }

    package func tickets(
        for account: Account, statuses: Set<Ticket.Status>, after: String?, limit: Int
    ) async throws -> Page<Ticket> {
        try await readOnce { db in
            var conditions: [String] = []
            var arguments = StatementArguments()
            if !account.isStaff {
                conditions.append("service = ?")
                arguments += [account.service?.id.rawValue ?? ""]
            }
            if !statuses.isEmpty {
                let names = statuses.map(\.rawValue).sorted()
                conditions.append("status IN (\(names.map { _ in "?" }.joined(separator: ", ")))")
                arguments += StatementArguments(names)
                // In words, so that SQLite sees that the index of the open ones will do.
                if !statuses.contains(.resolved) { conditions.append("status <> 'resolved'") }
            }
            if let after {
                let position = try TicketPosition(after)
                conditions.append("(updated, number) < (?, ?)")
                arguments += [position.updated, position.number]
            }
            arguments += [limit + 1]
            let filter = conditions.isEmpty ? "" : "WHERE \(conditions.joined(separator: " AND "))"
            let statement = try db.cachedStatement(
                sql: "SELECT \(Ticket.columns) FROM ticket \(filter) ORDER BY updated DESC, number DESC LIMIT ?")
            let tickets = try statement.values(arguments) { try Ticket(row: $0) }
            return Page(tickets, limit: limit) { TicketPosition($0).description }
        }
    }

    package func service(_ id: Service.ID) async throws -> Service? {
        try await read { try Self.service(id, $0) }
    }

    package func ticket(_ id: Ticket.ID) async throws -> Ticket? {
        try await read { try Self.ticket(id, $0) }
    }

    package func ticket(_ id: Ticket.ID, for account: Account) async throws -> Ticket {
        try await read { try Self.ticket(id, for: account, $0) }
    }

    package func messages(
        of ticket: Ticket.ID, for account: Account, after: String?, limit: Int
    ) async throws -> Page<Message> {
        try await read { db in
            _ = try Self.ticket(ticket, for: account, db)
            let start = try Self.ordinal(
                after: after, in: "message", where: account.isStaff ? "TRUE" : "NOT is_internal", of: ticket, db)
            let statement = try db.cachedStatement(
                sql: """
                    SELECT \(Message.columns) FROM message
                    WHERE ticket = ? AND ordinal > ? AND is_internal <= ? ORDER BY ordinal LIMIT ?
                    """)
            let arguments: StatementArguments = [ticket.description, start, account.isStaff ? 1 : 0, limit + 1]
            let messages = try statement.values(arguments) { row in
                try Message(row: row, attachments: Self.attachments(of: row[0], db))
            }
            return Page(messages, limit: limit) { $0.id.description }
        }
    }

    package func events(of ticket: Ticket.ID, for account: Account, after: String?, limit: Int) async throws -> Page<
        Event
    > {
        try await read { db in
            _ = try Self.ticket(ticket, for: account, db)
            let start = try Self.ordinal(after: after, in: "event", of: ticket, db)
            let statement = try db.cachedStatement(
                sql: "SELECT \(Event.columns) FROM event WHERE ticket = ? AND ordinal > ? ORDER BY ordinal LIMIT ?")
            let events = try statement.values([ticket.description, start, limit + 1]) { try Event(row: $0) }
            return Page(events, limit: limit) { $0.id.description }
        }
    }

    package func attachment(_ id: Attachment.ID, for account: Account) async throws -> Attachment {
        try await read { db in
            let statement = try db.cachedStatement(
                sql: """
                    SELECT a.id, a.name, a.media_type, a.size, a.sha256, a.detected_type
                    FROM attachment a JOIN message m ON m.id = a.message JOIN ticket t ON t.id = m.ticket
                    WHERE a.id = ?1 AND (?2 OR (t.service = ?3 AND NOT m.is_internal))
                    """)
            let own = account.service?.id.rawValue ?? ""
            // What the account may not know takes the same way as what is not there.
            guard let row = try Row.fetchOne(statement, arguments: [id.description, account.isStaff, own]) else {
                return try Self.phoneFile(id, for: account, db).attachment
            }
            return try Attachment(row: row)
        }
    }

    /// The place in its table of the message or event whose id ends a page; 0 before the first page.
    private static func ordinal(
        after id: String?, in table: String, where condition: String = "TRUE", of ticket: Ticket.ID, _ db: Database
    ) throws -> Int64 {
        guard let id else { return 0 }
        let statement = try db.cachedStatement(
            sql: "SELECT ordinal FROM \(table) WHERE id = ? AND ticket = ? AND \(condition)")
        guard let ordinal = try Int64.fetchOne(statement, arguments: [id.lowercased(), ticket.description]) else {
            throw StoreError.unknownPage
        }
        return ordinal
    }
}
