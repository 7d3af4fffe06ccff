import Foundation
import Glibc
import TerminalKit

/// Why standard output took no more.
package enum OutputError: LocalizedError {
    /// Nobody reads any more, as behind `| head`: nothing to tell, and nobody to tell it.
    case closed
    /// The error of the operating system (errno(3)), such as ENOSPC.
    case failed(Int32)

    package var errorDescription: String? {
        switch self {
        case .closed: "Nobody reads standard output any more."
        case .failed(let code): "Standard output: \(String(cString: strerror(code)))."
        }
    }
}

/// Standard output, where a write that fails is an error: a script must not take half an answer for a whole one.
///
/// The one place where text leaves for a terminal. A device's label, a chat's name or a topic may hold anything; none of
/// it drives the terminal.
package enum StandardOutput {
    package enum JSONLayout {
        /// One document on one line.
        case line
        /// Over several lines, for reading. What turns or hides text is escaped, too.
        case indented
    }

    /// Writes at once, also into a pipe. Throws `OutputError`.
    package static func write(_ text: String) throws {
        try write(Data(text.utf8))
    }

    /// Writes one line, which may hold foreign text.
    package static func line(_ text: String) throws {
        try write(Sanitizer.visible(text) + "\n")
    }

    /// Writes one line of columns with tabs between them; what a column holds makes neither a line nor a column.
    package static func line(_ columns: [String]) throws {
        try write(columns.map { Sanitizer.visible($0) }.joined(separator: "\t") + "\n")
    }

    /// Writes the value as a JSON document, keys sorted, without anything that drives a terminal.
    package static func write(json value: some Encodable, _ layout: JSONLayout = .line) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        if layout == .indented { encoder.outputFormatting.insert(.prettyPrinted) }
        let json = TerminalSafeJSON.escaped(try encoder.encode(value), hidden: layout == .indented)
        try write(json + Data("\n".utf8))
    }

    private static func write(_ data: Data) throws {
        var rest = data[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(STDOUT_FILENO, $0.baseAddress, $0.count) }
            if count >= 0 {
                rest = rest.dropFirst(count)
            } else if errno != EINTR {
                throw errno == EPIPE ? OutputError.closed : OutputError.failed(errno)
            }
        }
    }
}

/// Standard error, for sentences. What cannot be written there is lost: there is no other place to say so.
package enum StandardError {
    package static func write(_ text: String) {
        try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
    }

    /// Writes a remark or what went wrong, which may hold foreign text and line ends, and ends the line.
    package static func note(_ text: String) {
        write(Sanitizer.visibleLines(text) + "\n")
    }
}
