import Foundation
import HelpdeskDesk
import HelpdeskModels
import SQLDatabase
import TestSupport
import Testing

@testable import DeskStorage
@testable import HelpdeskServer

/// A desk that is moved from SQLite to PostgreSQL and back is the same desk.
@Suite(.enabled(if: TestEngine.server != nil, "TEST_POSTGRES names no server"))
struct MoveTests {
    private let world: IsolationWorld
    private let postgres: TestDatabase
    private var source: DataDirectory { world.desk.directory }

    init() async throws {
        world = try await IsolationWorld(engine: .sqlite)
        let engine = TestEngine.postgres(server: try #require(TestEngine.server))
        postgres = try #require(try TestDatabase.make(engine, template: "desk") { _ = try PostgresDatabase($0) })
    }

    /// Every row of every table, in order.
    private func rows(of database: any DeskDatabase) throws -> [String: [[SQLValue]]] {
        try database.inspect { records in
            let connection = try #require(records as? any SQLRecords)
            return try Dictionary(
                uniqueKeysWithValues: MovedTable.desk.map {
                    ($0.name, try $0.rows(after: nil, limit: 100_000, in: connection))
                })
        }
    }

    @Test func `every row arrives, in either direction, and the desk goes on`() async throws {
        let cursor: ChangePage = try await world.desk.get("/v1/changes?limit=500", as: TestDesk.ann).json()
        let moved = try PostgresDatabase(postgres.settings)
        try RowsMove(source: source.database, target: moved).run()
        let before = try rows(of: source.database)
        #expect(before.count == 24 && before.values.allSatisfy { $0.count < 100_000 })
        #expect(
            before.filter { $0.value.isEmpty }.keys.sorted() == [
                "cleaning", "incident", "invitation", "read_mark", "telegram_agent", "telegram_claim",
            ])
        #expect(try rows(of: moved) == before)

        let folder = FileManager.default.temporaryDirectory.appending(path: "cabdesk-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let back = try DataDirectory(folder)
        try RowsMove(source: moved, target: back.database).run()
        #expect(try rows(of: back.database) == before)

        // Clients have nothing to read again, and numbers go on.
        for database in [moved as any DeskDatabase, back.database] {
            let desk = Helpdesk(database: database, files: source.files, digester: source.desk.digester)
            let ann = Account(user: TestDesk.ann, service: TestDesk.harbour, token: 1)
            #expect(try await desk.changes(after: cursor.cursor, limit: 10, for: ann).page.changes.isEmpty)
            let ticket = try await desk.putTicket(
                .make(), world.desk.newTicket(), files: .none, by: ann, at: world.desk.clock.now()
            ).value.ticket
            #expect(ticket.number == (before["ticket"] ?? []).count + 1)
            let news = try await desk.changes(after: cursor.cursor, limit: 10, for: ann).page.changes
            #expect(news.contains(.ticket(ticket)))
        }
    }

    @Test func `an attempt that was interrupted goes on, and one whose source has changed since does not`() async throws
    {
        let target = try PostgresDatabase(postgres.settings)
        struct Interruption: Error {}
        for table in ["user", "message", "change"] {
            #expect(throws: Interruption.self) {
                try RowsMove(source: source.database, target: target) { copied, _ in
                    if copied == table { throw Interruption() }
                }.run()
            }
        }
        try RowsMove(source: source.database, target: target).run()
        #expect(try rows(of: target) == rows(of: source.database))
        _ = try await world.desk.file()
        let failure = #expect(throws: ServerFailure.self) {
            try RowsMove(source: source.database, target: target).run()
        }
        #expect(failure?.description.contains("has changed") == true)
    }

    @Test func `a target that was served since the desk was moved is kept`() async throws {
        let target = try PostgresDatabase(postgres.settings)
        try RowsMove(source: source.database, target: target).run()
        let desk = Helpdesk(database: target, files: source.files, digester: source.desk.digester)
        let ann = Account(user: TestDesk.ann, service: TestDesk.harbour, token: 1)
        _ = try await desk.putTicket(
            .make(), world.desk.newTicket(), files: .none, by: ann, at: world.desk.clock.now())
        let served = try rows(of: target)
        let failure = #expect(throws: ServerFailure.self) {
            try RowsMove(source: source.database, target: target).run()
        }
        #expect(failure?.description.contains("Keep the target") == true)
        #expect(try rows(of: target) == served)
    }

    @Test func `a target with another desk, and a source without one, are refused`() async throws {
        let other = try TestDesk(engine: .sqlite, files: .folder)
        #expect(throws: ServerFailure.self) {
            try RowsMove(source: source.database, target: other.directory.database).run()
        }
        let empty = try PostgresDatabase(postgres.settings)
        #expect(throws: ServerFailure.self) { try RowsMove(source: empty, target: other.directory.database).run() }
    }
}
