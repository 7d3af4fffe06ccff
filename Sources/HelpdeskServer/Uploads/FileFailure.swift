import Foundation

/// An operation on a file that failed, with the system's error number.
struct FileFailure: Error, Hashable, CustomStringConvertible {
    var operation: String
    var code: Int32

    /// From the `errno` that the last system call of this thread left.
    static func last(_ operation: String) -> FileFailure {
        FileFailure(operation: operation, code: errno)
    }

    /// Whether there is no room on the disk, or none for this user.
    var isDiskFull: Bool { code == ENOSPC || code == EDQUOT }

    var description: String { "\(operation): \(String(cString: strerror(code)))" }
}
