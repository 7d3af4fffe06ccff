import Foundation
public import HelpdeskModels
import SystemKit

/// Saves attachments to files: safely named, resumed where they were cut, and verified.
public struct AttachmentSaver: Sendable {
    let store: Store
    let backend: any Backend

    public init(store: Store, backend: any Backend) {
        self.store = store
        self.backend = backend
    }

    /// Saves into `folder` (made if missing) under a safe name and returns the path; never overwrites.
    ///
    /// Written beside as `.part` and renamed when its SHA-256, or else its size, is right; a `.part` of an earlier try is
    /// gone on with, and if that was of something else, the file is received anew.
    /// A file that is not sent yet is copied from the outbox. Throws `cannotWriteFile`, `diskFull`, `digestMismatch`,
    /// whose subject is the file's name, and what `Backend.download` throws; `cancelled` when the task is, and then what
    /// arrived is gone on with later.
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
                let placed = try await Blocking.run { isCancelled throws(HelpdeskError) -> String in
                    guard try part.isWhole(attachment, known: known, isCancelled: isCancelled) else {
                        throw HelpdeskError(.digestMismatch, subject: name)
                    }
                    return try part.place(in: target.path, name: name)
                }
                return folder.appending(Array(placed.utf8))
            } catch {
                guard error.code == .digestMismatch else { throw error }
                part.remove()
                // What it began with was of another file, or was damaged: that does not happen twice.
                guard isResumed, part.size > 0 else { throw error }
                isResumed = false
            }
        }
    }

    /// The same with a path as it is typed.
    public func save(
        _ attachment: Attachment, directory: String, progress: @escaping @Sendable (TransferProgress) -> Void = { _ in }
    ) async throws(HelpdeskError) -> String {
        try await save(attachment, in: LocalPath(argument: directory), progress: progress).text
    }

    /// Has the whole content in the part; how much of it was digested meanwhile.
    private func fill(
        _ part: PartialFile, with attachment: Attachment, name: String,
        progress: @escaping @Sendable (TransferProgress) -> Void
    ) async throws(HelpdeskError) -> PartialDigest {
        let outgoing = store.outgoingFilePath(attachment.id)
        guard FileManager.default.fileExists(atPath: outgoing) else {
            return try await receive(attachment, into: part, name: name, progress: progress)
        }
        try await Blocking.run { _ throws(HelpdeskError) in try part.copy(of: outgoing, name: name) }
        return PartialDigest()
    }

    /// Receives what is missing, and digests what is there meanwhile; how much of it is digested.
    private func receive(
        _ attachment: Attachment, into part: PartialFile, name: String,
        progress: @escaping @Sendable (TransferProgress) -> Void
    ) async throws(HelpdeskError) -> PartialDigest {
        if part.size == attachment.size { return PartialDigest() }
        let offset = part.size < attachment.size ? part.size : 0
        // A file that cannot fit must not fill the disk first, on which the store needs room, too.
        guard FreeSpace.isEnough(for: attachment.size - offset, at: part.path) else {
            throw HelpdeskError(.diskFull, subject: name)
        }
        let clock = store.clock
        let started = clock()
        // Only the first report shows whether the backend went on with the part or begins it anew. Without a digest to
        // compare with, there is nothing to follow for.
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
            // More than was announced, so it is another file.
            throw HelpdeskError(.digestMismatch, subject: name, detail: error.detail)
        }
    }
}

/// The folder that a file goes to, with a path in UTF-8 for whatever opens files there.
private final class TargetFolder: Sendable {
    let path: String
    /// Keeps the path valid.
    private let folder: Descriptor?

    /// Makes the folder if it is missing. Throws `cannotWriteFile` with the file's name.
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
