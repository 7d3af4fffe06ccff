import Foundation
import Synchronization
import SystemKit

/// The file of the debug log. Several processes may append to it.
final class DebugLogFile: Sendable {
    private let path: String
    private let limit: Int64
    private let file: Mutex<Descriptor>

    /// Throws `cannotWriteFile` (also for what is no ordinary file) or `diskFull`.
    init(_ path: String, limit: Int64) throws(HelpdeskError) {
        self.path = path
        self.limit = limit
        file = Mutex(try Self.open(path))
    }

    func append(_ line: String) {
        var line = line
        file.withLock { file in
            if let status = file.status(), status.st_size >= limit { rotate(&file, status) }
            // Lost if it cannot be written: there is no other place to say so, and the program shall go on.
            // One call, at the end of the file (O_APPEND): lines of several processes do not mix.
            _ = line.withUTF8 { file.write(UnsafeRawBufferPointer($0)) }
        }
    }

    private static func open(_ path: String) throws(HelpdeskError) -> Descriptor {
        // Not waiting: opening a FIFO would.
        guard let file = Descriptor(path, O_WRONLY | O_CREAT | O_APPEND | O_NOFOLLOW | O_NONBLOCK) else {
            throw .writing(path)
        }
        guard let status = file.status(), status.st_mode & S_IFMT == S_IFREG else {
            throw HelpdeskError(.cannotWriteFile, subject: path, detail: "not an ordinary file")
        }
        // It may have been there before, for others to read.
        guard status.st_mode & 0o077 == 0 || fchmod(file.number, 0o600) == 0 else { throw .writing(path) }
        return file
    }

    /// Goes over to a new file, unless another process has made one already.
    private func rotate(_ file: inout Descriptor, _ status: stat) {
        guard flock(file.number, LOCK_EX) == 0 else { return }
        defer { flock(file.number, LOCK_UN) }
        var current = stat()
        if stat(path, &current) == 0, current.st_ino == status.st_ino, current.st_dev == status.st_dev {
            rename(path, path + ".1")
        }
        // Else the old file grows on.
        if let new = try? Self.open(path) { file = new }
    }
}
