import Foundation
import HelpdeskDesk
import SQLDatabase
import Synchronization

/// A bot's database in PostgreSQL: a schema of its own, for the processes of several machines.
///
/// One transaction writes after the other, as in SQLite, so that updates and calls are numbered in the order in which they
/// came; bots write too little to gain by more. Whoever runs the bot proves in each transaction that it still does.
final class PostgresBotDatabase: BotDatabase {
    let pool: PostgresPool
    let schema: String
    let times: BotLease.Times
    /// This process, in the table of the lease.
    let process = UUID().uuidString
    /// The epoch of the lease that this process has had last; nil if it never ran the bot.
    let epoch = Mutex<Int64?>(nil)

    private static let prefix = "cabdesk_bot_"
    /// Connections of one bot in one process.
    private static let connections = 4
    /// PostgreSQL ends a connection whose transaction has waited so long for its process, which hangs or is gone, and with it
    /// the lock that all others wait for.
    private static let idleLimit = "10s"

    /// The namespace of the bot `support-123`.
    static func schemaName(_ name: String) -> String {
        prefix + name.replacing("-", with: "_")
    }

    /// The bot in a namespace that ``schemas(of:)`` found.
    static func name(ofSchema schema: String) -> String {
        String(schema.dropFirst(prefix.count)).replacing("_", with: "-")
    }

    /// Throws ``ServerFailure`` if a newer version of the program changed the tables.
    convenience init(
        _ settings: PostgresSettings, name: String, _ tables: BotSchema, times: BotLease.Times = .standard
    ) throws {
        self.init(settings, existing: Self.schemaName(name), times: times)
        guard try pool.migrate(tables.versions, schema: schema) else {
            throw ServerFailure(
                "The tables of the bot in PostgreSQL were changed by a newer version of cabdeskd, with which this one cannot "
                    + "work. Install that version or a newer one.")
        }
    }

    /// Opens a schema as it is.
    init(_ settings: PostgresSettings, existing schema: String, times: BotLease.Times = .standard) {
        var settings = settings.setting([
            "search_path": schema, "idle_in_transaction_session_timeout": Self.idleLimit,
        ])
        settings.poolSize = Self.connections
        pool = PostgresPool(settings)
        self.schema = schema
        self.times = times
    }

    /// The schemas of all bots in a database.
    static func schemas(of settings: PostgresSettings) throws -> [String] {
        let pool = PostgresPool(settings)
        defer { pool.closeIdle() }
        return try pool.performWaiting(.reading) { connection in
            try connection.rows(
                "SELECT nspname::text FROM pg_namespace WHERE starts_with(nspname::text, ?) ORDER BY nspname", prefix
            ) { $0.text(at: 0) }
        }
    }

    func read<Value: Sendable>(_ body: @Sendable (any BotRows) throws -> Value) async throws -> Value {
        try await pool.perform(.reading) { try body($0) }
    }

    func write<Value: Sendable>(_ body: @Sendable (any BotRows) throws -> Value) async throws -> Value {
        let epoch = epoch.withLock(\.self)
        return try await pool.perform(.serializable) { connection in
            try connection.lockWriter()
            if let epoch, try connection.epoch() != epoch { throw BotTakenOver() }
            return try body(connection)
        }
    }

    func hand<Value: Sendable>(_ body: @Sendable (any BotRows) throws -> Value) async throws -> Value {
        let value = try await pool.perform(.serializable) { connection in
            try connection.lockWriter()
            return try body(connection)
        }
        // Whoever runs the bot looks once a second, too.
        try? await pool.perform(.single) { try $0.run("NOTIFY \(schema)") }
        return value
    }

    func readWaiting<Value>(_ body: (any BotRows) throws -> Value) throws -> Value {
        try pool.performWaiting(.reading) { try body($0) }
    }

    func writeWaiting<Value>(_ body: (any BotRows) throws -> Value) throws -> Value {
        try pool.performWaiting(.serializable) { connection in
            try connection.lockWriter()
            return try body(connection)
        }
    }

    func forgetDeleted(thoroughly: Bool) throws {
        // What is deleted stays in the pages until they are cleaned, and as long as somebody reads what was before.
        let tables = try readWaiting { db in
            try db.rows(
                "SELECT tablename::text FROM pg_tables WHERE schemaname = current_schema() AND tablename <> 'writer'"
            ) { $0.text(at: 0) }
        }
        try run("VACUUM \(tables.joined(separator: ", "))")
    }

    func run(_ sql: String) throws {
        try pool.performWaiting(.outside) { try $0.run(sql) }
    }

    func close() { pool.closeIdle() }
}

extension PostgresConnection {
    /// Waits until nobody else writes, and keeps others from writing until the end of the transaction. The transaction sees
    /// what they wrote, because this is its first statement and no query.
    func lockWriter() throws {
        try run("LOCK TABLE writer IN EXCLUSIVE MODE")
    }

    /// Counts the processes that have run the bot.
    fileprivate func epoch() throws -> Int64 {
        try row("SELECT epoch FROM lease") { $0.integer(at: 0) } ?? 0
    }
}
