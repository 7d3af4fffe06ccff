import Foundation
import HelpdeskModels
import TerminalKit

/// The output of the commands, and the one place where text reaches a terminal. A device's label, a chat's name or a topic
/// may hold anything, but none of it controls the terminal.
enum Console {
    /// The user's language.
    static let language = Language(environment: ProcessInfo.processInfo.environment)

    /// A line of columns with tabs between them. The text of a column never starts another line or column.
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

    /// Writes at once, also into a pipe, whose reader waits for it.
    private static func write(_ line: String) throws {
        try FileHandle.standardOutput.write(contentsOf: Data((line + "\n").utf8))
    }

    /// Writes a remark or an error to standard error, apart from the result.
    static func note(_ text: String) {
        FileHandle.standardError.write(Data((Sanitizer.visibleLines(text) + "\n").utf8))
    }

    /// Escapes what JSONEncoder leaves as it is (RFC 8259, section 7): U+007F to U+009F, which control terminals, and
    /// characters that reverse or hide text.
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
