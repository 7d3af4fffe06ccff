import CNcurses
import Foundation

/// The terminal as its database entry and the environment describe it, without taking it over.
public struct TerminalReport: Hashable, Sendable {
    /// The value of `TERM`; empty if it is missing.
    public var type: String
    /// Whether the terminal database knows the type, and the type can place the cursor.
    public var isUsable: Bool
    /// 0 for a type without colours.
    public var colors: Int
    public var hasMouse: Bool
    public var isUTF8: Bool

    public init(environment: [String: String]) {
        type = environment["TERM"] ?? ""
        isUTF8 = cn_has_utf8_locale() != 0
        guard cn_load_terminal() != 0 else {
            (isUsable, colors, hasMouse) = (false, 0, false)
            return
        }
        isUsable = cn_terminal_string("cup") != nil
        colors = max(0, Int(tigetnum("colors")))
        hasMouse = cn_terminal_string("kmous") != nil
    }
}

extension TerminalReport {
    /// How many columns the terminal gives each text, by where its cursor stands afterwards (ECMA-48, DSR 6).
    ///
    /// Writes the texts one after the other at the beginning of the line, and erases them. Input that arrives meanwhile is
    /// lost. Nil if standard input and output are no terminal, or it does not answer within a second.
    public static func columns(of texts: [String]) -> [Int]? {
        guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1 else { return nil }
        var modes = termios()
        guard tcgetattr(STDIN_FILENO, &modes) == 0 else { return nil }
        var raw = modes
        raw.c_lflag &= ~tcflag_t(ICANON | ECHO | ISIG)
        guard tcsetattr(STDIN_FILENO, TCSADRAIN, &raw) == 0 else { return nil }
        defer {
            CursesTerminal.send("\r\u{1B}[K")
            _ = tcsetattr(STDIN_FILENO, TCSAFLUSH, &modes)
        }
        var columns: [Int] = []
        for text in texts {
            CursesTerminal.send("\r\(text)\u{1B}[6n")
            guard let column = reportedColumn() else { return nil }
            columns.append(column - 1)
        }
        return columns
    }

    /// The column in `ESC [ row ; column R`, from 1; nil if no answer comes.
    private static func reportedColumn() -> Int? {
        let end = ContinuousClock.now + .seconds(1)
        var answer: [UInt8] = []
        while answer.count < 4096 {
            let left = (end - .now) / .milliseconds(1)
            var input = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
            guard left > 0, poll(&input, 1, Int32(left) + 1) > 0 else { return nil }
            var byte: UInt8 = 0
            guard read(STDIN_FILENO, &byte, 1) == 1 else { return nil }
            answer.append(byte)
            if byte == UInt8(ascii: "R"), let column = Self.column(in: answer) { return column }
        }
        return nil
    }

    /// The column in a report that ends the answer; what was typed may stand before it.
    static func column(in answer: [UInt8]) -> Int? {
        let text = String(decoding: answer, as: UTF8.self)
        guard let start = text.range(of: "\u{1B}[", options: .backwards), text.hasSuffix("R") else { return nil }
        let numbers = text[start.upperBound...].dropLast().split(separator: ";").map { Int($0) }
        guard numbers.count == 2, let row = numbers[0], row > 0, let column = numbers[1], column > 0 else { return nil }
        return column
    }
}
