package import Foundation
package import HelpdeskModels
package import SystemKit

/// Where a desk keeps files: uploads on their way, by their ids, and contents for good, by their SHA-256.
///
/// Every call may wait for a disk or a network. Errors of the medium are ``StoreError``s or system errors.
package protocol FileStore: Sendable {
    /// Whether other servers write to the same uploads. Then the store alone says where one stands.
    var isShared: Bool { get }

    /// Begins an upload. `metadata` is what the client says of it, in the form of tus.
    func create(_ upload: Upload.ID, metadata: String?) throws
    /// The client's description of the upload when it began; nil for none.
    func metadata(of upload: Upload.ID) throws -> String?
    /// How many bytes have arrived. Throws ``StoreError/notFound`` if a crash came before the file: the client begins anew.
    func size(of upload: Upload.ID) throws -> Int64
    /// Opens an upload to append to it. Throws as ``size(of:)`` does.
    ///
    /// - Parameter countsAtOnce: whether bytes are the upload's as soon as they are written, or not before
    ///   ``UploadFile/synchronize()``.
    func append(to upload: Upload.ID, countsAtOnce: Bool) throws -> any UploadFile
    /// Removes what is there; it is no error if nothing is.
    func remove(_ upload: Upload.ID) throws
    /// The file if the content of a complete upload is `digest`; then it is durable, too. Nil for another content.
    ///
    /// `known` is of the upload's beginning: only the rest is read.
    func verify(_ upload: Upload.ID, is digest: SHA256Digest, known: PartialDigest) throws -> VerifiedFile?
    /// Takes in a copy of the file at `path`, as an upload that is complete.
    func receive(contentsOf path: String) throws -> VerifiedFile
    /// Takes in `data`, as an upload that is complete.
    func receive(_ data: Data) throws -> VerifiedFile
    /// The uploads whose files nobody has written to since.
    func uploads(untouchedSince time: Date) throws -> Set<Upload.ID>

    /// Makes sure that a verified upload is in its final place, durably. The upload itself stays.
    ///
    /// Called inside the transaction that names it. A crash before the commit costs
    /// nothing but a spare file, which is collected later. Throws ``StoreError/notFound`` if the upload has gone.
    func commit(_ file: VerifiedFile) throws
    /// The path of a stored content on this machine, which never changes; nil if it is only to be had by
    /// ``read(_:at:count:)``.
    func path(of digest: SHA256Digest) -> String?
    /// A file on this machine with a stored content. If it does not lie here, it is copied, and the copy stays for a week.
    func localCopy(of digest: SHA256Digest) throws -> String
    /// The bytes of a stored content from `offset` on, `count` at the most; none behind its end. Throws
    /// ``StoreError/notFound``.
    func read(_ digest: SHA256Digest, at offset: Int64, count: Int) throws -> Data
    /// Every content that is stored and may be looked at. Files that the desk did not put there are left out, and so are
    /// those that may be on their way to a message.
    func contents() throws -> [SHA256Digest]
    /// Removes a content that nothing names, and that nobody can name as long as ``ContentRemoval`` has marked it. Throws
    /// ``RemovalInDoubt`` if it may still happen later.
    func remove(_ digest: SHA256Digest) throws

    /// Removes what the store has kept for itself and needs no longer.
    func tidy() throws

    /// Why files cannot be stored now, as a sentence for an administrator; nil if they can.
    func obstacle() -> String?
    /// How the medium is used. Does not wait for it.
    func metrics() -> [Metric]
}

extension FileStore {
    package var isShared: Bool { false }

    package func tidy() throws {}

    package func metrics() -> [Metric] { [] }

    /// Writes a stored content to the beginning of a file, in constant memory. Throws ``StoreError/notFound``.
    package func copy(_ digest: SHA256Digest, to file: OpenFile) throws {
        var position: Int64 = 0
        while true {
            let piece = try read(digest, at: position, count: 1 << 20)
            if piece.isEmpty { return }
            try piece.withUnsafeBytes { try file.write($0, at: position) }
            position += Int64(piece.count)
        }
    }

    /// Removes the uploads of files that are stored by now, or refused.
    package func discard(_ files: [VerifiedFile]) async {
        // The server removes what stays when it tidies up, and reports a failure then.
        try? await BlockingWork.run { for file in files { try remove(file.upload) } }
    }
}

/// An upload that is being written. Every call may wait for a disk or a network.
package protocol UploadFile: Sendable {
    /// Begins to write at `offset`, with nobody else. Comes before everything else here.
    func begin(at offset: Int64) throws -> UploadBeginning
    /// Ends what ``begin(at:)`` began.
    func end()
    /// Up to where bytes are the upload's for good when all of them up to `position` were written and no more. Waits for
    /// nothing.
    func settled(at position: Int64) -> Int64
    /// Writes all of `bytes` at `offset`, where the upload ends. Throws ``UploadOvertaken``.
    func write(_ bytes: UnsafeRawBufferPointer, at offset: Int64) throws
    func truncate(to size: Int64) throws
    /// Returns when everything written is durable and the upload's. Throws ``UploadOvertaken``.
    func synchronize() throws
}

/// Whether a request may write to an upload.
package enum UploadBeginning: Hashable, Sendable {
    case begun
    /// The upload has so many bytes.
    case elsewhere(Int64)
    /// Another server writes to it.
    case taken
}

/// A newer request, perhaps at another server, has taken over the upload: what this one still writes does not count.
package struct UploadOvertaken: Error {
    package init() {}
}

/// How much room users and services have for files.
public struct FileLimits: Hashable, Sendable {
    /// Begun and not claimed by a message yet, of one user.
    public var unfinishedUploads = 100
    /// Bytes of all files of one service.
    public var serviceStorage: Int64 = 100 << 30

    public init() {}
}
