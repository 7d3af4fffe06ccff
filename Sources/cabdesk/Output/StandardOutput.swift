import Foundation
import Glibc
import HelpdeskCore
import TerminalKit

/// Standard output, where a write that fails is an error: a script must not take half an answer for a whole one.
enum StandardOutput {
    /// Throws `diskFull`, `cannotWriteFile` or `OutputClosed`.
    static func write(_ text: String) throws {
        try write(Data(text.utf8))
    }

    /// Writes one line, which may hold foreign text.
    static func line(_ text: String) throws {
        try write(Sanitizer.visible(text) + "\n")
    }

    /// Writes the value as one JSON document on one line, keys sorted, without anything that drives a terminal.
    static func write(json value: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        try write(TerminalSafeJSON.escaped(encoder.encode(value)) + Data("\n".utf8))
    }

    private static func write(_ data: Data) throws {
        var rest = data[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(STDOUT_FILENO, $0.baseAddress, $0.count) }
            if count >= 0 {
                rest = rest.dropFirst(count)
            } else if errno != EINTR {
                throw failure(errno)
            }
        }
    }

    private static func failure(_ code: Int32) -> any Error {
        if code == EPIPE { return OutputClosed() }
        return HelpdeskError(
            code == ENOSPC ? .diskFull : .cannotWriteFile, subject: "stdout", detail: String(cString: strerror(code)))
    }
}
