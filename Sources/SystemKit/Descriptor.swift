import CLinux
package import Glibc

/// An open file, closed when it goes out of scope.
package struct Descriptor: ~Copyable {
    package let number: Int32

    /// Nil if the file cannot be opened; `errno` says why.
    package init?(_ path: String, _ flags: Int32, mode: mode_t = 0o600) {
        let number = open(path, flags | O_CLOEXEC, mode)
        guard number >= 0 else { return nil }
        self.number = number
    }

    /// Takes over a file that something else opened; nil for a negative number.
    package init?(adopting number: Int32) {
        guard number >= 0 else { return nil }
        self.number = number
    }

    /// A file without a name that exists only in memory; nil if there is no descriptor for it.
    package static func inMemory() -> Descriptor? { Descriptor(adopting: clinux_memory_file()) }

    /// The entry of an open folder, for nothing but going on from there. No link is followed: a link is opened itself.
    ///
    /// - Parameter name: one name, not a path. Nil for a path, for `.` and `..`, and if there is no such entry; `errno`
    ///   says why.
    package init?(entry name: [UInt8], of folder: borrowing Descriptor) {
        guard !name.isEmpty, name != [UInt8(ascii: ".")], name != Array("..".utf8),
            !name.contains(where: { $0 == 0 || $0 == UInt8(ascii: "/") })
        else {
            errno = EINVAL
            return nil
        }
        self.init(
            adopting: (name.map { CChar(bitPattern: $0) } + [0]).withUnsafeBufferPointer { buffer in
                buffer.baseAddress.map { clinux_open_entry(folder.number, $0) } ?? -1
            })
    }

    /// A path that opens this very file or folder again, whatever has become of its name (proc(5)).
    package var path: String { "/proc/self/fd/\(number)" }

    deinit { close(number) }

    /// Reads up to the size of `buffer`; 0 at the end, negative for an error.
    package func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        while true {
            let count = Glibc.read(number, buffer.baseAddress, buffer.count)
            if count >= 0 || errno != EINTR { return count }
        }
    }

    /// Reads at `offset` and leaves the position of the file alone.
    package func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int64) -> Int {
        while true {
            let count = pread(number, buffer.baseAddress, buffer.count, off_t(offset))
            if count >= 0 || errno != EINTR { return count }
        }
    }

    /// Whether all of it was written; else `errno` says why.
    package func write(_ bytes: UnsafeRawBufferPointer) -> Bool {
        var rest = bytes
        while !rest.isEmpty {
            let count = Glibc.write(number, rest.baseAddress, rest.count)
            if count < 0 {
                if errno == EINTR { continue }
                return false
            }
            rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(count))
        }
        return true
    }

    package func status() -> stat? {
        var status = stat()
        return fstat(number, &status) == 0 ? status : nil
    }

    /// Takes or changes the advisory lock of the open file (flock(2)) without waiting: `LOCK_SH`, `LOCK_EX`. Closing the
    /// file releases it, also when the process is killed.
    ///
    /// False if another process has a conflicting lock. A file system without locks grants all of them.
    package func lock(_ kind: Int32) -> Bool {
        while flock(number, kind | LOCK_NB) != 0 {
            if errno == EINTR { continue }
            return errno != EWOULDBLOCK
        }
        return true
    }

    /// The same, waiting for others at most so long; false if one has the lock even then. For threads that may wait.
    package func lock(_ kind: Int32, waiting limit: Duration) -> Bool {
        let end = ContinuousClock.now + limit
        while !lock(kind) {
            guard ContinuousClock.now < end else { return false }
            usleep(10_000)
        }
        return true
    }

    /// Locks one byte of the file, which may be beyond its end, for this opening of it without waiting. Unlocking it or
    /// closing the file releases it, also when the process is killed.
    ///
    /// False if another opening has locked it. A file system without locks grants all of them.
    package func lock(at place: Int64) -> Bool {
        while clinux_lock_byte(number, place, true) != 0 {
            if errno == EINTR { continue }
            return errno != EAGAIN && errno != EACCES
        }
        return true
    }

    /// Whether another opening of the file has locked the byte.
    package func isLocked(at place: Int64) -> Bool { clinux_is_byte_locked(number, place) }

    package func unlock(at place: Int64) { _ = clinux_lock_byte(number, place, false) }

    /// Begins to write the large pieces that end between the offsets to disk, so that `synchronize` takes less time.
    package func beginWriting(from start: Int64, to end: Int64) { clinux_write_back(number, start, end) }

    /// Whether something else has the file open, here or in another process.
    package var isOpenElsewhere: Bool { clinux_is_open_elsewhere(number) }

    package func synchronize() -> Bool { fsync(number) == 0 }
}
