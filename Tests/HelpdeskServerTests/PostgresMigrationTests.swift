import Foundation
import HelpdeskDesk
import HelpdeskModels
import SQLDatabase
import TestSupport
import Testing

@testable import DeskStorage
@testable import HelpdeskServer

/// Programs of different versions on one database, as while replicas are updated one after the other.
@Suite(.enabled(if: TestEngine.server != nil, "TEST_POSTGRES names no server"))
struct PostgresMigrationTests {
    private let desk: TestDesk
    private var pool: PostgresPool { get throws { try #require(desk.directory.postgres).pool } }

    init() throws {
        desk = try TestDesk(engine: .postgres(server: #require(TestEngine.server)))
    }

    /// A later version that adds what an update may add.
    private static let later = PostgresSchema.Version(
        number: 1000,
        sql: """
            ALTER TABLE ticket ADD COLUMN mood TEXT;
            ALTER TABLE message ADD COLUMN mood TEXT NOT NULL DEFAULT '';
            CREATE TABLE mood(id TEXT PRIMARY KEY);
            CREATE INDEX ticket_mood ON ticket(mood);
            """)

    @Test func `a replica of the version before works beside one of the new version, and starts beside it`()
        async throws
    {
        let ticket = try await desk.file()
        try PostgresSchema.bringUpToDate(pool, versions: PostgresSchema.versions + [Self.later])
        // The statements that were prepared before the update, and those of a program that starts after it.
        for desk in try [desk, TestDesk(beside: desk)] {
            try await desk.write("Still here", in: ticket, as: TestDesk.ann)
            _ = try await desk.file()
            let page: ChangePage = try await desk.get("/v1/changes?limit=500", as: TestDesk.ann).json()
            #expect(
                page.changes.contains {
                    if case .message(let message) = $0 { message.text == "Still here" } else { false }
                })
        }
        #expect(try await desk.texts("SELECT id FROM ticket").count == 3)
    }

    @Test func `a version with which older programs cannot work is refused in a sentence`() throws {
        var breaking = Self.later
        breaking.isBreaking = true
        try PostgresSchema.bringUpToDate(pool, versions: PostgresSchema.versions + [breaking])
        let failure = #expect(throws: ServerFailure.self) { try TestDesk(beside: desk) }
        #expect(failure?.description.contains("newer version of cabdeskd") == true)
    }

    @Test func `programs that start at once make the tables once`() async throws {
        let settings = try pool.settings
        try await pool.perform(.maintenance) { try $0.run("DROP SCHEMA public CASCADE; CREATE SCHEMA public") }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<4 { group.addTask { _ = try PostgresDatabase(settings) } }
            try await group.waitForAll()
        }
        #expect(try await desk.texts("SELECT number::text FROM schema_version").count == PostgresSchema.versions.count)
    }
}
