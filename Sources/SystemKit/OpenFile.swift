import CLinux
import Foundation

/// A file descriptor that is closed with its last reference. Every call may wait for the disk.
package final class OpenFile: Sendable {
    package let descriptor: Int32

    /// Throws ``FileFailure``; `flags` as for open(2).
    package init(path: String, flags: Int32) throws {
        descriptor = open(path, flags | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw FileFailure.last("open") }
    }

    deinit {
        close(descriptor)
    }

    /// In bytes.
    package func size() throws -> Int64 {
        let end = lseek(descriptor, 0, SEEK_END)
        guard end >= 0 else { throw FileFailure.last("lseek") }
        return Int64(end)
    }

    /// The first bytes, `count` at the most.
    package func head(_ count: Int) throws -> [UInt8] {
        var buffer = [UInt8](repeating: 0, count: count)
        while true {
            let read = pread(descriptor, &buffer, count, 0)
            if read >= 0 { return Array(buffer.prefix(read)) }
            guard errno == EINTR else { throw FileFailure.last("read") }
        }
    }

    /// Up to `buffer`'s size, from `offset` on; how many bytes, 0 at the end.
    package func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int64) throws -> Int {
        while true {
            let count = pread(descriptor, buffer.baseAddress, buffer.count, off_t(offset))
            if count >= 0 { return count }
            guard errno == EINTR else { throw FileFailure.last("read") }
        }
    }

    /// Writes all of `bytes` at `offset`. The disk begins with what is large, so that `synchronize` takes less long.
    package func write(_ bytes: UnsafeRawBufferPointer, at offset: Int64) throws {
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

    package func truncate(to size: Int64) throws {
        guard ftruncate(descriptor, off_t(size)) == 0 else { throw FileFailure.last("ftruncate") }
    }

    /// Writes all of this file to the beginning of `other`; how many bytes there were.
    package func copy(to other: OpenFile) throws -> Int64 {
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
    package func synchronize() throws {
        guard fsync(descriptor) == 0 else { throw FileFailure.last("fsync") }
    }

    /// Whether no other process has the lock, which then is this one's until `unlock` (flock(2)). A file system without
    /// locks grants all of them.
    package func lock() -> Bool {
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            if errno == EINTR { continue }
            return errno != EWOULDBLOCK
        }
        return true
    }

    package func unlock() {
        flock(descriptor, LOCK_UN)
    }

    /// Makes the entries of a directory durable.
    package static func synchronizeDirectory(_ path: String) throws {
        try OpenFile(path: path, flags: O_RDONLY | O_DIRECTORY).synchronize()
    }
}

/// An operation on a file that failed, with the system's error number.
package struct FileFailure: Error, Hashable, CustomStringConvertible {
    package var operation: String
    package var code: Int32

    package init(operation: String, code: Int32) {
        self.operation = operation
        self.code = code
    }

    /// From the `errno` that the last system call of this thread left.
    package static func last(_ operation: String) -> FileFailure {
        FileFailure(operation: operation, code: errno)
    }

    /// Whether there is no room on the disk, or none for this user.
    package var isDiskFull: Bool { code == ENOSPC || code == EDQUOT }

    package var description: String { "\(operation): \(String(cString: strerror(code)))" }
}
