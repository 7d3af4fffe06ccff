import HelpdeskDesk
import HelpdeskModels
import SQLDatabase

/// The checks of a database in PostgreSQL.
struct PostgresDoctor {
    private let pool: PostgresPool
    private let poolSize: Int
    private let servers: Int?

    /// The oldest version of PostgreSQL that works, as the server numbers them.
    static let oldestVersion: Int64 = 15_00_00

    init(_ settings: PostgresSettings, servers: Int?) {
        var own = settings
        own.poolSize = 1
        own.parameters["application_name"] = "cabdeskd doctor"
        pool = PostgresPool(own)
        poolSize = settings.poolSize
        self.servers = servers
    }

    func findings() -> [Finding] {
        do {
            let version = try ask("SELECT current_setting('server_version_num')::bigint") { $0.integer(at: 0) } ?? 0
            guard version >= Self.oldestVersion else {
                return [
                    Finding(
                        .fault, "PostgreSQL answers, but its version is \(version / 10_000). Use version 15 or newer.")
                ]
            }
            var findings = [Finding(.good, "PostgreSQL \(version / 10_000) answers.")]
            findings += try encodingFindings() + clockFindings() + durabilityFindings()
            findings += try schemaFindings() + writingFindings() + connectionFindings()
            return findings
        } catch {
            return [Self.fault(error)]
        }
    }

    /// Nil if no server has opened the database yet. Throws what the database says.
    func tokenKeyFingerprint() throws -> String? {
        guard try hasTable("key_fingerprint") else { return nil }
        return try pool.performWaiting(.single) { try $0.tokenKeyFingerprint() }
    }

    private static func fault(_ error: any Error) -> Finding {
        let text = (error as? PostgresFailure).map { ServerFailure($0).description } ?? "\(error)"
        return Finding(.fault, text)
    }

    private func ask<Value>(
        _ sql: String, _ values: any SQLConvertible..., make: (PostgresRow) throws -> Value
    ) throws -> Value? {
        try pool.performWaiting(.single) { try $0.row(sql, values.map { SQLValue($0) }, make) }
    }

    private func setting(_ name: String) throws -> String {
        try ask("SELECT current_setting(?)", name) { $0.text(at: 0) } ?? ""
    }

    private func number(_ name: String) throws -> Int { Int(try setting(name)) ?? 0 }

    private func hasTable(_ name: String) throws -> Bool {
        try ask("SELECT to_regclass(?) IS NOT NULL", name) { $0.truth(at: 0) } ?? false
    }

    private func encodingFindings() throws -> [Finding] {
        let encoding = try setting("server_encoding")
        guard encoding != "UTF8" else { return [] }
        return [
            Finding(
                .fault,
                "The database is in \(encoding), which has no room for all texts. Make it anew: CREATE DATABASE … "
                    + "ENCODING 'UTF8' TEMPLATE template0.")
        ]
    }

    private func clockFindings() throws -> [Finding] {
        let before = Timestamp.now
        let theirs = try ask("SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint") { $0.integer(at: 0) } ?? 0
        // Half of the way there and back.
        let ours = (before.milliseconds + Timestamp.now.milliseconds) / 2
        return [
            StorageDoctor.clockFinding(off: ours - theirs)
                ?? Finding(.good, "The clock of this machine agrees with the database's.")
        ]
    }

    /// What is acknowledged must be on the disk.
    private func durabilityFindings() throws -> [Finding] {
        var findings: [Finding] = []
        for name in ["fsync", "full_page_writes"] where try setting(name) != "on" {
            findings.append(
                Finding(
                    .fault, "\(name) is off: if the machine stops, the database is damaged. Set it in postgresql.conf.")
            )
        }
        if try setting("synchronous_commit") == "off" {
            findings.append(
                Finding(
                    .fault,
                    "synchronous_commit is off: if the machine stops, acknowledged messages are lost. Set it to on."))
        }
        return findings
    }

    private func schemaFindings() throws -> [Finding] {
        guard try hasTable("schema_version") else {
            return [Finding(.good, "The database has no tables yet; the first server that starts makes them.")]
        }
        let breaking =
            try ask("SELECT COALESCE(MAX(number), 0) FROM schema_version WHERE is_breaking") { $0.integer(at: 0) } ?? 0
        let newest = try ask("SELECT COALESCE(MAX(number), 0) FROM schema_version") { $0.integer(at: 0) } ?? 0
        let own = Int64(PostgresSchema.versions.last?.number ?? 0)
        if breaking > own {
            return [
                Finding(
                    .fault,
                    "The tables are of version \(newest), this cabdeskd knows them up to \(own). Install a newer version."
                )
            ]
        }
        if newest > own {
            return [
                Finding(.warning, "A newer cabdeskd has brought the tables to version \(newest). Update this one soon.")
            ]
        }
        if newest < own {
            return [Finding(.good, "The tables are of version \(newest); the next start brings them to \(own).")]
        }
        return [Finding(.good, "The tables are of version \(own).")]
    }

    private func writingFindings() throws -> [Finding] {
        if try ask("SELECT pg_is_in_recovery()", make: { $0.truth(at: 0) }) == true {
            return [
                Finding(
                    .fault,
                    "This PostgreSQL is a standby, which only reads. Name the primary, or several hosts with "
                        + "target_session_attrs=read-write in the address.")
            ]
        }
        if try setting("default_transaction_read_only") == "on" {
            return [Finding(.fault, "The database only reads: default_transaction_read_only is on. Turn it off.")]
        }
        guard try hasTable("desk") else {
            let mayCreate = try ask("SELECT has_schema_privilege(current_schema(), 'CREATE')") { $0.truth(at: 0) }
            guard mayCreate != true else { return [] }
            return [
                Finding(
                    .fault, "The user of the database may not make tables. GRANT CREATE ON SCHEMA public TO … for it.")
            ]
        }
        struct Undone: Error {}
        do {
            try pool.performWaiting(.serializable) { connection in
                try connection.run("UPDATE desk SET instance = instance")
                throw Undone()
            }
        } catch let error as PostgresFailure {
            return [Finding(.fault, "The tables cannot be written: \(error). Check who owns them, and the disk.")]
        } catch is Undone {
            // As it was meant.
        }
        return [Finding(.good, "The tables can be written.")]
    }

    /// All servers with full pools, one more connection each that listens, and a few for commands, have to fit.
    private func connectionFindings() throws -> [Finding] {
        var room = try number("max_connections") - number("superuser_reserved_connections")
        let limits = try pool.performWaiting(.single) { connection in
            try connection.rows(
                """
                SELECT datconnlimit FROM pg_database WHERE datname = current_database()
                UNION ALL SELECT rolconnlimit FROM pg_roles WHERE rolname = current_user
                """
            ) { Int($0.integer(at: 0)) }
        }
        for limit in limits where limit >= 0 { room = min(room, limit) }
        let running =
            try ask(
                """
                SELECT COUNT(*) FROM pg_stat_activity
                WHERE datname = current_database() AND application_name = 'cabdeskd' AND query = ?
                """, "LISTEN \(FeedNumbering.channel)"
            ) { Int($0.integer(at: 0)) } ?? 0
        let servers = servers ?? max(1, running)
        let needed = servers * (poolSize + 1) + 3
        guard needed > room else {
            return [
                Finding(
                    .good, "\(servers) server\(servers == 1 ? "" : "s") with \(poolSize) connections fit into \(room).")
            ]
        }
        return [
            Finding(
                .warning,
                """
                \(servers) servers with \(poolSize) connections each need up to \(needed), but the database gives \(room). \
                Raise max_connections, or lower database_connections.
                """)
        ]
    }
}
