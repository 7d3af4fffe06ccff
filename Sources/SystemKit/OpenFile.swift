import Foundation

/// A ``Descriptor`` that is shared and closed with its last reference. Every call may wait for the disk, and throws
/// ``FileFailure``.
package final class OpenFile: Sendable {
    private let file: Descriptor

    /// `flags` as for open(2).
    package init(path: String, flags: Int32) throws {
        guard let file = Descriptor(path, flags | O_NOFOLLOW) else { throw FileFailure.last("open") }
        self.file = file
    }

    /// A new file to write and read, without a name: it is gone with its last reference, whatever happens.
    package static func unnamed(in directory: String) throws -> OpenFile {
        let path = "\(directory)/.\(UUID().uuidString)"
        let file = try OpenFile(path: path, flags: O_RDWR | O_CREAT | O_EXCL)
        guard unlink(path) == 0 else { throw FileFailure.last("unlink") }
        return file
    }

    /// A path that opens this very file again, whatever has become of its name.
    package var path: String { file.path }

    /// In bytes.
    package func size() throws -> Int64 {
        guard let status = file.status() else { throw FileFailure.last("fstat") }
        return Int64(status.st_size)
    }

    /// The first bytes, `count` at the most.
    package func head(_ count: Int) throws -> [UInt8] {
        var head = [UInt8](repeating: 0, count: count)
        let length = try head.withUnsafeMutableBytes { try read(into: $0, at: 0) }
        return Array(head.prefix(length))
    }

    /// Reads up to the size of `buffer` at `offset`; returns the number of bytes, 0 at the end.
    package func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int64) throws -> Int {
        let count = file.read(into: buffer, at: offset)
        guard count >= 0 else { throw FileFailure.last("read") }
        return count
    }

    /// Writes all of `bytes` at `offset`. The disk begins with what is large, so that `synchronize` takes less long.
    package func write(_ bytes: UnsafeRawBufferPointer, at offset: Int64) throws {
        var rest = bytes
        var position = offset
        while !rest.isEmpty {
            let count = pwrite(file.number, rest.baseAddress, rest.count, off_t(position))
            if count < 0 {
                if errno == EINTR { continue }
                throw FileFailure.last("write")
            }
            rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(count))
            position += Int64(count)
        }
        file.beginWriting(from: offset, to: position)
    }

    package func truncate(to size: Int64) throws {
        guard ftruncate(file.number, off_t(size)) == 0 else { throw FileFailure.last("ftruncate") }
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
        guard file.synchronize() else { throw FileFailure.last("fsync") }
    }

    /// Whether no other process has the lock, which then is this one's until `unlock`; see ``Descriptor/lock(_:)``.
    package func lock() -> Bool { file.lock(LOCK_EX) }

    package func unlock() { flock(file.number, LOCK_UN) }

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
