import GRDB
package import HelpdeskDesk
package import HelpdeskModels

extension SQLiteStore {
    package func devices(of account: Account, after: String?, limit: Int) async throws -> Page<Device> {
        var start: Int64 = 0
        if let after {
            guard let number = Int64(after) else { throw StoreError.unknownPage }
            start = number
        }
        return try await read { [start] db in
            let statement = try db.cachedStatement(
                sql: """
                    SELECT id, label, created, used FROM token
                    WHERE user = ? AND revoked IS NULL AND id > ? ORDER BY id LIMIT ?
                    """)
            let devices = try statement.values([account.user.id.rawValue, start, limit + 1]) { row in
                Device(
                    id: row[0], label: row[1], created: row.time(at: 2), used: row.optionalTime(at: 3),
                    isCurrent: row[0] == account.token)
            }
            return Page(devices, limit: limit) { "\($0.id)" }
        }
    }

    /// Makes a token useless, and ends the Telegram chats that were linked with it.
    static func revoke(_ token: Int64, at time: Timestamp, _ db: Database) throws {
        try db.cachedStatement(sql: "UPDATE token SET revoked = COALESCE(revoked, ?) WHERE id = ?")
            .execute(arguments: [time.milliseconds, token])
        try endLinks(ofToken: token, db)
    }

    package func signOut(_ device: Int64, by account: Account, at time: Timestamp) async throws {
        try await write { db in
            let user = account.user.id.rawValue
            let found = try db.cachedStatement(sql: "SELECT revoked FROM token WHERE id = ? AND user = ?")
            guard let row = try Row.fetchOne(found, arguments: [device, user]) else { throw StoreError.notFound }
            guard row.optionalTime(at: 0) == nil else { return }
            try Self.revoke(device, at: time, db)
            // Of customers, too: it tells a user who asks why a device had to sign in again.
            try Self.audit("device.sign-out", "\(device)", by: user, at: time, db)
        }
    }
}
