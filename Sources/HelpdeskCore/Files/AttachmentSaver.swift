import Foundation
public import HelpdeskModels

/// Saves attachments to files: safely named, resumed where they were cut, and verified.
public struct AttachmentSaver: Sendable {
    let store: Store
    let backend: any Backend

    public init(store: Store, backend: any Backend) {
        self.store = store
        self.backend = backend
    }

    /// Saves into `directory` (created if missing) under a safe name and returns the path; never overwrites.
    ///
    /// Written beside as `.part` and renamed when its SHA-256, or else its size, is right; a `.part` of an earlier try is gone on with.
    /// A file that is not sent yet is copied from the outbox. Throws `cannotWriteFile`, `diskFull`, `digestMismatch`,
    /// and what `Backend.download` throws; `cancelled` when the task is, and then what arrived is gone on with later.
    public func save(
        _ attachment: Attachment, directory: String, progress: @escaping @Sendable (TransferProgress) -> Void = { _ in }
    ) async throws(HelpdeskError) -> String {
        let folder = NSString(string: directory).expandingTildeInPath
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw HelpdeskError(.cannotWriteFile, subject: folder, detail: "the directory cannot be created")
        }
        let name = SafeFileName.make(from: attachment.name)
        let part = folder + "/.\(attachment.id).part"
        let outgoing = store.outgoingFilePath(attachment.id)
        var known = PartialDigest()
        if FileManager.default.fileExists(atPath: outgoing) {
            try await Blocking.run { _ throws(HelpdeskError) in try Self.copy(outgoing, to: part, name: name) }
        } else {
            known = try await receive(attachment, into: part, name: name, progress: progress)
        }
        return try await Blocking.run { [known] isCancelled throws(HelpdeskError) in
            try Self.verify(part, attachment, known: known, name: name, isCancelled: isCancelled)
            return try Self.place(part, in: folder, name: name)
        }
    }

    /// Receives what is missing, and digests what is there meanwhile; how much of it is digested.
    private func receive(
        _ attachment: Attachment, into part: String, name: String,
        progress: @escaping @Sendable (TransferProgress) -> Void
    ) async throws(HelpdeskError) -> PartialDigest {
        let present = try Self.prepare(part, name: name)
        if present == attachment.size { return PartialDigest() }
        let offset = present < attachment.size ? present : 0
        // A file that cannot fit must not fill the disk first, on which the store needs room, too.
        guard FreeSpace.isEnough(for: attachment.size - offset, at: part) else {
            throw HelpdeskError(.diskFull, subject: name)
        }
        let clock = store.clock
        let started = clock()
        // Only the first report shows whether the backend went on with the part or begins it anew. Without a digest to
        // compare with, there is nothing to follow for.
        let follower = DigestFollower(part)
        let isDigestKnown = attachment.sha256 != nil
        do throws(HelpdeskError) {
            try await backend.download(attachment, to: part, from: offset) { done in
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
            // More than was announced, so it is another file; the next try begins anew.
            unlink(part)
            throw HelpdeskError(.digestMismatch, subject: name, detail: error.detail)
        }
    }

    /// Makes sure that the part is a plain file of our own; its size.
    private static func prepare(_ part: String, name: String) throws(HelpdeskError) -> Int64 {
        guard let file = Descriptor(part, O_WRONLY | O_CREAT | O_NOFOLLOW | O_NONBLOCK), let status = file.status(),
            status.st_mode & S_IFMT == S_IFREG
        else { throw .writing(name) }
        return Int64(status.st_size)
    }

    private static func copy(_ source: String, to part: String, name: String) throws(HelpdeskError) {
        unlink(part)
        guard let input = Descriptor(source, O_RDONLY), let output = Descriptor(part, O_WRONLY | O_CREAT | O_EXCL)
        else { throw .writing(name) }
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 16)
        defer { buffer.deallocate() }
        while true {
            let count = input.read(into: buffer)
            guard count >= 0 else { throw HelpdeskError(.fileUnreadable, subject: name) }
            if count == 0 { return }
            guard output.write(UnsafeRawBufferPointer(rebasing: buffer.prefix(count))) else { throw .writing(name) }
        }
    }

    /// A part that is not what was announced is removed, so that the next try begins anew. `known`: what was digested
    /// while it was received.
    private static func verify(
        _ part: String, _ attachment: Attachment, known: PartialDigest, name: String,
        isCancelled: @Sendable () -> Bool
    ) throws(HelpdeskError) {
        guard let file = Descriptor(part, O_RDONLY | O_NOFOLLOW), let status = file.status() else {
            throw .writing(name)
        }
        var isWhole = Int64(status.st_size) == attachment.size
        if isWhole {
            isWhole = try isRight(file, attachment, beginningWith: known, isCancelled: isCancelled)
            // Before a file is thrown away for its digest, it is read as it lies there.
            if !isWhole, known.count > 0 {
                isWhole = try isRight(file, attachment, beginningWith: PartialDigest(), isCancelled: isCancelled)
            }
        }
        guard isWhole else {
            unlink(part)
            throw HelpdeskError(.digestMismatch, subject: name)
        }
        guard file.synchronize() else { throw .writing(name) }
    }

    private static func isRight(
        _ file: borrowing Descriptor, _ attachment: Attachment, beginningWith beginning: PartialDigest,
        isCancelled: () -> Bool
    ) throws(HelpdeskError) -> Bool {
        var digest = beginning
        guard try digest.readRest(of: file, isCancelled: isCancelled) else { throw .writing(attachment.name) }
        return digest.count == attachment.size && (attachment.sha256 == nil || attachment.sha256 == digest.value)
    }

    /// Gives the part its name, or the first numbered one that is free. A link, unlike a renaming, never overwrites.
    private static func place(_ part: String, in folder: String, name: String) throws(HelpdeskError) -> String {
        for number in 1...10_000 {
            let path = folder + "/" + SafeFileName.numbered(name, number)
            if link(part, path) == 0 {
                unlink(part)
                return path
            }
            if errno == EEXIST { continue }
            // A file system without links: take the name with an empty file of our own, then replace that.
            if Descriptor(path, O_WRONLY | O_CREAT | O_EXCL) == nil {
                if errno == EEXIST { continue }
                throw .writing(name)
            }
            guard rename(part, path) == 0 else { throw .writing(name) }
            return path
        }
        throw HelpdeskError(.cannotWriteFile, subject: name, detail: "ten thousand files have this name")
    }
}
