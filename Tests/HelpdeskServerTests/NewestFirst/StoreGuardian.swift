import Foundation
import GRDB
import HelpdeskDesk
import HelpdeskModels
import Testing

@testable import DeskStorage

/// Looks at a client's store past the client.
struct StoreGuardian {
    private let database: DatabaseQueue

    /// `path`: of the store's database.
    init(_ path: String) throws {
        var configuration = Configuration()
        configuration.busyMode = .timeout(10)
        database = try DatabaseQueue(path: path, configuration: configuration)
    }

    /// From now on, the store cannot replace a copy by an older one.
    func watch() throws {
        let older = [
            ("ticket", "old.is_unsent = 0 AND new.base_updated < old.base_updated"),
            ("message", "coalesce(new.edited, 0) < coalesce(old.edited, 0)"),
            ("message", "old.author_name = '' AND new.author_name <> ''"),
        ]
        try database.write { database in
            for (number, (table, condition)) in older.enumerated() {
                try database.execute(
                    sql: """
                        CREATE TRIGGER IF NOT EXISTS older_\(number) BEFORE UPDATE ON \(table) WHEN \(condition)
                        BEGIN SELECT RAISE(ABORT, 'an older copy'); END
                        """)
            }
        }
    }

    /// Everything is received once more.
    func forgetCursor() throws {
        try database.write { try $0.execute(sql: "DELETE FROM meta WHERE key = 'cursor'") }
    }

    /// The store has what the desk shows `user`, and nothing else.
    func compare(with desk: TestDesk, as user: User, _ comment: Comment) async throws {
        var (tickets, messages, events, after): (Set<String>, Set<String>, Set<String>, String) = ([], [], [], "")
        var ids: [Ticket.ID] = []
        while true {
            let page: Page<Ticket> = try await desk.get("/v1/tickets?limit=100\(after)", as: user).json()
            for ticket in page.items {
                ids.append(ticket.id)
                let assignee = ticket.assignee?.id.rawValue ?? ""
                tickets.insert(
                    "\(ticket.id) \(ticket.status) \(ticket.updated.milliseconds) \(ticket.subject) \(assignee) "
                        + "\(ticket.mergedInto?.description ?? "")")
                let path = "/v1/tickets/\(ticket.id)"
                let written: Page<Message> = try await desk.get("\(path)/messages", as: user).json()
                for message in written.items {
                    messages.insert("\(message.id) \(message.ticket) \(message.text) \(message.created.milliseconds)")
                }
                let happened: Page<Event> = try await desk.get("\(path)/events", as: user).json()
                for event in happened.items { events.insert("\(event.id) \(event.ticket)") }
            }
            guard let next = page.next else { break }
            after = "&after=\(next)"
        }
        let ofDesk = ids
        let marks = try await desk.directory.database.read { try $0.readMarks(of: user.id, in: ofDesk) }
            .map { "\($0.ticket) \($0.readUpTo.milliseconds)" }

        let (storedTickets, storedMessages, storedEvents, storedMarks) = try await database.read { database in
            (
                try Row.fetchAll(database, sql: "SELECT * FROM ticket").map { row in
                    "\(Self.id(row, "id")) \(row["base_status"] as String) \(row["base_updated"] as Int64) "
                        + "\(row["subject"] as String) \(row["assignee_id"] as String? ?? "") \(Self.id(row, "merged_into"))"
                },
                try Row.fetchAll(database, sql: "SELECT * FROM message").map { row in
                    "\(Self.id(row, "id")) \(Self.id(row, "ticket")) \(row["text"] as String) \(row["created"] as Int64)"
                },
                try Row.fetchAll(database, sql: "SELECT * FROM event").map {
                    "\(Self.id($0, "id")) \(Self.id($0, "ticket"))"
                },
                try Row.fetchAll(
                    database, sql: "SELECT * FROM read_mark WHERE ticket IN (SELECT id FROM ticket)"
                ).map { "\(Self.id($0, "ticket")) \($0["read_up_to"] as Int64)" }
            )
        }
        #expect(tickets.symmetricDifference(storedTickets).isEmpty, comment)
        #expect(messages.symmetricDifference(storedMessages).isEmpty, comment)
        #expect(events.symmetricDifference(storedEvents).isEmpty, comment)
        #expect(Set(marks).symmetricDifference(storedMarks).isEmpty, comment)
    }

    private static func id(_ row: Row, _ name: String) -> String {
        (row[name] as UUID?)?.uuidString.lowercased() ?? ""
    }
}
