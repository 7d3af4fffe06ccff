package import Foundation
package import HelpdeskModels
import SystemKit

/// Where a desk keeps files: uploads on their way, by their ids, and contents for good, by their SHA-256.
///
/// Every call may wait for a disk or a network. Errors of the medium are ``StoreError``s or system errors.
package protocol FileStore: Sendable {
    /// Begins an upload. `metadata` is what the client says of it, in the form of tus.
    func create(_ upload: Upload.ID, metadata: String?) throws
    /// The client's description of the upload when it began; nil for none.
    func metadata(of upload: Upload.ID) throws -> String?
    /// How many bytes have arrived. Throws ``StoreError/notFound`` if a crash came before the file: the client begins anew.
    func size(of upload: Upload.ID) throws -> Int64
    /// Opens an upload to append to it. Throws as ``size(of:)`` does.
    func append(to upload: Upload.ID) throws -> any UploadFile
    /// Removes what is there; it is no error if nothing is.
    func remove(_ upload: Upload.ID) throws
    /// Whether the content of a complete upload is `digest`; then it is durable, too.
    ///
    /// `known` is of the upload's beginning: only the rest is read.
    func verify(_ upload: Upload.ID, is digest: SHA256Digest, known: PartialDigest) throws -> Bool
    /// The media type that the first bytes of an upload tell.
    func detectedType(of upload: Upload.ID) throws -> String
    /// Takes in a copy of the file at `path`, as an upload that is complete.
    func receive(contentsOf path: String) throws -> VerifiedFile
    /// Takes in `data`, as an upload that is complete.
    func receive(_ data: Data) throws -> VerifiedFile
    /// The uploads whose files nobody has written to since.
    func uploads(untouchedSince time: Date) throws -> Set<Upload.ID>

    /// Puts a verified upload into its final place, durably. The upload itself stays.
    ///
    /// Called inside the transaction that names it, as is ``remove(_:)-(SHA256Digest)``. A crash before the commit costs
    /// nothing but a spare file, which is collected later. Throws ``StoreError/notFound`` if the upload has gone.
    func commit(_ upload: Upload.ID, as digest: SHA256Digest) throws
    /// Where a stored content can be read on this machine; it never changes.
    func path(of digest: SHA256Digest) -> String
    /// Every content that is stored. What the desk did not put there is left out.
    func contents() throws -> [SHA256Digest]
    /// Removes a content that nothing names; called inside the transaction that has found that out.
    func remove(_ digest: SHA256Digest) throws

    /// Why files cannot be stored now, as a sentence for an administrator; nil if they can.
    func obstacle() -> String?
}

extension FileStore {
    /// Removes the uploads of files that are stored by now, or refused.
    package func discard(_ files: [VerifiedFile]) async {
        // The server removes what stays when it tidies up, and reports a failure then.
        try? await BlockingWork.run { for file in files { try remove(file.upload) } }
    }
}

/// An upload that is being written. Every call may wait for a disk or a network.
package protocol UploadFile: Sendable {
    /// In bytes.
    func size() throws -> Int64
    /// Writes all of `bytes` at `offset`.
    func write(_ bytes: UnsafeRawBufferPointer, at offset: Int64) throws
    func truncate(to size: Int64) throws
    /// Returns when everything written is durable.
    func synchronize() throws
    /// Whether no other process writes to the upload; then none can until ``unlock()``.
    func lock() -> Bool
    func unlock()
}

/// How much room users and services have for files.
public struct FileLimits: Hashable, Sendable {
    /// Begun and not claimed by a message yet, of one user.
    public var unfinishedUploads = 100
    /// Bytes of all files of one service.
    public var serviceStorage: Int64 = 100 << 30

    public init() {}
}
