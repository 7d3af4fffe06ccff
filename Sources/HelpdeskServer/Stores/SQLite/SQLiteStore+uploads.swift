import GRDB
import HelpdeskModels

extension SQLiteStore {
    func createUpload(_ upload: StoredUpload) async throws {
        try await pool.write { try Self.insertUpload(upload, $0) }
    }

    static func insertUpload(_ upload: StoredUpload, _ db: Database) throws {
        try db.cachedStatement(sql: "INSERT INTO upload(id, user, length, created) VALUES (?, ?, ?, ?)").execute(
            arguments: [
                upload.id.description, upload.user.rawValue, upload.length, upload.created.milliseconds,
            ])
    }

    func upload(_ id: Upload.ID, of account: Account) async throws -> StoredUpload {
        try await read { db in
            let statement = try db.cachedStatement(
                sql: "SELECT length, created FROM upload WHERE id = ? AND user = ?")
            let user = account.user.id
            guard let row = try Row.fetchOne(statement, arguments: [id.description, user.rawValue]) else {
                throw StoreError.notFound
            }
            return StoredUpload(id: id, user: user, length: row[0], created: row.time(at: 1))
        }
    }

    func deleteUpload(_ id: Upload.ID) async throws {
        try await pool.write { db in
            try db.cachedStatement(sql: "DELETE FROM upload WHERE id = ?").execute(arguments: [id.description])
        }
    }

    /// Forgets the uploads that were begun before `time`; the ids of all that remain.
    func forgetUploads(before time: Timestamp) throws -> Set<Upload.ID> {
        try pool.write { db in
            try db.execute(sql: "DELETE FROM upload WHERE created < ?", arguments: [time.milliseconds])
            let ids = try String.fetchAll(db, sql: "SELECT id FROM upload")
            return Set(ids.compactMap { Upload.ID($0) })
        }
    }
}
