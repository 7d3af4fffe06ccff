import GRDB
import HelpdeskDesk
package import HelpdeskModels

extension SQLiteStore {
    /// Stores an invitation's digest. Earlier ones of the same user end.
    package func addInvitation(digest: String, for user: User.ID, expires: Timestamp, at time: Timestamp) throws {
        try administer { db in
            let isActive = try Int.fetchOne(
                db, sql: "SELECT 1 FROM user WHERE id = ? AND retired IS NULL", arguments: [user.rawValue])
            guard isActive != nil else { throw ServerFailure.unknown("user", user.rawValue) }
            try db.execute(
                sql: "DELETE FROM invitation WHERE user = ? AND used IS NULL", arguments: [user.rawValue])
            try db.execute(
                sql: "INSERT INTO invitation(digest, user, created, expires) VALUES (?, ?, ?, ?)",
                arguments: [digest, user.rawValue, time.milliseconds, expires.milliseconds])
            try Self.audit("invitation.create", user.rawValue, db)
        }
    }

    /// How long the request that used a code may be repeated, in seconds: its answer may have been lost.
    private static let repetition: Double = 600

    /// Makes the token of an invitation that is valid and not used, or was used by this very request a moment ago, whose
    /// token then ends. Nil otherwise, without a word why.
    package func redeemInvitation(
        digest: String, request: SignIn.ID, tokenDigest: String, label: String, at time: Timestamp
    ) async throws -> User? {
        try await write { db in
            let row = try Row.fetchOne(
                db,
                sql: """
                    SELECT u.id, u.name, u.role, u.service, i.expires, i.used, i.request, i.token
                    FROM invitation i JOIN user u ON u.id = i.user WHERE i.digest = ? AND u.retired IS NULL
                    """, arguments: [digest])
            guard let row else { return nil }
            let service: String? = row[3]
            let user = User(
                id: row.key(at: 0), name: row[1], role: try row.value(at: 2), service: service.map { Service.ID($0) })
            if let used = row.optionalTime(at: 5) {
                guard row[6] == request.description, time - used < .seconds(Self.repetition) else { return nil }
                try db.execute(
                    sql: "UPDATE token SET revoked = ? WHERE id = ?", arguments: [time.milliseconds, row[7] as Int64?])
            } else if row.time(at: 4) <= time {
                return nil
            }
            let token = try Self.insertToken(
                digest: tokenDigest, for: user.id, label: label, expires: nil, at: time, db)
            try db.execute(
                sql: """
                    UPDATE invitation SET used = COALESCE(used, ?), request = ?, token = ? WHERE digest = ?
                    """, arguments: [time.milliseconds, request.description, token, digest])
            try Self.audit("invitation.use", "\(token)", by: user.id.rawValue, at: time, db)
            return user
        }
    }
}
