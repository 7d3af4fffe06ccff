import Foundation
import GRDB
import HelpdeskModels

extension SQLiteStore: PhoneStore {
    func announce(
        _ draft: EntityID<DraftAnnouncement>, _ open: DraftAnnouncement, by account: Account, at time: Timestamp,
        expires: Timestamp
    ) async throws {
        // No change of the feed: nobody waits for it.
        try await pool.write { db in
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

    func closeDraft(_ draft: EntityID<DraftAnnouncement>, by account: Account) async throws {
        try await pool.write { db in
            try db.cachedStatement(sql: "DELETE FROM open_draft WHERE id = ? AND user = ?")
                .execute(arguments: [draft.description, account.user.id.rawValue])
        }
    }

    /// The draft that the user opened or changed last; nil for none.
    func openDraft(of user: User.ID, at time: Timestamp) async throws -> (
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
    func offer(_ files: [PhoneFile], to user: User.ID, at time: Timestamp) async throws -> Bool {
        try await write { db in
            for file in files {
                let statement = try db.cachedStatement(
                    sql: "SELECT 1 FROM open_draft WHERE id = ? AND user = ? AND expires > ?")
                let isOpen = try Int.fetchOne(
                    statement, arguments: [file.draft.description, user.rawValue, time.milliseconds])
                guard isOpen != nil else { return false }
                try db.cachedStatement(sql: "INSERT OR IGNORE INTO phone_file(id, user, body) VALUES (?, ?, ?)")
                    .execute(arguments: [file.id.description, user.rawValue, Self.body(file)])
                if db.changesCount > 0 { try Self.record(.phoneFile, file.id.description, .user(user), db) }
            }
            return true
        }
    }

    func removePhoneFile(
        _ id: PhoneFile.ID, of draft: EntityID<DraftAnnouncement>, by account: Account
    ) async throws {
        try await write { db in
            var file = try Self.phoneFile(id, of: draft, for: account, includingGone: true, db)
            guard !file.isGone else { return }
            file.isGone = true
            try db.cachedStatement(sql: "UPDATE phone_file SET body = ? WHERE id = ?")
                .execute(arguments: [Self.body(file), id.description])
            try Self.record(.phoneFile, id.description, .user(account.user.id), db)
        }
    }

    private static func phoneFile(
        _ id: PhoneFile.ID, of draft: EntityID<DraftAnnouncement>, for account: Account, includingGone: Bool = false,
        _ db: Database
    ) throws -> PhoneFile {
        let file = try phoneFile(id, for: account, includingGone: includingGone, db)
        guard file.draft == draft else { throw StoreError.notFound }
        return file
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
        let statement = try db.cachedStatement(sql: "SELECT body FROM phone_file WHERE id = ?")
        return try String.fetchOne(statement, arguments: [id.description])
            .map { try WireJSON.decode(from: Data($0.utf8)) }
    }

    private static func body(_ file: PhoneFile) throws -> String {
        String(decoding: try WireJSON.encode(file), as: UTF8.self)
    }
}
