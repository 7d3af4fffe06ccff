import Foundation
import HelpdeskDesk
import HelpdeskModels
import SystemKit

/// The way of a complete upload to its place among the files.
extension ObjectFiles {
    /// Makes one object of a complete upload, if it is in parts. Two replicas may do it at the same time.
    func makeWhole(_ id: Upload.ID) throws -> ObjectUpload {
        var isLost = false
        for _ in 0..<3 {
            var upload = try uploads.upload(id)
            guard let multipart = upload.multipart, !upload.parts.isEmpty, !upload.isWhole else { return upload }
            do {
                if let tail = try sendTail(of: upload, multipart) { upload.parts.append(tail) }
                try store.complete(multipart, upload.wholeKey, upload.parts)
            } catch let error as ObjectStoreFailure where error.kind == .missing {
                // Another request has done it, perhaps one that was killed before it could say so.
                isLost = try !uploads.upload(id).isWhole && store.size(of: upload.wholeKey) != upload.size
                if isLost { continue }
            } catch is UploadOvertaken {
                continue
            }
            try uploads.markWhole(id)
            // If it stays, it is found when the upload is no longer there.
            if let tail = upload.tailKey { try? store.delete(tail) }
            return try uploads.upload(id)
        }
        guard isLost else { throw StoreError.unavailable("an upload that others write to") }
        // The store has thrown its parts away: the client begins anew.
        try remove(id)
        throw StoreError.notFound
    }

    /// Sends the tail as the last part, which may be short; nil if there is none.
    private func sendTail(of upload: ObjectUpload, _ multipart: String) throws -> ObjectUpload.Part? {
        guard let key = upload.tailKey else { return nil }
        let data = try store.read(key, at: 0, count: Int(upload.tailSize))
        let buffer = try OpenFile.unnamed(in: buffers.path)
        try data.withUnsafeBytes { try buffer.write($0, at: 0) }
        let number = try uploads.reservePart(of: upload)
        let tag = try store.putPart(number, of: multipart, upload.wholeKey, buffer)
        return ObjectUpload.Part(number: number, size: upload.tailSize, tag: tag)
    }

    /// The digest of all of an upload; only what is behind `known` is read.
    func digest(of upload: ObjectUpload, known: PartialDigest) throws -> SHA256Digest? {
        var digest = known
        while digest.count < upload.size, let key = upload.key {
            let piece = try store.read(
                key, at: digest.count, count: Int(min(Int64(Self.pieceSize), upload.size - digest.count)))
            guard !piece.isEmpty else { throw ObjectStoreFailure(.failed, "an object that is too short") }
            piece.withUnsafeBytes { digest.update($0) }
        }
        return digest.count == upload.size ? digest.value : nil
    }

    /// Puts the content of a complete upload in its place among the files. Copying may take long, and is done before the
    /// transaction that names it begins.
    func place(_ upload: ObjectUpload, as digest: SHA256Digest, isUpload: Bool) throws -> VerifiedFile {
        try uploads.store(content: digest, of: upload.id)
        let head = try upload.key.map { try store.read($0, at: 0, count: Int(min(512, upload.size))) } ?? Data()
        let key = Self.key(of: digest)
        if try store.size(of: key) != upload.size { try copy(upload.key, to: key, effort: .insistent) }
        return VerifiedFile(
            store: self, upload: upload.id, size: upload.size, sha256: digest,
            detectedType: MediaSniffer.type(ofHead: Array(head)), isUpload: isUpload, source: upload.key)
    }

    func copy(_ source: String?, to key: String, effort: ObjectStoreClient.Effort) throws {
        guard let source else { return try store.put(Data(), to: key, effort: effort) }
        try store.copy(source, to: key, effort: effort)
    }
}
