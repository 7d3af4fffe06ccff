import Foundation
import HelpdeskModels
import SystemKit

/// Copies a file into the outbox: checks it, and digests the copy meanwhile, in constant memory.
struct FileIntake {
    let limits: Limits
    let isCancelled: @Sendable () -> Bool

    func copy(_ located: LocatedPath, to target: String, id: Attachment.ID) throws(HelpdeskError) -> OutgoingFile {
        let (name, path) = (located.path.name, located.opening)
        // The file that was found stays open until it is copied.
        defer { withExtendedLifetime(located) {} }
        guard let status = path.status() else { throw Self.reading(name, errno) }
        try check(status, name: name)
        // Non-blocking, in case a FIFO has replaced the file.
        guard let source = Descriptor(path, O_RDONLY | O_NONBLOCK), let opened = source.status() else {
            throw Self.reading(name, errno)
        }
        try check(opened, name: name)
        let part = target + ".part"
        do throws(HelpdeskError) {
            let (digest, head) = try copyBytes(from: source, size: Int64(opened.st_size), to: part, name: name)
            guard let after = source.status(), after.st_size == opened.st_size,
                after.st_mtim.tv_sec == opened.st_mtim.tv_sec, after.st_mtim.tv_nsec == opened.st_mtim.tv_nsec
            else { throw HelpdeskError(.fileChanged, subject: name) }
            guard rename(part, target) == 0 else { throw .writing(name) }
            return OutgoingFile(
                id: id, name: AttachmentName.make(from: name, limit: limits.fileNameLength),
                mediaType: MediaType.guess(name: name, head: head),
                size: Int64(opened.st_size), sha256: digest)
        } catch {
            unlink(part)
            throw error
        }
    }

    private func check(_ status: stat, name: String) throws(HelpdeskError) {
        switch status.st_mode & S_IFMT {
        case S_IFREG: break
        case S_IFDIR: throw HelpdeskError(.fileIsDirectory, subject: name)
        default: throw HelpdeskError(.fileNotRegular, subject: name)
        }
        if status.st_size > limits.attachmentSize {
            throw HelpdeskError(
                .fileTooLarge, subject: name,
                violations: [Violation(field: "attachments", code: .tooLarge, limit: limits.attachmentSize)])
        }
    }

    private func copyBytes(
        from source: borrowing Descriptor, size: Int64, to part: String, name: String
    ) throws(HelpdeskError) -> (HelpdeskModels.SHA256Digest, head: [UInt8]) {
        guard let target = Descriptor(part, O_WRONLY | O_CREAT | O_TRUNC) else { throw .writing(name) }
        let follower = DigestFollower(part)
        // Also after a failure, so that it does not read a deleted file.
        defer { _ = follower.stop() }
        var head: [UInt8] = []
        var copied: Int64 = 0
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 16)
        defer { buffer.deallocate() }
        while true {
            if isCancelled() { throw HelpdeskError(.cancelled) }
            let count = source.read(into: buffer)
            if count < 0 { throw Self.reading(name, errno) }
            if count == 0 { break }
            let bytes = UnsafeRawBufferPointer(rebasing: buffer.prefix(count))
            if head.isEmpty { head = Array(bytes.prefix(4096)) }
            copied += Int64(count)
            // Catches a growing file before it fills the disk.
            guard copied <= size else { throw HelpdeskError(.fileChanged, subject: name) }
            guard target.write(bytes) else { throw .writing(name) }
            follower.grew(to: copied)
        }
        guard copied == size else { throw HelpdeskError(.fileChanged, subject: name) }
        guard target.synchronize() else { throw .writing(name) }
        var partial = follower.stop()
        guard let copy = Descriptor(part, O_RDONLY | O_NOFOLLOW),
            try partial.readRest(of: copy, isCancelled: isCancelled), partial.count == size
        else { throw .writing(name) }
        guard let digest = partial.value else { throw HelpdeskError(.unexpected) }
        return (digest, head)
    }

    private static func reading(_ name: String, _ number: Int32) -> HelpdeskError {
        let code: HelpdeskError.Code =
            switch number {
            case ENOENT, ENOTDIR: .fileMissing
            case ENXIO, ENODEV: .fileNotRegular
            default: .fileUnreadable
            }
        return HelpdeskError(code, subject: name, detail: String(cString: strerror(number)))
    }
}
