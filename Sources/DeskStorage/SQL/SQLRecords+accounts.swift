import HelpdeskDesk
import HelpdeskModels
import SQLDatabase

/// Users, their tokens and invitations, and the audit log.
extension SQLRecords {
    func insert(_ user: User) throws {
        try execute(
            "INSERT INTO user(id, name, role, service) VALUES (?, ?, ?, ?)",
            user.id, user.name, user.role.rawValue, user.service)
    }

    func user(_ id: User.ID) throws -> UserRecord? {
        try row("SELECT id, name, role, service, retired FROM user WHERE id = ?", id) { try $0.user(at: 0) }
    }

    func users() throws -> [UserRecord] {
        try rows("SELECT id, name, role, service, retired FROM user ORDER BY id") { try $0.user(at: 0) }
    }

    func staffInOffice(after: String, limit: Int) throws -> [Agent] {
        try rows(
            """
            SELECT id, name, role FROM user
            WHERE role <> 'customer' AND retired IS NULL AND id > ? ORDER BY id LIMIT ?
            """, after, limit
        ) { row in
            Agent(id: row.key(at: 0), name: row.text(at: 1), role: try row.value(at: 2))
        }
    }

    func renameUser(_ id: User.ID, to name: String) throws -> Bool {
        try execute("UPDATE user SET name = ? WHERE id = ?", name, id) > 0
    }

    func retireUser(_ id: User.ID, at time: Timestamp) throws -> Bool {
        try execute("UPDATE user SET retired = COALESCE(retired, ?) WHERE id = ?", time, id) > 0
    }

    func insertToken(
        digest: String, for user: User.ID, label: String, expires: Timestamp?, at time: Timestamp
    ) throws -> Int64 {
        let numbers = try rows(
            "INSERT INTO token(user, digest, label, created, expires) VALUES (?, ?, ?, ?, ?) RETURNING id",
            user, digest, label, time, expires
        ) { $0.integer(at: 0) }
        guard let number = numbers.first else { throw StoreError.damaged("token after insertion") }
        return number
    }

    func tokenHolder(digest: String) throws -> TokenHolder? {
        try row(
            """
            SELECT t.id, t.revoked, t.expires, u.id, u.name, u.role, u.service, u.retired, s.name
            FROM token t JOIN user u ON u.id = t.user LEFT JOIN service s ON s.id = u.service WHERE t.digest = ?
            """, digest
        ) { row in
            let user = try row.user(at: 3)
            return TokenHolder(
                number: row.integer(at: 0), revoked: row.optionalTime(at: 1), expires: row.optionalTime(at: 2),
                user: user, service: user.user.service.map { Service(id: $0, name: row.text(at: 8)) })
        }
    }

    func token(_ number: Int64) throws -> TokenRecord? {
        try row("SELECT \(TokenRecord.columns) FROM token WHERE id = ?", number) { TokenRecord(row: $0) }
    }

    func isInUse(token number: Int64, of user: User.ID) throws -> Bool {
        try row(
            """
            SELECT 1 FROM token t JOIN user u ON u.id = t.user
            WHERE t.id = ? AND t.user = ? AND t.revoked IS NULL AND u.retired IS NULL
            """, number, user
        ) { _ in true } ?? false
    }

    func tokens(of user: User.ID?) throws -> [TokenRecord] {
        let filter = user == nil ? "" : "WHERE user = ?"
        return try rows(
            "SELECT \(TokenRecord.columns) FROM token \(filter) ORDER BY id", user.map { [$0.sqlValue] } ?? []
        ) { TokenRecord(row: $0) }
    }

    func unrevokedTokens(of user: User.ID, after: Int64, limit: Int) throws -> [TokenRecord] {
        try rows(
            """
            SELECT \(TokenRecord.columns) FROM token
            WHERE user = ? AND revoked IS NULL AND id > ? ORDER BY id LIMIT ?
            """, user, after, limit
        ) { TokenRecord(row: $0) }
    }

    func noteUse(ofToken number: Int64, at time: Timestamp) throws {
        try execute("UPDATE token SET used = ? WHERE id = ?", time, number)
    }

    func revokeToken(_ number: Int64, at time: Timestamp) throws {
        try execute("UPDATE token SET revoked = COALESCE(revoked, ?) WHERE id = ?", time, number)
    }

    func revokeTokens(of user: User.ID, at time: Timestamp) throws {
        try execute("UPDATE token SET revoked = ? WHERE user = ? AND revoked IS NULL", time, user)
    }

    func insertInvitation(digest: String, for user: User.ID, expires: Timestamp, at time: Timestamp) throws {
        try execute(
            "INSERT INTO invitation(digest, user, created, expires) VALUES (?, ?, ?, ?)", digest, user, time, expires)
    }

    func invitation(digest: String) throws -> StoredInvitation? {
        try row(
            """
            SELECT u.id, u.name, u.role, u.service, u.retired, i.expires, i.used, i.request, i.token
            FROM invitation i JOIN user u ON u.id = i.user WHERE i.digest = ?
            """, digest
        ) { row in
            StoredInvitation(
                user: try row.user(at: 0), expires: row.time(at: 5), used: row.optionalTime(at: 6),
                request: row.optionalText(at: 7), token: row.optionalInteger(at: 8))
        }
    }

    func noteUse(ofInvitation digest: String, by request: SignIn.ID, token: Int64, at time: Timestamp) throws {
        try execute(
            "UPDATE invitation SET used = COALESCE(used, ?), request = ?, token = ? WHERE digest = ?",
            time, request, token, digest)
    }

    func deleteUnusedInvitations(of user: User.ID) throws {
        try execute("DELETE FROM invitation WHERE user = ? AND used IS NULL", user)
    }

    func insertAudit(_ action: String, _ target: String, by actor: String, at time: Timestamp) throws {
        try execute("INSERT INTO audit(time, actor, action, target) VALUES (?, ?, ?, ?)", time, actor, action, target)
    }

    func auditRecords(after: Int64) throws -> [AuditRecord] {
        try rows("SELECT id, time, actor, action, target FROM audit WHERE id > ? ORDER BY id", after) { row in
            AuditRecord(
                id: row.integer(at: 0), time: row.time(at: 1), actor: row.text(at: 2), action: row.text(at: 3),
                target: row.text(at: 4))
        }
    }
}
