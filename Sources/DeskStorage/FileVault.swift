package import Foundation
package import HelpdeskDesk
package import HelpdeskModels
import SystemKit

/// The files of a desk: uploads on their way in `uploads/`, attachments by their SHA-256 in `files/`.
///
/// Names come from ids and digests only, never from a request. Every call may wait for the disk.
package struct FileVault: FileStore, Hashable {
    let uploads: URL
    let files: URL

    private static let metadataSuffix = ".metadata"

    func path(of upload: Upload.ID) -> String {
        uploads.appending(path: upload.description).path
    }

    package func path(of digest: SHA256Digest) -> String? { place(of: digest) }

    package func localCopy(of digest: SHA256Digest) throws -> String { place(of: digest) }

    func place(of digest: SHA256Digest) -> String {
        directory(of: digest).appending(path: digest.description).path
    }

    private func directory(of digest: SHA256Digest) -> URL {
        files.appending(path: String(digest.description.prefix(2)))
    }

    /// `metadata` is what the client says of the upload, in the form of tus.
    package func create(_ upload: Upload.ID, metadata: String?) throws {
        try OpenFile(path: path(of: upload), flags: O_WRONLY | O_CREAT | O_EXCL).synchronize()
        if let metadata {
            let file = try OpenFile(path: metadataPath(of: upload), flags: O_WRONLY | O_CREAT | O_EXCL)
            try Data(metadata.utf8).withUnsafeBytes { try file.write($0, at: 0) }
            try file.synchronize()
        }
        try OpenFile.synchronizeDirectory(uploads.path)
    }

    /// The client's description of the upload when it began; nil for none.
    package func metadata(of upload: Upload.ID) throws -> String? {
        let path = metadataPath(of: upload)
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        return String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self)
    }

    private func metadataPath(of upload: Upload.ID) -> String {
        path(of: upload) + Self.metadataSuffix
    }

    /// Throws ``StoreError/notFound`` if a crash came before the file: the client begins anew.
    func open(_ upload: Upload.ID, flags: Int32 = O_RDONLY) throws -> OpenFile {
        do {
            return try OpenFile(path: path(of: upload), flags: flags)
        } catch let error as FileFailure where error.code == ENOENT {
            throw StoreError.notFound
        }
    }

    package func size(of upload: Upload.ID) throws -> Int64 {
        try open(upload).size()
    }

    package func append(to upload: Upload.ID, countsAtOnce: Bool) throws -> any UploadFile {
        try open(upload, flags: O_WRONLY)
    }

    /// Removes what is there; it is no error if nothing is.
    package func remove(_ upload: Upload.ID) throws {
        for path in [metadataPath(of: upload), path(of: upload)] {
            guard unlink(path) == 0 || errno == ENOENT else { throw FileFailure.last("unlink") }
        }
    }

    /// The file if the content of a complete upload is `digest`; then it is on the disk, too. Nil for another content.
    ///
    /// `known` is of the upload's beginning: only the rest is read.
    package func verify(
        _ upload: Upload.ID, is digest: SHA256Digest, known: PartialDigest
    ) throws -> VerifiedFile? {
        let file = try open(upload)
        var found = known
        try found.updateToEnd(reading: file.read)
        guard try found.count == file.size(), found.value == digest else { return nil }
        try file.synchronize()
        return try VerifiedFile(
            store: self, upload: upload, size: found.count, sha256: digest, detectedType: Self.type(of: file))
    }

    /// The media type that the first bytes tell.
    private static func type(of file: OpenFile) throws -> String {
        MediaSniffer.type(ofHead: try file.head(512))
    }

    /// Puts a verified upload into its final place, durably. The upload itself stays.
    ///
    /// Called while the database is locked for writing, as is ``remove(_:)-(SHA256Digest)``. A crash before the commit
    /// costs nothing but a spare file, which is collected later. Throws ``StoreError/notFound`` if the upload has gone.
    package func commit(_ file: VerifiedFile) throws {
        let directory = directory(of: file.sha256)
        if mkdir(directory.path, 0o700) == 0 {
            try OpenFile.synchronizeDirectory(files.path)
        } else if errno != EEXIST {
            throw FileFailure.last("mkdir")
        }
        if link(path(of: file.upload), place(of: file.sha256)) != 0, errno != EEXIST {
            let failure = FileFailure.last("link")
            throw failure.code == ENOENT ? StoreError.notFound : failure
        }
        try OpenFile.synchronizeDirectory(directory.path)
    }

    /// Takes in a copy of the file at `path`, as an upload that is complete.
    package func receive(contentsOf path: String) throws -> VerifiedFile {
        let source = try OpenFile(path: path, flags: O_RDONLY)
        return try receive { _ = try source.copy(to: $0) }
    }

    /// Takes in `data`, as an upload that is complete.
    package func receive(_ data: Data) throws -> VerifiedFile {
        try receive { file in try data.withUnsafeBytes { try file.write($0, at: 0) } }
    }

    private func receive(_ write: (OpenFile) throws -> Void) throws -> VerifiedFile {
        let upload = Upload.ID.make()
        try create(upload, metadata: nil)
        do {
            let file = try open(upload, flags: O_RDWR)
            try write(file)
            try file.synchronize()
            var found = PartialDigest()
            try found.updateToEnd(reading: file.read)
            guard let digest = found.value else { throw FileFailure(operation: "hash", code: EIO) }
            return VerifiedFile(
                store: self, upload: upload, size: found.count, sha256: digest,
                detectedType: try Self.type(of: file), isUpload: false)
        } catch {
            // The server removes what stays when it tidies up, and reports if it cannot.
            try? remove(upload)
            throw error
        }
    }

    /// Every content that is stored. What has another name was not put there by the desk and is left alone.
    package func contents() throws -> [SHA256Digest] {
        try FileManager.default.contentsOfDirectory(atPath: files.path).filter { $0.utf8.count == 2 }.flatMap { name in
            try FileManager.default.contentsOfDirectory(atPath: files.appending(path: name).path)
                .compactMap { SHA256Digest($0) }
        }
    }

    /// Removes a content that nothing names; called while the database is locked for writing.
    package func remove(_ digest: SHA256Digest) throws {
        guard unlink(place(of: digest)) == 0 || errno == ENOENT else { throw FileFailure.last("unlink") }
    }

    package func read(_ digest: SHA256Digest, at offset: Int64, count: Int) throws -> Data {
        do {
            let file = try OpenFile(path: place(of: digest), flags: O_RDONLY)
            var data = Data(count: count)
            let length = try data.withUnsafeMutableBytes { try file.read(into: $0, at: offset) }
            return data.prefix(length)
        } catch let error as FileFailure where error.code == ENOENT {
            throw StoreError.notFound
        }
    }

    /// The uploads whose files nobody has written to since.
    package func uploads(untouchedSince time: Date) throws -> Set<Upload.ID> {
        let names = try FileManager.default.contentsOfDirectory(atPath: uploads.path)
        let stems = names.map {
            $0.hasSuffix(Self.metadataSuffix) ? String($0.dropLast(Self.metadataSuffix.count)) : $0
        }
        return Set(stems.compactMap { Upload.ID($0) }).filter { upload in
            // One that is not there any more was removed by somebody else just now.
            let attributes = try? FileManager.default.attributesOfItem(atPath: path(of: upload))
            return (attributes?[.modificationDate] as? Date).map { $0 < time } ?? false
        }
    }

    /// Bytes that have to be free for the server to take requests: it would refuse most of them otherwise.
    private static let roomNeeded: UInt64 = 64 << 20

    package func obstacle() -> String? {
        guard access(files.path, W_OK | X_OK) == 0 else { return "The directory of the files cannot be written." }
        var room = statvfs()
        guard statvfs(files.path, &room) == 0 else { return "The disk cannot be asked for its room." }
        let free = UInt64(room.f_bavail) * UInt64(room.f_frsize)
        return free >= Self.roomNeeded ? nil : "The disk is full."
    }
}

extension OpenFile: UploadFile {
    package func begin(at offset: Int64) throws -> UploadBeginning {
        // The lock is for other processes; within this one, requests have come in one by one.
        guard lock() else { return .taken }
        let size = try size()
        guard size == offset else {
            unlock()
            return .elsewhere(size)
        }
        return .begun
    }

    package func end() { unlock() }

    package func settled(at position: Int64) -> Int64 { position }

    /// The SHA-256 of the whole file, read in pieces.
    func sha256() throws -> SHA256Digest? {
        var digest = PartialDigest()
        try digest.updateToEnd(reading: read)
        return digest.value
    }
}
