/// Goes through TOML as far as it has to be understood to find the headers of its tables: past strings, comments and
/// the brackets of arrays and inline tables (TOML 1.0.0).
struct HeaderScan {
    private let bytes: [UInt8]
    private var index = 0
    private var line = 1
    /// Of arrays and inline tables.
    private var depth = 0
    /// Whether only white space stands before on the line.
    private var isAtStart = true

    init(_ text: String) {
        bytes = Array(text.utf8)
    }

    /// The line of the first NUL or of the first header whose name does not begin like one; nil if there is none. Goes
    /// on until there is one, so a scan is good for one call.
    mutating func firstUnreadableLine() -> Int? {
        while index < bytes.count {
            let byte = bytes[index]
            switch byte {
            case 0: return line
            case UInt8(ascii: "\n"):
                newLine()
                isAtStart = depth == 0
            case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"): index += 1
            case UInt8(ascii: "#"): skipComment()
            case UInt8(ascii: "\""), UInt8(ascii: "'"):
                isAtStart = false
                skipString(byte)
            case UInt8(ascii: "[") where isAtStart:
                isAtStart = false
                guard headerBeginsLikeOne() else { return line }
            default:
                isAtStart = false
                if byte == UInt8(ascii: "[") || byte == UInt8(ascii: "{") { depth += 1 }
                if byte == UInt8(ascii: "]") || byte == UInt8(ascii: "}") { depth = max(0, depth - 1) }
                index += 1
            }
        }
        return nil
    }

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
