import Foundation
import HelpdeskDesk
import Synchronization
import TestSupport
import Testing

@testable import DeskStorage
@testable import SQLDatabase

/// The connection to PostgreSQL by itself.
@Suite(.enabled(if: TestEngine.server != nil, "TEST_POSTGRES names no server"), .timeLimit(.minutes(3)))
struct PostgresTests {
    private let database: TestDatabase
    private let pool: PostgresPool

    init() throws {
        let engine = TestEngine.postgres(server: try #require(TestEngine.server))
        database = try #require(try TestDatabase.make(engine, template: "empty") { _ in })
        var settings = database.settings
        settings.poolSize = 2
        settings.waitLimit = 0.2
        pool = PostgresPool(settings)
        try pool.run("CREATE TABLE fruit(id BIGINT PRIMARY KEY, name TEXT, is_sour BOOLEAN NOT NULL)")
    }

    private static func one(_ pool: PostgresPool, _ mode: PostgresTransaction) async throws -> Int64? {
        try await pool.perform(mode) { connection in try connection.row("SELECT 1::bigint") { $0.integer(at: 0) } }
    }

    /// The failure of a statement; nil if there is none.
    private static func failure(
        of pool: PostgresPool, _ mode: PostgresTransaction, _ sql: String = "SELECT 1"
    ) async -> PostgresFailure? {
        do {
            try await pool.perform(mode) { connection in try connection.run(sql) }
            return nil
        } catch {
            return error as? PostgresFailure
        }
    }

    @Test func `values of all types come back as they went`() async throws {
        let texts: [String?] = ["", "Зірка 🍋", "'; DROP TABLE fruit; --", String(repeating: "x", count: 100_000), nil]
        for (number, text) in texts.enumerated() {
            try await pool.perform(.serializable) { connection in
                _ = try connection.execute(
                    "INSERT INTO fruit(id, name, is_sour) VALUES (?, ?, ?)", Int64.max - Int64(number), text,
                    number % 2 == 0)
            }
        }
        let found = try await pool.perform(.reading) { connection in
            try connection.rows("SELECT id, name, is_sour, COUNT(*) OVER () FROM fruit ORDER BY id DESC") { row in
                (row.integer(at: 0), row.optionalText(at: 1), row.truth(at: 2), row.integer(at: 3))
            }
        }
        #expect(found.map(\.0) == (0..<5).map { Int64.max - Int64($0) })
        #expect(found.map(\.1) == texts)
        #expect(found.map(\.2) == [true, false, true, false, true])
        #expect(found.map(\.3) == [5, 5, 5, 5, 5])
    }

    @Test(arguments: [
        ("a = ? AND b = ?", "a = $1 AND b = $2"), ("a = ?2 OR b = ?1 OR c = ?2", "a = $2 OR b = $1 OR c = $2"),
        ("SELECT user FROM user u WHERE u.user = ?", "SELECT \"user\" FROM \"user\" u WHERE u.\"user\" = $1"),
        ("'it''s ? user' \"user?\" user_id users", "'it''s ? user' \"user?\" user_id users"), ("'open ?", "'open ?"),
    ])
    func `statements are put into the words of PostgreSQL`(sql: String, expected: String) {
        #expect(PostgresText.translate(sql) == expected)
    }

    private final class Counter: Sendable {
        let count = Mutex(0)
    }

    @Test func `two transactions that meet both happen`() async throws {
        try pool.run("INSERT INTO fruit VALUES (1, '0', FALSE)")
        // Both have read before either writes, so that one of them has to begin anew.
        let readers = Counter()
        try await withThrowingTaskGroup(of: Void.self) { [pool] group in
            for _ in 0..<2 {
                group.addTask {
                    try await pool.perform(.serializable) { connection in
                        let sql = "SELECT name FROM fruit WHERE id = 1"
                        let count = try connection.row(sql) { Int($0.text(at: 0)) ?? 0 } ?? 0
                        readers.count.withLock { $0 += 1 }
                        let deadline = ContinuousClock.now + .seconds(60)
                        while readers.count.withLock(\.self) < 2, .now < deadline { usleep(1000) }
                        _ = try connection.execute("UPDATE fruit SET name = ? WHERE id = 1", "\(count + 1)")
                    }
                }
            }
            try await group.waitForAll()
        }
        let name = try await pool.perform(.single) { try $0.row("SELECT name FROM fruit") { $0.text(at: 0) } }
        #expect(name == "2")
        #expect(pool.use.repeated > 0)
    }

    @Test func `a body that swallows an error of the database does not count as done`() async throws {
        func insertTwice(_ connection: PostgresConnection) throws {
            let sql = "INSERT INTO fruit VALUES (9, 'lemon', TRUE)"
            _ = try connection.execute(sql, [])
            _ = try? connection.execute(sql, [])
        }
        do {
            try await pool.perform(.serializable, insertTwice)
            Issue.record("It counts as done.")
        } catch is PostgresFailure {}
        let left = try await pool.perform(.single) { connection in
            try connection.rows("SELECT id FROM fruit", [SQLValue]()) { $0.integer(at: 0) }
        }
        #expect(left == [])
    }

    @Test func `a transaction that finds all connections in use is refused, and the next one is not`() async throws {
        let (began, beginning) = AsyncStream.makeStream(of: Void.self)
        let release = DispatchSemaphore(value: 0)
        async let holders: Void = withThrowingTaskGroup(of: Void.self) { [pool] group in
            for _ in 0..<2 {
                group.addTask {
                    try await pool.perform(.reading) { _ in
                        beginning.yield()
                        release.wait()
                    }
                }
            }
            try await group.waitForAll()
        }
        var count = 0
        for await _ in began {
            count += 1
            if count == 2 { break }
        }
        let failure = await Self.failure(of: pool, .reading)
        #expect(failure?.kind == .unavailable)
        #expect(pool.use.refused == 1 && pool.use.busy == 2)
        for _ in 0..<2 { release.signal() }
        try await holders
        #expect(try await Self.one(pool, .reading) == 1)
        let use = pool.use
        #expect((use.refused, use.waits, use.busy, use.idle, use.waiting) == (1, 1, 0, 2, 0))
        #expect(use.waitSeconds >= pool.settings.waitLimit)
    }

    @Test func `a connection that was cut while nobody used it is replaced without a word`() async throws {
        for mode in [PostgresTransaction.single, .reading, .serializable] {
            try pool.run("SELECT 1")
            let other = PostgresPool(database.settings)
            try other.run(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
            #expect(try await Self.one(pool, mode) == 1)
        }
    }

    @Test func `a statement that takes too long ends, and the connection with it`() async throws {
        var settings = database.settings
        settings.statementLimit = 0.2
        let pool = PostgresPool(settings)
        let failure = await Self.failure(of: pool, .single, "SELECT pg_sleep(60)")
        #expect(failure?.kind == .unavailable)
        #expect(try await Self.one(pool, .single) == 1)
    }

    @Test func `a statement outside of transactions takes as long as it takes`() throws {
        var settings = database.settings
        (settings.statementLimit, settings.poolSize) = (0.1, 1)
        let pool = PostgresPool(settings)
        for mode in [PostgresTransaction.outside, .maintenance] {
            try pool.performWaiting(mode) { try $0.run("SELECT pg_sleep(0.3)") }
        }
        try pool.performWaiting(.outside) { try $0.run("VACUUM fruit") }
        #expect(pool.use.connected == 1)
    }

    @Test func `many rows in one statement are written, and their statements not kept`() throws {
        let names = try pool.performWaiting(.serializable) { connection in
            for count in 1...40 {
                let rows = Array(repeating: "(?, ?, ?)", count: count).joined(separator: ", ")
                let values = (0..<count).flatMap { number in
                    [SQLValue(count * 1000 + number), SQLValue("fruit \(number)"), SQLValue(number % 2 == 0)]
                }
                #expect(try connection.execute("INSERT INTO fruit(id, name, is_sour) VALUES \(rows)", values) == count)
            }
            return try connection.rows("SELECT name FROM pg_prepared_statements", [SQLValue]()) { $0.text(at: 0) }
        }
        // Up to 21 rows have no more than 64 values; and the question itself.
        #expect(names.count == 22)
        let count = try pool.performWaiting(.single) { connection in
            try connection.row("SELECT COUNT(*) FROM fruit") { $0.integer(at: 0) }
        }
        #expect(count == 820)
    }

    @Test func `a server that is not there is unavailable`() async throws {
        var settings = database.settings
        settings.parameters["host"] = "/nonexistent"
        let failure = await Self.failure(of: PostgresPool(settings), .reading)
        #expect(failure?.kind == .unavailable)
        #expect(throws: ServerFailure.self) { try PostgresDatabase(settings) }
    }
}
