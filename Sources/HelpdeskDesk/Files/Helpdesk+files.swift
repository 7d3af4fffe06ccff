package import HelpdeskModels

/// Uploads and attachments, and the room that they take up.
extension Helpdesk {
    package func attachment(_ id: Attachment.ID, for account: Account) async throws -> Attachment {
        try await database.read { records in
            // An attachment that the account may not know of takes the same way as one that is not there.
            guard let found = try records.attachment(id), account.sees(found.service),
                account.isStaff || !found.isInternal
            else { return try records.phoneFile(id, for: account).attachment }
            return found.attachment
        }
    }

    /// Throws ``StoreError/overQuota(_:)`` beyond what the limits allow the user and the service.
    package func createUpload(_ upload: StoredUpload, by account: Account, limits: FileLimits) async throws {
        try await database.writeQuietly { records in
            let begun = try records.uploadCount(of: account.user.id)
            guard begun < limits.unfinishedUploads else {
                throw StoreError.overQuota("Finish or give up some of your \(begun) uploads first.")
            }
            if let service = account.service?.id {
                try records.checkRoom(for: upload.length, of: service, limits.serviceStorage)
            }
            try records.insert(upload)
        }
    }

    package func upload(_ id: Upload.ID, of account: Account) async throws -> StoredUpload {
        try await database.read { records in
            guard let upload = try records.upload(id, of: account.user.id) else { throw StoreError.notFound }
            return upload
        }
    }

    package func deleteUpload(_ upload: StoredUpload) async throws {
        try await database.writeQuietly { _ = try $0.takeUpload(upload.id, of: upload.user) }
    }

    /// Forgets the uploads that were begun before `time`; the ids of all that remain. Waits for the database.
    func forgetUploads(before time: Timestamp) throws -> Set<Upload.ID> {
        try database.administer { records in
            try records.deleteUploads(begunBefore: time)
            return Set(try records.uploads())
        }
    }
}

/// Contents that the store of files has though nothing names them: a message was refused or the power failed after its file
/// was put there, or a file from the phone was removed. Every method waits for the database.
///
/// A file is named only in a transaction that makes sure that it is there, and leaves only after one has found nobody who
/// names it. Both write the row of the content first, so that one of them sees what the other one did, and no message loses
/// a file to the collector.
extension Helpdesk {
    /// How many files are looked at while everybody else waits to write.
    private static let batch = 50

    /// Removes everything from the store of files that nothing names; how many files that were.
    @discardableResult
    func collectOrphans() throws -> Int {
        let stored = try files.contents()
        let orphans = try database.inspect { records in
            // With those whose removal was never ended.
            let left = try records.removals(begunBy: Timestamp.now.adding(seconds: -ContentRemoval.limit))
            return try Set(stored).union(left).filter { try !records.isNamed($0) }
        }
        return try collect(Array(orphans))
    }

    /// Removes those of the contents that nothing names (any more); how many they were.
    @discardableResult
    package func collect(_ digests: [SHA256Digest]) throws -> Int {
        var count = 0
        var rest = digests[...]
        while !rest.isEmpty {
            let batch = rest.prefix(Self.batch)
            rest = rest.dropFirst(Self.batch)
            let removal = try ContentRemoval(of: batch) { body in try database.administerQuietly { try body($0) } }
            count += try removal.run(files.remove) { body in try database.administerQuietly { try body($0) } }
        }
        return count
    }
}

extension DeskRecords {
    /// Throws ``StoreError/overQuota(_:)`` unless the service has room for so many bytes more.
    func checkRoom(for bytes: Int64, of service: Service.ID, _ quota: Int64) throws {
        let taken = try storage(of: service)
        guard taken + bytes <= quota else {
            throw StoreError.overQuota("The files of your service take up \(taken) of \(quota) bytes.")
        }
    }
}
