/// Goes through TOML 1.0.0 as far as it has to be understood to find the brackets of headers, arrays and inline tables:
/// past strings and comments.
struct BracketScan {
    private let bytes: [UInt8]
    private var index = 0
    private var line = 1
    /// The brackets of arrays and inline tables that are open.
    private var open: [UInt8] = []
    /// Whether only white space stands before on the line.
    private var isAtStart = true

    init(_ text: String) {
        bytes = Array(text.utf8)
    }

    /// The line of the first NUL, header whose name does not begin like one, bracket that closes one of another kind, line
    /// separator of Unicode's, or date with half a time; nil if there is none. A scan is good for one call.
    mutating func firstUnreadableLine() -> Int? {
        while index < bytes.count {
            let byte = bytes[index]
            switch byte {
            case 0: return line
            case UInt8(ascii: "\n"):
                newLine()
                isAtStart = open.isEmpty
            case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"):
                if isDateWithoutTime() { return line }
                index += 1
            case UInt8(ascii: "#"): skipComment()
            case UInt8(ascii: "\""), UInt8(ascii: "'"):
                isAtStart = false
                skipString(byte)
            case UInt8(ascii: "[") where isAtStart:
                isAtStart = false
                guard headerBeginsLikeOne() else { return line }
            case UInt8(ascii: "["), UInt8(ascii: "{"):
                open.append(byte)
                isAtStart = false
                index += 1
            case UInt8(ascii: "]"), UInt8(ascii: "}"):
                // The bracket of a header was not noted as open; both pairs of brackets lie two apart in ASCII.
                if let last = open.popLast(), last + 2 != byte { return line }
                index += 1
            default:
                if isSeparator() || isDateWithoutTime() { return line }
                isAtStart = false
                index += 1
            }
        }
        return nil
    }

    /// NEL, line or paragraph separator.
    private func isSeparator() -> Bool {
        bytes[index...].starts(with: [0xC2, 0x85]) || bytes[index...].starts(with: [0xE2, 0x80, 0xA8])
            || bytes[index...].starts(with: [0xE2, 0x80, 0xA9])
    }

    /// Whether a sign between a date and its time stands here without two digits behind it. A space is such a sign after
    /// anything that has the length of a date and its hyphens, not counting underscores: the library looks no closer.
    private func isDateWithoutTime() -> Bool {
        guard index + 1 < bytes.count else { return false }
        if bytes[index] | 0x20 == UInt8(ascii: "t"), index >= 10 {
            return Self.isDate(Array(bytes[index - 10..<index])) && !Self.isDigit(bytes[index + 1])
        }
        guard bytes[index] == UInt8(ascii: " "), Self.isDigit(bytes[index + 1]), index + 2 < bytes.count,
            !Self.isDigit(bytes[index + 2])
        else { return false }
        let value = bytes[..<index].suffix(256).reversed().prefix { !" \t\r\n,]}#".utf8.contains($0) }.reversed()
        let scalars = String(decoding: Array(value), as: UTF8.self).unicodeScalars.filter { $0 != "_" }
        let last = Array(scalars.suffix(10))
        return last.count == 10 && last[4] == "-" && last[7] == "-"
    }

    private static func isDate(_ bytes: [UInt8]) -> Bool {
        bytes.enumerated().allSatisfy { place, byte in
            place == 4 || place == 7 ? byte == UInt8(ascii: "-") : isDigit(byte)
        }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    private mutating func newLine() {
        line += 1
        index += 1
    }

    private mutating func skipComment() {
        while index < bytes.count, bytes[index] != UInt8(ascii: "\n"), bytes[index] != 0 { index += 1 }
    }

    /// Behind the brackets that open it; whether a key, a quotation mark or the closing bracket is there.
    private mutating func headerBeginsLikeOne() -> Bool {
        index += 1
        skipSpaces()
        if has(UInt8(ascii: "["), count: 1) {
            index += 1
            skipSpaces()
        }
        guard index < bytes.count else { return true }
        switch bytes[index] {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "]"),
            UInt8(ascii: "\""), UInt8(ascii: "'"):
            return true
        default: return false
        }
    }

    private mutating func skipSpaces() {
        while has(UInt8(ascii: " "), count: 1) || has(UInt8(ascii: "\t"), count: 1) { index += 1 }
    }

    /// A string of one line ends there at the latest; one of several may have two quotation marks before the last three.
    private mutating func skipString(_ quote: UInt8) {
        let isLong = has(quote, count: 3)
        let length = isLong ? 3 : 1
        index += length
        while index < bytes.count, !has(quote, count: length), bytes[index] != 0 {
            if bytes[index] == UInt8(ascii: "\n") {
                if !isLong { return }
                newLine()
            } else {
                let isEscape = quote == UInt8(ascii: "\"") && bytes[index] == UInt8(ascii: "\\")
                let isPair = isEscape && index + 1 < bytes.count && bytes[index + 1] != UInt8(ascii: "\n")
                index += isPair && bytes[index + 1] != 0 ? 2 : 1
            }
        }
        guard has(quote, count: length) else { return }
        index += length
        for _ in 0..<2 where isLong && has(quote, count: 1) { index += 1 }
    }

    private func has(_ byte: UInt8, count: Int) -> Bool {
        index + count <= bytes.count && bytes[index..<index + count].allSatisfy { $0 == byte }
    }
}
