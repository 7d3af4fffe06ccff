package import GRDB
package import HelpdeskDesk
package import HelpdeskModels

/// Users and their tokens, as an administrator manages them.
extension SQLiteStore {
    /// Adds a user under a new id. A customer needs a service, staff must have none.
    package func addUser(_ user: User) throws {
        try administer { db in
            try Self.check(user.id, user.name)
            guard try Int.fetchOne(db, sql: "SELECT 1 FROM user WHERE id = ?", arguments: [user.id.rawValue]) == nil
            else { throw ServerFailure("There is a user with the id \(user.id) already. Choose another id.") }
            guard (user.role == .customer) == (user.service != nil) else {
                throw ServerFailure("A customer belongs to a service, an agent or administrator to none.")
            }
            if let service = user.service, try Self.service(service, db) == nil {
                throw ServerFailure.unknown("service", service.rawValue)
            }
            try Self.insertUser(user, db)
            try Self.audit("user.add", user.id.rawValue, db)
        }
    }

    package static func insertUser(_ user: User, _ db: Database) throws {
        try db.execute(
            sql: "INSERT INTO user(id, name, role, service) VALUES (?, ?, ?, ?)",
            arguments: [user.id.rawValue, user.name, user.role.rawValue, user.service?.rawValue])
        try recordAgent(user.id, db)
    }

    /// Tells the staff if the user is one of them.
    private static func recordAgent(_ id: User.ID, _ db: Database) throws {
        guard try agent(id, db) != nil else { return }
        try record(.agent, id.rawValue, .staff, db)
    }

    /// From now on; what the user wrote keeps the name it was written under.
    package func renameUser(_ id: User.ID, to name: String) throws {
        try administer { db in
            try Self.check(id, name)
            try db.execute(sql: "UPDATE user SET name = ? WHERE id = ?", arguments: [name, id.rawValue])
            guard db.changesCount == 1 else { throw ServerFailure.unknown("user", id.rawValue) }
            try Self.audit("user.rename", id.rawValue, db)
            try Self.recordAgent(id, db)
        }
    }

    /// Shuts a user out at once and for good, with the Telegram chats that the user linked, and forgets the files that no
    /// message has yet; tickets and messages stay.
    package func retireUser(_ id: User.ID, at time: Timestamp) throws {
        try administer { db in
            try db.execute(
                sql: "UPDATE user SET retired = COALESCE(retired, ?) WHERE id = ?",
                arguments: [time.milliseconds, id.rawValue])
            guard db.changesCount == 1 else { throw ServerFailure.unknown("user", id.rawValue) }
            try db.execute(
                sql: "UPDATE token SET revoked = ? WHERE user = ? AND revoked IS NULL",
                arguments: [time.milliseconds, id.rawValue])
            try Self.audit("user.retire", id.rawValue, db)
            try Self.endLinks(of: id, db)
            try db.execute(sql: "DELETE FROM upload WHERE user = ?", arguments: [id.rawValue])
            try Self.removePhoneFiles(of: id, at: time, db)
            try Self.recordAgent(id, db)
        }
    }

    package func users() throws -> [UserRecord] {
        try inspect { db in
            try Row.fetchAll(db, sql: "SELECT id, name, role, service, retired FROM user ORDER BY id").map { row in
                let service: String? = row[3]
                let user = User(
                    id: row.key(at: 0), name: row[1], role: try row.value(at: 2),
                    service: service.map { Service.ID($0) })
                return UserRecord(user: user, retired: row.optionalTime(at: 4))
            }
        }
    }

    /// Stores a token's digest and returns its number.
    package func addToken(
        digest: String, for user: User.ID, label: String, expires: Timestamp?, at time: Timestamp
    ) throws -> Int64 {
        try administer { db in
            let isActive = try Int.fetchOne(
                db, sql: "SELECT 1 FROM user WHERE id = ? AND retired IS NULL", arguments: [user.rawValue])
            guard isActive != nil else { throw ServerFailure.unknown("user", user.rawValue) }
            let token = try Self.insertToken(
                digest: digest, for: user, label: label, expires: expires, at: time, db)
            try Self.audit("token.create", "\(token)", db)
            return token
        }
    }

    package static func insertToken(
        digest: String, for user: User.ID, label: String, expires: Timestamp?, at time: Timestamp, _ db: Database
    ) throws -> Int64 {
        try db.execute(
            sql: "INSERT INTO token(user, digest, label, created, expires) VALUES (?, ?, ?, ?, ?)",
            arguments: [user.rawValue, digest, label, time.milliseconds, expires?.milliseconds])
        return db.lastInsertedRowID
    }

    /// Makes a token useless at once, and ends the Telegram chats that were linked with it.
    package func revokeToken(_ number: Int64, at time: Timestamp) throws {
        try administer { db in
            guard try Int.fetchOne(db, sql: "SELECT 1 FROM token WHERE id = ?", arguments: [number]) != nil else {
                throw ServerFailure.unknown("token", "\(number)")
            }
            try Self.revoke(number, at: time, db)
            try Self.audit("token.revoke", "\(number)", db)
        }
    }

    /// All tokens, or those of one user; never the secrets, which nobody has.
    package func tokens(of user: User.ID?) throws -> [TokenRecord] {
        try inspect { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT id, user, label, created, used, revoked, expires FROM token WHERE ?1 IS NULL OR user = ?1 ORDER BY id
                    """, arguments: [user?.rawValue]
            ).map { row in
                TokenRecord(
                    id: row[0], user: row.key(at: 1), label: row[2], created: row.time(at: 3),
                    used: row.optionalTime(at: 4), revoked: row.optionalTime(at: 5), expires: row.optionalTime(at: 6))
            }
        }
    }
}
