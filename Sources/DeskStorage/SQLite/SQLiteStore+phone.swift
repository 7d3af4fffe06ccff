import Foundation
import GRDB
package import HelpdeskDesk
package import HelpdeskModels

extension SQLiteStore {
    package func announce(
        _ draft: EntityID<DraftAnnouncement>, _ open: DraftAnnouncement, by account: Account, at time: Timestamp,
        expires: Timestamp
    ) async throws {
        // No change of the feed: nobody waits for it.
        try await writeQuietly { db in
            let limits = try Self.desk(db).limits
            let violations = limits.violations(in: open)
            guard violations.isEmpty else { throw StoreError.invalid(violations) }
            try db.execute(sql: "DELETE FROM open_draft WHERE expires <= ?", arguments: [time.milliseconds])
            try db.cachedStatement(
                sql: """
                    INSERT INTO open_draft(id, user, title, updated, expires) VALUES (?, ?, ?, ?, ?)
                    ON CONFLICT DO UPDATE SET
                        title = excluded.title, updated = excluded.updated, expires = excluded.expires
                    """
            ).execute(
                arguments: [
                    draft.description, account.user.id.rawValue, open.title, time.milliseconds, expires.milliseconds,
                ])
        }
    }

    package func closeDraft(_ draft: EntityID<DraftAnnouncement>, by account: Account) async throws {
        try await writeQuietly { db in
            try db.cachedStatement(sql: "DELETE FROM open_draft WHERE id = ? AND user = ?")
                .execute(arguments: [draft.description, account.user.id.rawValue])
        }
    }

    /// The draft that the user opened or changed last; nil for none.
    package func openDraft(of user: User.ID, at time: Timestamp) async throws -> (
        id: EntityID<DraftAnnouncement>, title: String
    )? {
        try await read { db in
            let statement = try db.cachedStatement(
                sql: """
                    SELECT id, title FROM open_draft WHERE user = ? AND expires > ? ORDER BY updated DESC LIMIT 1
                    """)
            return try Row.fetchOne(statement, arguments: [user.rawValue, time.milliseconds])
                .map { (try $0.id(at: 0), $0[1]) }
        }
    }

    /// Offers files to a draft; false, and nothing is done, if it is not open any more.
    ///
    /// Throws ``StoreError/overQuota(_:)`` if the user's service has no room for them.
    package func offer(
        _ files: [(file: PhoneFile, content: VerifiedFile)], to user: User.ID, quota: Int64, at time: Timestamp
    ) async throws -> Bool {
        try await write { db in
            var new: [(file: PhoneFile, content: VerifiedFile)] = []
            for (file, content) in files {
                let statement = try db.cachedStatement(
                    sql: "SELECT 1 FROM open_draft WHERE id = ? AND user = ? AND expires > ?")
                let isOpen = try Int.fetchOne(
                    statement, arguments: [file.draft.description, user.rawValue, time.milliseconds])
                guard isOpen != nil else { return false }
                if try Self.phoneFile(file.id, db) == nil { new.append((file, content)) }
            }
            if let service = try Self.service(of: user, db), !new.isEmpty {
                try Self.checkRoom(for: new.reduce(0) { $0 + $1.file.size }, of: service, quota, db)
            }
            for (file, _) in new {
                try db.cachedStatement(
                    sql: "INSERT INTO phone_file(id, user, sha256, size, created, body) VALUES (?, ?, ?, ?, ?, ?)"
                ).execute(
                    arguments: [
                        file.id.description, user.rawValue, file.sha256.description, file.size,
                        file.created.milliseconds, String(decoding: try WireJSON.encode(file), as: UTF8.self),
                    ])
                try Self.record(.phoneFile, file.id.description, .user(user), db)
            }
            for (_, content) in new { try content.commit() }
            return true
        }
    }

    private static func service(of user: User.ID, _ db: Database) throws -> Service.ID? {
        let statement = try db.cachedStatement(sql: "SELECT service FROM user WHERE id = ?")
        return try String.fetchOne(statement, arguments: [user.rawValue]).map { Service.ID($0) }
    }

    package func removePhoneFile(
        _ id: PhoneFile.ID, of draft: EntityID<DraftAnnouncement>, by account: Account, at time: Timestamp
    ) async throws -> SHA256Digest {
        try await write { db in
            let file = try Self.phoneFile(id, for: account, includingGone: true, db)
            guard file.draft == draft else { throw StoreError.notFound }
            if !file.isGone { try Self.remove(id, of: account.user.id, at: time, db) }
            return file.sha256
        }
    }

    /// Removes what a user's phone has sent; its content goes when the vault is tidied up.
    static func removePhoneFiles(of user: User.ID, at time: Timestamp, _ db: Database) throws {
        let statement = try db.cachedStatement(sql: "SELECT id FROM phone_file WHERE user = ? AND removed IS NULL")
        for row in try Row.fetchAll(statement, arguments: [user.rawValue]) {
            try remove(row.id(at: 0), of: user, at: time, db)
        }
    }

    /// Removes files that nobody took within ``PhoneRules/lifetime``, and forgets those that were removed long ago.
    package func forgetPhoneFiles(at time: Timestamp) throws {
        try administer { db in
            let expired = try Row.fetchAll(
                db, sql: "SELECT id, user FROM phone_file WHERE removed IS NULL AND created < ?",
                arguments: [time.adding(seconds: -PhoneRules.lifetime).milliseconds])
            for row in expired { try Self.remove(row.id(at: 0), of: row.key(at: 1), at: time, db) }
            // The latest change stays: a cursor behind the end of the feed would be taken for another desk's.
            let long = time.adding(seconds: -PhoneRules.memory).milliseconds
            try db.execute(
                sql: """
                    DELETE FROM change WHERE kind = 'phoneFile' AND ref IN (SELECT id FROM phone_file WHERE removed < ?)
                    AND seq < (SELECT MAX(seq) FROM change)
                    """, arguments: [long])
            try db.execute(
                sql: """
                    DELETE FROM phone_file WHERE removed < ?
                    AND NOT EXISTS (SELECT 1 FROM change WHERE kind = 'phoneFile' AND ref = phone_file.id)
                    """, arguments: [long])
        }
    }

    private static func remove(_ id: PhoneFile.ID, of user: User.ID, at time: Timestamp, _ db: Database) throws {
        try db.cachedStatement(sql: "UPDATE phone_file SET removed = ? WHERE id = ?")
            .execute(arguments: [time.milliseconds, id.description])
        try record(.phoneFile, id.description, .user(user), db)
    }

    /// A file that was sent for a draft of the account's own.
    static func phoneFile(
        _ id: PhoneFile.ID, for account: Account, includingGone: Bool = false, _ db: Database
    ) throws -> PhoneFile {
        let statement = try db.cachedStatement(sql: "SELECT 1 FROM phone_file WHERE id = ? AND user = ?")
        let isOwn = try Int.fetchOne(statement, arguments: [id.description, account.user.id.rawValue])
        guard isOwn != nil, let file = try phoneFile(id, db), includingGone || !file.isGone else {
            throw StoreError.notFound
        }
        return file
    }

    static func phoneFile(_ id: PhoneFile.ID, _ db: Database) throws -> PhoneFile? {
        let statement = try db.cachedStatement(sql: "SELECT body, removed IS NOT NULL FROM phone_file WHERE id = ?")
        guard let row = try Row.fetchOne(statement, arguments: [id.description]) else { return nil }
        var file: PhoneFile = try WireJSON.decode(from: Data((row[0] as String).utf8))
        file.isGone = row[1]
        return file
    }
}

/// How long files from the phone are kept, in seconds.
enum PhoneRules {
    /// Where nobody takes them: a week, as an upload.
    static let lifetime = StoredUpload.lifetime
    /// The note that they were removed, for clients that were away: 90 days.
    static let memory = 90 * 86_400.0
}
