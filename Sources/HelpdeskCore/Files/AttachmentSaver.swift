import Foundation
public import HelpdeskModels
import SystemKit

/// Saves attachments to files: safely named, resumed after an interruption, and verified.
public struct AttachmentSaver: Sendable {
    let store: Store
    let backend: any Backend

    public init(store: Store, backend: any Backend) {
        self.store = store
        self.backend = backend
    }

    /// Saves into `folder`, which is created if missing, under a safe name and returns the path. Never overwrites.
    ///
    /// The file is written as `.part` and gets its name when its SHA-256, or else its size, is right. A `.part` of an earlier
    /// attempt is resumed; if it turns out to be of another file, the download starts over. A file that is not sent yet is
    /// copied from the outbox.
    ///
    /// Throws `cannotWriteFile`, `diskFull`, `digestMismatch`, all with the file's name as their subject, what
    /// `Backend.download` throws, and `cancelled`, after which a later call resumes.
    public func save(
        _ attachment: Attachment, in folder: LocalPath,
        progress: @escaping @Sendable (TransferProgress) -> Void = { _ in }
    ) async throws(HelpdeskError) -> LocalPath {
        let name = SafeFileName.make(from: attachment.name)
        let target = try TargetFolder(folder, name: name)
        var isResumed = true
        while true {
            let part = try PartialFile(of: attachment.id, in: target.path, name: name)
            do throws(HelpdeskError) {
                let known = try await fill(part, with: attachment, name: name, progress: progress)
                let placed = try await BlockingWork.run { isCancelled throws(HelpdeskError) -> String in
                    guard try part.isWhole(attachment, known: known, isCancelled: isCancelled) else {
                        throw HelpdeskError(.digestMismatch, subject: name)
                    }
                    return try part.place(in: target.path, name: name)
                }
                return folder.appending(Array(placed.utf8))
            } catch {
                guard error.code == .digestMismatch else { throw error }
                part.remove()
                // The resumed part was of another file, or damaged. A fresh download cannot fail for that.
                guard isResumed, part.size > 0 else { throw error }
                isResumed = false
            }
        }
    }

    /// Saves into a folder that was found.
    public func save(
        _ attachment: Attachment, in folder: LocatedPath,
        progress: @escaping @Sendable (TransferProgress) -> Void = { _ in }
    ) async throws(HelpdeskError) -> LocalPath {
        // It stays open until the file is there.
        defer { withExtendedLifetime(folder) {} }
        let saved = try await save(attachment, in: folder.opening, progress: progress)
        return saved.bytes.split(separator: UInt8(ascii: "/")).last.map { folder.path.appending(Array($0)) } ?? saved
    }

    /// Saves into a folder whose path is as a person types it.
    public func save(
        _ attachment: Attachment, directory: String, progress: @escaping @Sendable (TransferProgress) -> Void = { _ in }
    ) async throws(HelpdeskError) -> String {
        try await save(attachment, in: LocalPath(argument: directory), progress: progress).text
    }

    /// Completes the part. Returns the digest of as much as was digested meanwhile.
    private func fill(
        _ part: PartialFile, with attachment: Attachment, name: String,
        progress: @escaping @Sendable (TransferProgress) -> Void
    ) async throws(HelpdeskError) -> PartialDigest {
        let outgoing = store.outgoingFilePath(attachment.id)
        guard FileManager.default.fileExists(atPath: outgoing) else {
            return try await receive(attachment, into: part, name: name, progress: progress)
        }
        try await BlockingWork.run { _ throws(HelpdeskError) in try part.copy(of: outgoing, name: name) }
        return PartialDigest()
    }

    /// Downloads the rest and digests the file meanwhile. Returns the digest so far.
    private func receive(
        _ attachment: Attachment, into part: PartialFile, name: String,
        progress: @escaping @Sendable (TransferProgress) -> Void
    ) async throws(HelpdeskError) -> PartialDigest {
        if part.size == attachment.size { return PartialDigest() }
        let offset = part.size < attachment.size ? part.size : 0
        // A file that does not fit must not fill the disk, because the store needs room too.
        guard FreeSpace.isEnough(for: attachment.size - offset, at: part.path) else {
            throw HelpdeskError(.diskFull, subject: name)
        }
        let clock = store.clock
        let started = clock()
        // Only the first report shows whether the backend resumed the part or started over. Without an announced digest there
        // is no need for one.
        let follower = DigestFollower(part.path)
        let isDigestKnown = attachment.sha256 != nil
        do throws(HelpdeskError) {
            try await backend.download(attachment, to: part.path, from: offset) { done in
                if isDigestKnown { follower.grew(to: done) }
                progress(
                    TransferProgress(
                        id: attachment.id, name: name, done: done, total: attachment.size, initial: offset,
                        started: started, updated: clock()))
            }
            return follower.stop()
        } catch {
            _ = follower.stop()
            guard error.code == .answerTooLarge else { throw error }
            // It is larger than announced, so it is another file.
            throw HelpdeskError(.digestMismatch, subject: name, detail: error.detail)
        }
    }
}

/// The folder to save into, with a path in UTF-8 for everything that opens files there.
private final class TargetFolder: Sendable {
    let path: String
    /// Keeps the path valid.
    private let folder: Descriptor?

    /// Creates the folder if it is missing. Throws `cannotWriteFile` with the file's name.
    init(_ folder: LocalPath, name: String) throws(HelpdeskError) {
        guard folder.makeFolder() else {
            throw HelpdeskError(.cannotWriteFile, subject: name, detail: "its folder cannot be made")
        }
        if let text = folder.exactText {
            path = text
            self.folder = nil
            return
        }
        guard let opened = Descriptor(folder, O_RDONLY | O_DIRECTORY) else { throw .writing(name) }
        path = "/proc/self/fd/\(opened.number)"
        self.folder = consume opened
    }
}
