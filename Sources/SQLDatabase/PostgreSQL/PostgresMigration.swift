/// One step in the life of the tables in PostgreSQL.
///
/// A version is added, never changed. Programs of the version before go on working beside it: it adds tables, columns that may
/// be null, and indexes, and what nothing uses any more goes one version later. A version for which that cannot be done says
/// so with ``isBreaking``; then older programs refuse to start.
package struct PostgresVersion: Sendable {
    package var number: Int
    package var sql: String
    package var isBreaking: Bool

    package init(number: Int, sql: String, isBreaking: Bool = false) {
        self.number = number
        self.sql = sql
        self.isBreaking = isBreaking
    }
}

extension PostgresPool {
    /// Any number that nobody else takes a lock by: "cabdesk" in ASCII.
    private static let lock: Int64 = 0x63_6162_6465_736B

    /// Brings the tables up to date, for one program after the other. False if a newer version of the program changed them
    /// so that this one cannot work with them.
    ///
    /// - Parameter schema: where the tables are, made if it is not there; an identifier, which the search path begins with.
    ///   Nil for where the search path leads.
    package func migrate(_ versions: [PostgresVersion], schema: String? = nil) throws -> Bool {
        let oldest = try performWaiting(.maintenance) { connection in
            try connection.wait(forLock: Self.lock)
            // Asked first, because a user who may not make schemas may not even try.
            if let schema,
                try connection.row("SELECT 1 FROM pg_namespace WHERE nspname = ?", schema, make: { _ in true }) == nil
            {
                try connection.run("CREATE SCHEMA \(schema)")
            }
            try connection.run(
                """
                CREATE TABLE IF NOT EXISTS schema_version(
                    number BIGINT PRIMARY KEY,
                    is_breaking BOOLEAN NOT NULL
                )
                """)
            let present = try connection.rows("SELECT number FROM schema_version") { $0.integer(at: 0) }
            for version in versions where !present.contains(Int64(version.number)) {
                try connection.run(version.sql)
                try connection.execute(
                    "INSERT INTO schema_version(number, is_breaking) VALUES (?, ?)", version.number, version.isBreaking)
            }
            return try connection.row("SELECT MAX(number) FROM schema_version WHERE is_breaking") {
                $0.optionalInteger(at: 0)
            }.flatMap(\.self) ?? 0
        }
        return oldest <= Int64(versions.last?.number ?? 0)
    }
}

extension PostgresConnection {
    /// Waits until no other transaction has the lock, and holds it until the end of this one.
    fileprivate func wait(forLock number: Int64) throws {
        _ = try row("SELECT pg_advisory_xact_lock(?)", number) { _ in true }
    }
}
