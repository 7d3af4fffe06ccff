import Foundation
import HelpdeskDesk
public import Logging

/// The server's log: one line an event, to standard error or to a file.
public enum ServerLog {
    /// How a line is written.
    public enum Format: String, CaseIterable, Sendable {
        /// Time, level, message, `key=value`.
        case text
        /// An object (RFC 8259) with `time`, `level`, `message`, and for a request `method`, `route`, `status`,
        /// `milliseconds`, `request`.
        case json
    }

    /// Appends to the file at `path`, or writes to standard error. Throws ``ServerFailure``.
    public static func open(_ path: String?, format: Format = .text) throws -> Logger {
        let output: FileHandle
        if let path {
            let descriptor = Foundation.open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
            guard descriptor >= 0 else {
                throw ServerFailure("The log \(path) cannot be written: \(String(cString: strerror(errno))).")
            }
            output = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        } else {
            output = .standardError
        }
        return Logger(label: "cabdeskd") { _ in LineLogHandler(output: output, format: format) }
    }
}
