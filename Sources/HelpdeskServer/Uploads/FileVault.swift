import Foundation
import HelpdeskModels

/// The files of a desk: uploads on their way in `uploads/`, attachments by their SHA-256 in `files/`.
///
/// Names come from ids and digests only, never from a request. Every call may wait for the disk.
struct FileVault: Sendable {
    let uploads: URL
    let files: URL

    private static let metadataSuffix = ".metadata"

    func path(of upload: Upload.ID) -> String {
        uploads.appending(path: upload.description).path
    }

    func path(of digest: SHA256Digest) -> String {
        directory(of: digest).appending(path: digest.description).path
    }

    private func directory(of digest: SHA256Digest) -> URL {
        files.appending(path: String(digest.description.prefix(2)))
    }

    /// `metadata` is what the client says of the upload, in the form of tus.
    func create(_ upload: Upload.ID, metadata: String? = nil) throws {
        try OpenFile(path: path(of: upload), flags: O_WRONLY | O_CREAT | O_EXCL).synchronise()
        if let metadata {
            let file = try OpenFile(path: metadataPath(of: upload), flags: O_WRONLY | O_CREAT | O_EXCL)
            try Data(metadata.utf8).withUnsafeBytes { try file.write($0, at: 0) }
            try file.synchronise()
        }
        try OpenFile.synchroniseDirectory(uploads.path)
    }

    /// What the client said of the upload when it began; nil for nothing.
    func metadata(of upload: Upload.ID) throws -> String? {
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

    /// Removes what is there; it is no error if nothing is.
    func remove(_ upload: Upload.ID) {
        unlink(metadataPath(of: upload))
        unlink(path(of: upload))
    }

    /// Puts a complete upload into its final place, if its content is `digest`; false if it is another.
    ///
    /// `known` is of the upload's beginning: only the rest is read.
    ///
    /// The upload itself stays until the message is stored: a crash in between costs nothing but a spare file.
    func stage(
        _ upload: Upload.ID, as digest: SHA256Digest, known: PartialDigest = PartialDigest()
    ) throws -> Bool {
        let file = try open(upload)
        var found = known
        try found.readRest(of: file)
        guard try found.count == file.size(), found.value == digest else { return false }
        try file.synchronise()
        let directory = directory(of: digest)
        if mkdir(directory.path, 0o700) == 0 {
            try OpenFile.synchroniseDirectory(files.path)
        } else if errno != EEXIST {
            throw FileFailure.last("mkdir")
        }
        if link(path(of: upload), path(of: digest)) != 0, errno != EEXIST {
            throw FileFailure.last("link")
        }
        try OpenFile.synchroniseDirectory(directory.path)
        return true
    }

    /// Stores `data` as an attachment's content.
    func store(_ data: Data) throws -> SHA256Digest {
        let upload = Upload.ID.make()
        try create(upload)
        defer { remove(upload) }
        let file = try open(upload, flags: O_RDWR)
        try data.withUnsafeBytes { try file.write($0, at: 0) }
        return try stage(file, of: upload)
    }

    /// Stores a copy of the file at `path` as an attachment's content; its digest and its size in bytes.
    func store(contentsOf path: String) throws -> (digest: SHA256Digest, size: Int64) {
        let source = try OpenFile(path: path, flags: O_RDONLY)
        let upload = Upload.ID.make()
        try create(upload)
        defer { remove(upload) }
        let copy = try open(upload, flags: O_RDWR)
        let size = try source.copy(to: copy)
        return (try stage(copy, of: upload), size)
    }

    /// Puts a file that this process alone knows into its final place; its digest.
    private func stage(_ file: OpenFile, of upload: Upload.ID) throws -> SHA256Digest {
        var found = PartialDigest()
        try found.readRest(of: file)
        guard let digest = found.value, try stage(upload, as: digest, known: found) else {
            throw FileFailure(operation: "hash", code: EIO)
        }
        return digest
    }

    /// The media type that the first bytes of a stored file tell.
    func detectedType(of digest: SHA256Digest) throws -> String {
        MediaSniffer.type(ofHead: try OpenFile(path: path(of: digest), flags: O_RDONLY).head(512))
    }

    /// The uploads whose files nobody has written to since.
    func uploadsOnDisk(untouchedSince time: Date) throws -> Set<Upload.ID> {
        let names = try FileManager.default.contentsOfDirectory(atPath: uploads.path)
        let stems = names.map {
            $0.hasSuffix(Self.metadataSuffix) ? String($0.dropLast(Self.metadataSuffix.count)) : $0
        }
        return Set(stems.compactMap { Upload.ID($0) }).filter { upload in
            let attributes = try? FileManager.default.attributesOfItem(atPath: path(of: upload))
            return (attributes?[.modificationDate] as? Date).map { $0 < time } ?? false
        }
    }
}
