import CLinux
import Foundation
import HelpdeskModels

/// A file descriptor that is closed with its last reference. Every call may wait for the disk.
final class OpenFile: Sendable {
    let descriptor: Int32

    /// Throws ``FileFailure``; `flags` as for open(2).
    init(path: String, flags: Int32) throws {
        descriptor = open(path, flags | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw FileFailure.last("open") }
    }

    deinit {
        close(descriptor)
    }

    /// In bytes.
    func size() throws -> Int64 {
        let end = lseek(descriptor, 0, SEEK_END)
        guard end >= 0 else { throw FileFailure.last("lseek") }
        return Int64(end)
    }

    /// The first bytes, `count` at the most.
    func head(_ count: Int) throws -> [UInt8] {
        var buffer = [UInt8](repeating: 0, count: count)
        while true {
            let read = pread(descriptor, &buffer, count, 0)
            if read >= 0 { return Array(buffer.prefix(read)) }
            guard errno == EINTR else { throw FileFailure.last("read") }
        }
    }

    /// Up to `buffer`'s size, from `offset` on; how many bytes, 0 at the end.
    func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int64) throws -> Int {
        while true {
            let count = pread(descriptor, buffer.baseAddress, buffer.count, off_t(offset))
            if count >= 0 { return count }
            guard errno == EINTR else { throw FileFailure.last("read") }
        }
    }

    /// Writes all of `bytes` at `offset`. The disk begins with what is large, so that `synchronise` takes less long.
    func write(_ bytes: UnsafeRawBufferPointer, at offset: Int64) throws {
        var rest = bytes[...]
        var position = offset
        while !rest.isEmpty {
            let count = pwrite(
                descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count, off_t(position))
            if count < 0 {
                if errno == EINTR { continue }
                throw FileFailure.last("write")
            }
            rest = rest.dropFirst(count)
            position += Int64(count)
        }
        clinux_write_back(descriptor, offset, position)
    }

    func truncate(to size: Int64) throws {
        guard ftruncate(descriptor, off_t(size)) == 0 else { throw FileFailure.last("ftruncate") }
    }

    /// Writes all of this file to the beginning of `other`; how many bytes there were.
    func copy(to other: OpenFile) throws -> Int64 {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 16)
        defer { buffer.deallocate() }
        var position: Int64 = 0
        while true {
            let count = try read(into: buffer, at: position)
            if count == 0 { return position }
            try other.write(UnsafeRawBufferPointer(rebasing: buffer.prefix(count)), at: position)
            position += Int64(count)
        }
    }

    /// Returns when everything written is on the disk.
    func synchronise() throws {
        guard fsync(descriptor) == 0 else { throw FileFailure.last("fsync") }
    }

    /// The SHA-256 of the whole file, read in pieces.
    func sha256() throws -> HelpdeskModels.SHA256Digest? {
        var digest = PartialDigest()
        try digest.readRest(of: self)
        return digest.value
    }

    /// Whether no other process has the lock, which then is this one's until `unlock` (flock(2)). A file system without
    /// locks grants all of them.
    func lock() -> Bool {
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            if errno == EINTR { continue }
            return errno != EWOULDBLOCK
        }
        return true
    }

    func unlock() {
        flock(descriptor, LOCK_UN)
    }

    /// Makes the entries of a directory durable.
    static func synchroniseDirectory(_ path: String) throws {
        try OpenFile(path: path, flags: O_RDONLY | O_DIRECTORY).synchronise()
    }
}
