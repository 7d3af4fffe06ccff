package import Foundation
package import HelpdeskDesk
package import HelpdeskModels
import SystemKit

/// The files of a desk in an object store: contents as `files/ab/SHA256`, uploads on their way below `uploads/`. How far an
/// upload has come is in the database, so that each of its requests may reach another replica.
package struct ObjectFiles: FileStore {
    let store: ObjectStoreClient
    let uploads: ObjectUploads
    let copies: LocalCopies
    /// The directory in which parts are gathered before they are sent.
    let buffers: URL
    var now: @Sendable () -> Date = { Date() }

    package var isShared: Bool { true }
    package func metrics() -> [Metric] { store.use.metrics }

    static func key(of digest: SHA256Digest) -> String { "\(contentFolder)\(digest.description.prefix(2))/\(digest)" }
    private static let contentFolder = "files/"
    /// Bytes that are asked for at once, and so held in memory.
    static let pieceSize = 1 << 20

    // Uploads

    package func create(_ upload: Upload.ID, metadata: String?) throws {
        try uploads.create(upload, metadata: metadata)
    }

    package func metadata(of upload: Upload.ID) throws -> String? {
        try uploads.metadata(of: upload)
    }

    package func size(of upload: Upload.ID) throws -> Int64 {
        try uploads.size(of: upload)
    }

    package func append(to upload: Upload.ID, countsAtOnce: Bool) throws -> any UploadFile {
        ObjectUploadFile(
            try uploads.upload(upload), countsAtOnce: countsAtOnce, store: store, uploads: uploads,
            buffers: buffers.path)
    }

    package func remove(_ upload: Upload.ID) throws {
        try Self.translate {
            guard let known = try uploads.find(upload) else { return try removeStrays(of: upload) }
            // It was put there for a message that was refused, or never came.
            if let content = known.content { try uploads.removeUnnamed(content) { try remove($0) } }
            for key in [known.tailKey, known.multipart.map { _ in known.wholeKey }].compactMap(\.self) {
                try store.delete(key)
            }
            if let multipart = known.multipart, !known.isWhole { try store.abort(multipart, known.wholeKey) }
            try uploads.delete(upload)
        }
    }

    /// Removes what a killed request has left of an upload that the database knows nothing of.
    private func removeStrays(of upload: Upload.ID) throws {
        let folder = ObjectUpload.folder(of: upload)
        for object in try store.list(folder) { try store.delete(object.key) }
        for multipart in try store.multiparts(ObjectUpload(id: upload).wholeKey) {
            try store.abort(multipart.id, multipart.key)
        }
    }

    package func uploads(untouchedSince time: Date) throws -> Set<Upload.ID> {
        try Self.translate {
            let old = Set(try uploads.touched(before: time))
            let objects = try store.list(ObjectUpload.folder).filter { $0.modified < time }.map(\.key)
            let multiparts = try store.multiparts(ObjectUpload.folder).filter { $0.initiated < time }.map(\.key)
            // Old ones may belong to an upload that goes on.
            let strays = Set((objects + multiparts).compactMap { ObjectUpload.id(ofKey: $0) }).subtracting(old)
            return old.union(try strays.filter { try uploads.find($0) == nil })
        }
    }

    package func verify(
        _ upload: Upload.ID, is digest: SHA256Digest, known: PartialDigest
    ) throws -> VerifiedFile? {
        try Self.translate {
            let whole = try makeWhole(upload)
            do {
                guard try self.digest(of: whole, known: known) == digest else { return nil }
                return try place(whole, as: digest, isUpload: true)
            } catch let error as ObjectStoreFailure where error.kind == .missing {
                // The store has thrown it away: the client begins anew.
                try uploads.delete(upload)
                throw error
            }
        }
    }

    package func receive(contentsOf path: String) throws -> VerifiedFile {
        let source = try OpenFile(path: path, flags: O_RDONLY)
        return try receive { file in
            var digest = PartialDigest()
            try digest.updateToEnd { buffer, offset in
                let count = try source.read(into: buffer, at: offset)
                if count > 0 { try file.write(UnsafeRawBufferPointer(rebasing: buffer.prefix(count)), at: offset) }
                return count
            }
            return digest
        }
    }

    package func receive(_ data: Data) throws -> VerifiedFile {
        try receive { file in
            var digest = PartialDigest()
            try data.withUnsafeBytes { bytes in
                try file.write(bytes, at: 0)
                digest.update(bytes)
            }
            return digest
        }
    }

    private func receive(_ write: (any UploadFile) throws -> PartialDigest) throws -> VerifiedFile {
        let upload = Upload.ID.make()
        try create(upload, metadata: nil)
        do {
            let file = try append(to: upload, countsAtOnce: true)
            guard case .begun = try file.begin(at: 0) else { throw UploadOvertaken() }
            let digest = try write(file)
            try file.synchronize()
            guard let value = digest.value else { throw FileFailure(operation: "hash", code: EIO) }
            return try Self.translate { try place(makeWhole(upload), as: value, isUpload: false) }
        } catch {
            // The server removes what stays when it tidies up, and reports if it cannot.
            try? remove(upload)
            throw error
        }
    }

    // Contents

    package func commit(_ file: VerifiedFile) throws {
        try Self.translate {
            // Somebody waits for the transaction, so nothing is tried twice. It is nearly always there.
            let key = Self.key(of: file.sha256)
            if try store.size(of: key, effort: .single) != nil { return }
            try copy(file.source, to: key, effort: .single)
        }
    }

    package func path(of digest: SHA256Digest) -> String? { nil }

    package func localCopy(of digest: SHA256Digest) throws -> String {
        try copies.path(of: digest) { file in try copy(digest, to: file) }
    }

    package func read(_ digest: SHA256Digest, at offset: Int64, count: Int) throws -> Data {
        try Self.translate { try store.read(Self.key(of: digest), at: offset, count: count) }
    }

    package func contents() throws -> [SHA256Digest] {
        try Self.translate {
            let limit = now().addingTimeInterval(-store.settings.orphanAge)
            let stored = try store.list(Self.contentFolder).filter {
                store.settings.orphanAge == 0 || $0.modified < limit
            }
            .compactMap { object in
                SHA256Digest(String(object.key.split(separator: "/").last ?? "")).filter {
                    Self.key(of: $0) == object.key
                }
            }
            return Array(Set(stored).union(try copies.contents()))
        }
    }

    package func remove(_ digest: SHA256Digest) throws {
        try copies.remove(digest)
        do {
            try store.delete(Self.key(of: digest), effort: .single)
        } catch let failure as ObjectStoreFailure {
            throw failure.isInDoubt ? RemovalInDoubt(StoreError(failure)) : StoreError(failure)
        }
    }

    package func tidy() throws {
        try copies.removeOld()
    }

    package func obstacle() -> String? {
        guard access(buffers.path, W_OK | X_OK) == 0 else { return "The directory \(buffers.path) cannot be written." }
        do {
            try store.probe()
            return nil
        } catch {
            return (error as? ObjectStoreFailure)?.sentence(store.settings) ?? "The object store cannot be asked."
        }
    }

    /// Errors of the store as the desk's.
    static func translate<Value>(_ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch let error as ObjectStoreFailure {
            throw StoreError(error)
        }
    }
}

extension Optional {
    fileprivate func filter(_ isIncluded: (Wrapped) -> Bool) -> Wrapped? {
        flatMap { isIncluded($0) ? $0 : nil }
    }
}
