import Foundation
import HelpdeskModels
import SQLDatabase
import TestSupport
import Testing

@testable import DeskStorage
@testable import HelpdeskDesk

/// The limits of a pool of connections, and what it counts.
@Suite(.enabled(if: TestEngine.isPostgres, "needs TEST_ENGINE=postgres"), .timeLimit(.minutes(2)))
struct PostgresPoolTests {
    private let desk: TestDesk
    private let settings: PostgresSettings

    init() throws {
        desk = try TestDesk()
        settings = try #require(desk.storage.database)
    }

    @Test func `a transaction that takes too long in all is ended, and its connection replaced`() async throws {
        var settings = settings
        settings.transactionLimit = 0.3
        let pool = PostgresPool(settings)
        let failure = await #expect(throws: PostgresFailure.self) {
            try await pool.perform(.reading) { connection in
                // Each statement alone is short.
                while true { try connection.run("SELECT 1") }
            }
        }
        #expect(failure?.kind == .unavailable)
        #expect(try await pool.perform(.reading) { try $0.row("SELECT 7") { $0.integer(at: 0) } } == 7)
        #expect(pool.use.connected == 2)
        // An administrator's may take as long as it takes.
        let limit = ContinuousClock.now + .seconds(settings.transactionLimit)
        try pool.performWaiting(.reading) { connection in while .now <= limit { try connection.run("SELECT 1") } }
    }

    @Test func `connections that cannot be made are counted`() async throws {
        let pool = PostgresPool(PostgresSettings(parameters: ["host": "/nonexistent", "dbname": "desk"]))
        await #expect(throws: PostgresFailure.self) { try await pool.perform(.single) { try $0.run("SELECT 1") } }
        #expect(pool.use.unreachable == 1 && pool.use.connected == 0 && pool.use.busy == 0)
    }

    @Test func `a change without its place in the feed is noticed until it has one`() async throws {
        _ = try await desk.file()
        try await desk.run("UPDATE change SET seq = NULL WHERE kind = 'message'")
        let pool = try #require(desk.directory.postgres).pool
        let pending = PendingChanges()
        func look() async throws -> Double {
            pending.note(oldest: try await pool.perform(.single) { try $0.oldestPendingChange() })
            return pending.metric.samples[0].value
        }
        let first = try await look()
        #expect(first > 0)
        #expect(try await look() > first)
        try await pool.perform(.single) { try $0.numberChanges() }
        #expect(try await look() == 0)
    }

    @Test func `what is fleeting is in tables without a log, and its commits do not wait`() async throws {
        let logged = try await desk.texts(
            "SELECT relname FROM pg_class WHERE relname IN ('presence', 'attempt') AND relpersistence <> 'u'")
        #expect(logged.isEmpty)
        let commit = try await desk.directory.database.commitFleeting { records in
            try (records as? PostgresConnection)?.row("SELECT current_setting('synchronous_commit')") {
                $0.text(at: 0)
            }
        }
        #expect(commit == "off")
    }
}
