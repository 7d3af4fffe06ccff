import Foundation
import HelpdeskDesk
import HelpdeskModels
import SQLDatabase

/// A database in which the store of files keeps rows of its own. Waits for the database; throws ``StoreError``.
protocol FileRows: Sendable {
    func transact<Value>(_ body: (any SQLRecords) throws -> Value) throws -> Value
}

extension PostgresDatabase: FileRows {
    func transact<Value>(_ body: (any SQLRecords) throws -> Value) throws -> Value {
        try DatabaseFailure.translate { try pool.performWaiting(.serializable) { try body($0) } }
    }
}

/// The state of uploads to an object store, in the database that all replicas share.
struct ObjectUploads: Sendable {
    let database: any FileRows

    func create(_ id: Upload.ID, metadata: String?) throws {
        try database.transact { try $0.insert(ObjectUpload(id: id), metadata: metadata, at: .now) }
    }

    /// Throws ``StoreError/notFound``.
    func upload(_ id: Upload.ID) throws -> ObjectUpload {
        guard let upload = try find(id) else { throw StoreError.notFound }
        return upload
    }

    func find(_ id: Upload.ID) throws -> ObjectUpload? {
        try database.transact { try $0.objectUpload(id) }
    }

    func size(of id: Upload.ID) throws -> Int64 {
        guard let size = try database.transact({ try $0.objectUploadSize(id) }) else { throw StoreError.notFound }
        return size
    }

    func metadata(of id: Upload.ID) throws -> String? {
        try database.transact { try $0.objectUploadMetadata(id) }
    }

    /// The upload with a new lease; nil if another request has taken it or written since `upload` was read.
    func takeLease(on upload: ObjectUpload) throws -> ObjectUpload? {
        guard try database.transact({ try $0.takeLease(on: upload, at: .now) }) else { return nil }
        var leased = upload
        leased.epoch += 1
        return leased
    }

    /// Throws ``UploadOvertaken`` if the lease is another request's by now, ``StoreError/notFound`` if the upload is gone.
    func reservePart(of upload: ObjectUpload) throws -> Int64 {
        guard let number = try database.transact({ try $0.reservePart(of: upload, at: .now) }) else {
            throw try lostLease(on: upload)
        }
        return number
    }

    private func lostLease(on upload: ObjectUpload) throws -> any Error {
        try find(upload.id) == nil ? StoreError.notFound : UploadOvertaken()
    }

    /// Stores what the holder of the lease has written; `newParts` are those that the database does not have. Throws as
    /// ``reservePart(of:)`` does.
    func store(_ upload: ObjectUpload, newParts: [ObjectUpload.Part]) throws {
        guard try database.transact({ try $0.store(upload, newParts: newParts, at: .now) }) else {
            throw try lostLease(on: upload)
        }
    }

    func markWhole(_ id: Upload.ID) throws {
        try database.transact { try $0.markWhole(id) }
    }

    func store(content: SHA256Digest, of id: Upload.ID) throws {
        try database.transact { try $0.store(content: content, of: id) }
    }

    func delete(_ id: Upload.ID) throws {
        try database.transact { try $0.deleteObjectUpload(id) }
    }

    func touched(before time: Date) throws -> [Upload.ID] {
        try database.transact { try $0.objectUploads(touchedBefore: Timestamp(time)) }
    }

    /// Removes a content by `remove`, unless something names it.
    func removeUnnamed(_ content: SHA256Digest, by remove: (SHA256Digest) throws -> Void) throws {
        let removal = try ContentRemoval(of: [content]) { body in try database.transact { try body($0) } }
        _ = try removal.run(remove) { body in try database.transact { try body($0) } }
    }
}
