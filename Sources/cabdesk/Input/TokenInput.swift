import CommandLineKit
import CursesTerminal
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
        let token = line.trimmed
        if token.isEmpty { throw HelpdeskError(.tokenMissing) }
        return Secret(token)
    }

    private static func firstLine() -> String {
        var bytes: [UInt8] = []
        // Input that cannot be read counts as an empty line; the command then says that the token is missing.
        while bytes.count < bound, let byte = (try? FileHandle.standardInput.read(upToCount: 1))?.first,
            byte != UInt8(ascii: "\n")
        {
            bytes.append(byte)
        }
        return String(decoding: bytes, as: UTF8.self).withoutByteOrderMark
    }
}

/// A line typed on the terminal without being shown.
enum HiddenLine {
    /// No secret is longer, in bytes.
    private static let bound = 4096

    /// Writes the prompt on standard error and reads up to Enter; nil after Ctrl-C or Ctrl-D. The terminal is left as
    /// it was.
    ///
    /// Keys are read one by one with signals off, so that Ctrl-C cannot end the program while nothing is shown.
    static func read(prompt: String) -> String? {
        var settings = termios()
        guard tcgetattr(STDIN_FILENO, &settings) == 0 else { return nil }
        var hidden = settings
        hidden.c_lflag &= ~tcflag_t(ECHO | ICANON | ISIG)
        guard tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden) == 0 else { return nil }
        CursesTerminal.protect(settings)
        FatalSignals.restoreTerminal(at: FatalSignals.all + FatalSignals.orderly)
        defer {
            tcsetattr(STDIN_FILENO, TCSAFLUSH, &settings)
            CursesTerminal.protect(nil)
        }
        // Only now: a person may type as soon as the prompt is there, and nothing of that may be shown.
        StandardError.write(prompt + " ")
        defer { StandardError.write("\n") }

        var line: [UInt8] = []
        while line.count < bound {
            var byte: UInt8 = 0
            guard Glibc.read(STDIN_FILENO, &byte, 1) == 1 else { return nil }
            switch byte {
            case UInt8(ascii: "\n"), UInt8(ascii: "\r"): return String(decoding: line, as: UTF8.self)
            case 0x03, 0x04: return nil  // Ctrl-C, Ctrl-D
            case 0x08, 0x7F: _ = line.popLast()  // Backspace
            case 0x15: line.removeAll()  // Ctrl-U
            default: line.append(byte)
            }
        }
        return nil
    }
}
