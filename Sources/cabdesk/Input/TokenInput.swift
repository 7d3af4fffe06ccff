import Foundation
import Glibc
import HelpdeskCore
import HelpdeskModels
import SystemKit

/// The token for `login`.
enum TokenInput {
    /// No token is longer.
    private static let bound = 4096

    /// From `CABDESK_TOKEN`, else the first line of standard input; on a terminal it is asked for, and not shown.
    ///
    /// Throws `tokenMissing` if there is none.
    static func read(environment: [String: String], prompt: String) throws(HelpdeskError) -> Secret {
        if let token = environment["CABDESK_TOKEN"], !token.isEmpty { return Secret(token) }
        let line = isatty(STDIN_FILENO) == 1 ? HiddenLine.read(prompt: prompt) ?? "" : firstLine()
        let token = line.trimmingCharacters(in: .whitespacesAndNewlines)
        if token.isEmpty { throw HelpdeskError(.tokenMissing) }
        return Secret(token)
    }

    private static func firstLine() -> String {
        var bytes: [UInt8] = []
        // What cannot be read ends as an empty line does: then a token is missing, which is said.
        while bytes.count < bound, let byte = (try? FileHandle.standardInput.read(upToCount: 1))?.first,
            byte != UInt8(ascii: "\n")
        {
            bytes.append(byte)
        }
        return String(decoding: bytes, as: UTF8.self).withoutByteOrderMark
    }
}
