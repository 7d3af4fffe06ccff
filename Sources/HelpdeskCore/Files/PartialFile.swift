import Foundation
import Glibc
import HelpdeskModels
import SystemKit

/// A file on its way into a folder, under a hidden name that an interrupted download goes on with.
///
/// It is locked (flock(2)) as long as this value lives: of two that receive the same attachment into one folder, each has
/// a file of its own.
final class PartialFile: Sendable {
    let path: String
    /// What an earlier download left, in bytes.
    let size: Int64
    private let lock: Descriptor

    /// At most so many receive one attachment into one folder at a time.
    private static let most = 20

    /// Opens the file, or makes it. Throws `cannotWriteFile` or `diskFull`, with `name` as the subject.
    init(of attachment: Attachment.ID, in folder: String, name: String) throws(HelpdeskError) {
        for number in 1...Self.most {
            let path = folder + "/.\(attachment)" + (number == 1 ? "" : "-\(number)") + ".part"
            guard let file = Descriptor(path, O_WRONLY | O_CREAT | O_NOFOLLOW | O_NONBLOCK),
                let opened = file.status(), opened.st_mode & S_IFMT == S_IFREG
            else { throw .writing(name) }
            // The one that had it may have given it its name and gone since it was opened here.
            guard file.lock(LOCK_EX), let status = file.status(), Self.isStill(status, at: path) else { continue }
            self.path = path
            size = Int64(status.st_size)
            lock = file
            return
        }
        throw HelpdeskError(.cannotWriteFile, subject: name, detail: "too many programs save it at once")
    }

    private static func isStill(_ status: stat, at path: String) -> Bool {
        var present = stat()
        return lstat(path, &present) == 0 && present.st_ino == status.st_ino && present.st_dev == status.st_dev
            && present.st_nlink == 1
    }

    func remove() { unlink(path) }

    /// Fills it with the content of another file.
    func copy(of source: String, name: String) throws(HelpdeskError) {
        guard let input = Descriptor(source, O_RDONLY),
            let output = Descriptor(path, O_WRONLY | O_TRUNC | O_NOFOLLOW)
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

    /// Whether it is what was announced, and on the disk then. `known`: what was digested while it was received.
    func isWhole(
        _ attachment: Attachment, known: PartialDigest, isCancelled: @Sendable () -> Bool
    ) throws(HelpdeskError) -> Bool {
        guard let file = Descriptor(path, O_RDONLY | O_NOFOLLOW), let status = file.status() else {
            throw .writing(attachment.name)
        }
        guard Int64(status.st_size) == attachment.size else { return false }
        var isWhole = try attachment.isContent(of: file, beginningWith: known, isCancelled: isCancelled)
        // Before a file is thrown away for its digest, it is read as it lies there.
        if !isWhole, known.count > 0 {
            isWhole = try attachment.isContent(of: file, beginningWith: PartialDigest(), isCancelled: isCancelled)
        }
        guard !isWhole || file.synchronize() else { throw .writing(attachment.name) }
        return isWhole
    }

    /// Gives it the name, or the first numbered one that is free; the path. A link, unlike a renaming, never overwrites.
    func place(in folder: String, name: String) throws(HelpdeskError) -> String {
        for number in 1...10_000 {
            let target = SafeFileName.numbered(name, number)
            let place = folder + "/" + target
            if link(path, place) == 0 {
                unlink(path)
                return target
            }
            if errno == EEXIST { continue }
            // A file system without links: take the name with an empty file of our own, then replace that.
            if Descriptor(place, O_WRONLY | O_CREAT | O_EXCL) == nil {
                if errno == EEXIST { continue }
                throw .writing(name)
            }
            guard rename(path, place) == 0 else { throw .writing(name) }
            return target
        }
        throw HelpdeskError(.cannotWriteFile, subject: name, detail: "ten thousand files have this name")
    }
}

extension Attachment {
    /// Whether the file has the size and, where it is known, the SHA-256. `beginning`: what is digested of it already.
    func isContent(
        of file: borrowing Descriptor, beginningWith beginning: PartialDigest = PartialDigest(),
        isCancelled: () -> Bool
    ) throws(HelpdeskError) -> Bool {
        var digest = beginning
        guard try digest.readRest(of: file, isCancelled: isCancelled) else { throw .writing(name) }
        return digest.count == size && (sha256 == nil || sha256 == digest.value)
    }
}

/// Room on a disk.
enum FreeSpace {
    /// Whether the file system of the path has so many bytes more; true where it does not tell.
    static func isEnough(for count: Int64, at path: String) -> Bool {
        var status = statvfs()
        guard statvfs(path, &status) == 0 else { return true }
        return UInt64(status.f_bavail).multipliedReportingOverflow(by: UInt64(status.f_frsize)).partialValue
            >= UInt64(max(0, count))
    }
}
