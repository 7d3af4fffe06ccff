import GRDB
package import HelpdeskDesk
package import HelpdeskModels

extension SQLiteStore {
    package func account(tokenDigest: String, at time: Timestamp) async throws -> Account? {
        try await readOnce { db in
            let statement = try db.cachedStatement(
                sql: """
                    SELECT t.id, u.id, u.name, u.role, u.service, s.name
                    FROM token t JOIN user u ON u.id = t.user LEFT JOIN service s ON s.id = u.service
                    WHERE t.digest = ? AND t.revoked IS NULL AND u.retired IS NULL
                        AND (t.expires IS NULL OR t.expires > ?)
                    """)
            return try statement.value([tokenDigest, time.milliseconds]) { row in
                let service = (row[4] as String?).map { Service(id: Service.ID($0), name: row[5]) }
                let user = User(
                    id: row.key(at: 1), name: row[2], role: try row.value(at: 3), service: service?.id)
                return Account(user: user, service: service, token: row[0])
            }
        }
    }

    package func noteUse(ofToken token: Int64, at time: Timestamp) async throws {
        try await writeQuietly { db in
            try db.cachedStatement(sql: "UPDATE token SET used = ? WHERE id = ?")
                .execute(arguments: [time.milliseconds, token])
        }
    }
}
