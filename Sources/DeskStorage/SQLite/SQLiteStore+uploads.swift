import GRDB
package import HelpdeskDesk
package import HelpdeskModels

extension SQLiteStore {
    package func createUpload(_ upload: StoredUpload, by account: Account, limits: FileLimits) async throws {
        try await writeQuietly { db in
            let user = account.user.id.rawValue
            let begun = try Int.fetchOne(db, sql: "SELECT COUNT(*) FROM upload WHERE user = ?", arguments: [user]) ?? 0
            guard begun < limits.unfinishedUploads else {
                throw StoreError.overQuota("Finish or give up some of your \(begun) uploads first.")
            }
            if let service = account.service?.id {
                try Self.checkRoom(for: upload.length, of: service, limits.serviceStorage, db)
            }
            try Self.insertUpload(upload, db)
        }
    }

    /// Throws ``StoreError/overQuota(_:)`` unless the service has room for so many bytes more.
    static func checkRoom(for bytes: Int64, of service: Service.ID, _ quota: Int64, _ db: Database) throws {
        let taken = try storage(of: service, db)
        guard taken + bytes <= quota else {
            throw StoreError.overQuota("The files of your service take up \(taken) of \(quota) bytes.")
        }
    }

    /// Bytes of the service's attachments, of what its users are uploading, and of what their phones have sent.
    static func storage(of service: Service.ID, _ db: Database) throws -> Int64 {
        try Int64.fetchOne(
            db.cachedStatement(
                sql: """
                    SELECT IFNULL((SELECT bytes FROM storage WHERE service = ?1), 0)
                        + IFNULL((SELECT SUM(length) FROM upload
                            WHERE user IN (SELECT id FROM user WHERE service = ?1)), 0)
                        + IFNULL((SELECT SUM(size) FROM phone_file
                            WHERE user IN (SELECT id FROM user WHERE service = ?1) AND removed IS NULL), 0)
                    """), arguments: [service.rawValue]) ?? 0
    }

    static func insertUpload(_ upload: StoredUpload, _ db: Database) throws {
        try db.cachedStatement(sql: "INSERT INTO upload(id, user, length, created) VALUES (?, ?, ?, ?)").execute(
            arguments: [
                upload.id.description, upload.user.rawValue, upload.length, upload.created.milliseconds,
            ])
    }

    package func upload(_ id: Upload.ID, of account: Account) async throws -> StoredUpload {
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

    package func deleteUpload(_ id: Upload.ID) async throws {
        try await writeQuietly { db in
            try db.cachedStatement(sql: "DELETE FROM upload WHERE id = ?").execute(arguments: [id.description])
        }
    }

    /// Forgets the uploads that were begun before `time`; the ids of all that remain.
    package func forgetUploads(before time: Timestamp) throws -> Set<Upload.ID> {
        try administer { db in
            try db.execute(sql: "DELETE FROM upload WHERE created < ?", arguments: [time.milliseconds])
            let ids = try String.fetchAll(db, sql: "SELECT id FROM upload")
            return Set(ids.compactMap { Upload.ID($0) })
        }
    }
}
