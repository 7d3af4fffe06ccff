import Foundation
import Glibc
import HelpdeskModels
import SystemKit

/// An incomplete file in the target folder, under a hidden name by which an interrupted download is resumed.
///
/// It is locked (flock(2)) as long as this object lives, so that concurrent downloads of one attachment into one folder
/// use different files.
final class PartialFile: Sendable {
    let path: String
    /// Its size when it was opened, in bytes: what an earlier download left.
    let size: Int64
    private let lock: Descriptor

    /// How many can save one attachment into one folder at a time.
    private static let maxParts = 20

    /// Opens or creates the file. Throws `cannotWriteFile` or `diskFull`, with `name` as the subject.
    init(of attachment: Attachment.ID, in folder: String, name: String) throws(HelpdeskError) {
        for number in 1...Self.maxParts {
            let path = folder + "/.\(attachment)" + (number == 1 ? "" : "-\(number)") + ".part"
            guard let file = Descriptor(path, O_WRONLY | O_CREAT | O_NOFOLLOW | O_NONBLOCK),
                let opened = file.status(), opened.st_mode & S_IFMT == S_IFREG
            else { throw .writing(name) }
            // Since it was opened here, its previous owner may have renamed it and released the lock.
            guard file.lock(LOCK_EX), let status = file.status(), Self.isSameFile(status, at: path) else { continue }
            self.path = path
            size = Int64(status.st_size)
            lock = file
            return
        }
        throw HelpdeskError(.cannotWriteFile, subject: name, detail: "too many programs save it at once")
    }

    private static func isSameFile(_ status: stat, at path: String) -> Bool {
        var present = stat()
        return lstat(path, &present) == 0 && present.st_ino == status.st_ino && present.st_dev == status.st_dev
            && present.st_nlink == 1
    }

    func remove() { unlink(path) }

    /// Copies the content of another file into it.
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

    /// Whether it is the announced file; if so, it is synchronised to disk. `known`: the digest made while it was received.
    func isWhole(
        _ attachment: Attachment, known: PartialDigest, isCancelled: @Sendable () -> Bool
    ) throws(HelpdeskError) -> Bool {
        guard let file = Descriptor(path, O_RDONLY | O_NOFOLLOW), let status = file.status() else {
            throw .writing(attachment.name)
        }
        guard Int64(status.st_size) == attachment.size else { return false }
        var isWhole = try attachment.isContent(of: file, beginningWith: known, isCancelled: isCancelled)
        // Read the whole file again before it is discarded for a wrong digest.
        if !isWhole, known.count > 0 {
            isWhole = try attachment.isContent(of: file, beginningWith: PartialDigest(), isCancelled: isCancelled)
        }
        guard !isWhole || file.synchronize() else { throw .writing(attachment.name) }
        return isWhole
    }

    /// Gives it the name, or the first free numbered one, and returns it. Unlike rename(2), link(2) never overwrites.
    func place(in folder: String, name: String) throws(HelpdeskError) -> String {
        for number in 1...10_000 {
            let target = SafeFileName.numbered(name, number)
            let place = folder + "/" + target
            if link(path, place) == 0 {
                unlink(path)
                return target
            }
            if errno == EEXIST { continue }
            // On a file system without links, reserve the name with an empty file, then replace that.
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
    /// Whether the file has the announced size and, if there is one, digest. `beginning`: the digest of its first bytes.
    func isContent(
        of file: borrowing Descriptor, beginningWith beginning: PartialDigest = PartialDigest(),
        isCancelled: () -> Bool
    ) throws(HelpdeskError) -> Bool {
        var digest = beginning
        guard try digest.readRest(of: file, isCancelled: isCancelled) else { throw .writing(name) }
        return digest.count == size && (sha256 == nil || sha256 == digest.value)
    }
}

/// The free space of a disk.
enum FreeSpace {
    /// Whether the file system of the path has room for `count` more bytes; true if it does not say.
    static func isEnough(for count: Int64, at path: String) -> Bool { bytes(at: path).map { $0 >= count } ?? true }

    /// The bytes that the file system of the path has left for this user; nil if it does not say.
    static func bytes(at path: String) -> Int64? {
        var status = statvfs()
        guard statvfs(path, &status) == 0 else { return nil }
        let (bytes, isTooMany) = UInt64(status.f_bavail).multipliedReportingOverflow(by: UInt64(status.f_frsize))
        return isTooMany ? .max : Int64(clamping: bytes)
    }
}
