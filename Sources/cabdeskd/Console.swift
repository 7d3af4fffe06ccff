import Foundation
import HelpdeskModels
import TerminalKit

/// What the commands print: the one place where text leaves for a terminal. A device's label, a chat's name or a topic may
/// hold anything; none of it drives the terminal.
enum Console {
    /// The language of whoever runs the command.
    static let language = Language(environment: ProcessInfo.processInfo.environment)

    /// A line of columns, with tabs between them; what a column holds makes neither a line nor a column.
    static func line(_ columns: [String]) throws {
        try write(columns.map { Sanitizer.visible($0) }.joined(separator: "\t"))
    }

    /// A value as JSON, over several lines; its strings hold control characters by number.
    static func json(_ value: some Encodable, isPretty: Bool = true) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        if isPretty { encoder.outputFormatting.insert(.prettyPrinted) }
        try write(escaped(String(decoding: try encoder.encode(value), as: UTF8.self)))
    }

    /// At once, also into a pipe: whoever reads there waits for it.
    private static func write(_ line: String) throws {
        try FileHandle.standardOutput.write(contentsOf: Data((line + "\n").utf8))
    }

    /// A remark beside the result, or what went wrong: on standard error, with its line ends.
    static func note(_ text: String) {
        FileHandle.standardError.write(Data((Sanitizer.visibleLines(text) + "\n").utf8))
    }

    /// JSON allows to write in letters what JSONEncoder leaves as it is: U+007F to U+009F, which terminals obey, and what
    /// turns or hides text (RFC 8259, section 7).
    private static func escaped(_ json: String) -> String {
        var result = ""
        for scalar in json.unicodeScalars {
            if (0x7F...0x9F).contains(scalar.value) || scalar.properties.generalCategory == .format {
                for unit in String(scalar).utf16 {
                    let digits = String(unit, radix: 16)
                    result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
                }
            } else {
                result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
