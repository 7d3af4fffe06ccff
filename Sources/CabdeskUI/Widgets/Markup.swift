import TerminalKit

/// The small markup of recommendations, of which nothing can do harm: `- ` begins a point, `1. ` a step, `**words**` stand
/// out, and `[text](https://…)` shows its address. Everything else is text, one paragraph a line.
struct Markup {
    /// A line as it is shown: its text, and the parts of it that stand out.
    struct Line: Equatable {
        var text: String
        /// In characters.
        var strong: [Range<Int>] = []
    }

    /// The text in lines of at most so many columns; what follows a point's first line is indented below it.
    static func lines(_ text: String, columns: Int) -> [Line] {
        text.split(separator: "\n", omittingEmptySubsequences: false).flatMap { line in
            let (mark, rest) = mark(of: line)
            let (plain, strong) = inline(String(rest))
            let indent = mark.isEmpty ? 0 : DisplayWidth.of(mark)
            let wrapped = TextWrap.lines(plain, columns: max(1, columns - indent))
            return wrapped.enumerated().map { index, part in
                let start = plain.distance(from: plain.startIndex, to: part.startIndex)
                let prefix = index == 0 ? mark : String(repeating: " ", count: indent)
                // A space at the break hangs over.
                let part = part.lastIndex { $0 != " " }.map { part[...$0] } ?? ""
                return Line(
                    text: prefix + part,
                    strong: strong.compactMap { range in
                        let shown = range.clamped(to: start..<start + part.count)
                        return shown.isEmpty
                            ? nil : shown.lowerBound - start + prefix.count..<shown.upperBound - start + prefix.count
                    })
            }
        }
    }

    /// The point or number that the line begins with, as it is shown, and what follows.
    private static func mark(of line: Substring) -> (mark: String, rest: Substring) {
        let whole = line
        let line = line.drop { $0 == " " }
        for bullet in ["- ", "* ", "• "] where line.hasPrefix(bullet) { return ("• ", line.dropFirst(2)) }
        let digits = line.prefix { $0.isASCII && $0.isNumber }
        let rest = line.dropFirst(digits.count)
        guard (1...2).contains(digits.count), rest.hasPrefix(". ") || rest.hasPrefix(") ") else { return ("", whole) }
        return ("\(digits). ", rest.dropFirst(2))
    }

    /// The text without its marks, and what stands out in it, in characters.
    private static func inline(_ text: String) -> (plain: String, strong: [Range<Int>]) {
        var plain = ""
        var strong: [Range<Int>] = []
        var rest = text[...]
        while let next = rest.firstIndex(where: { "*[".contains($0) }) {
            plain += rest[..<next]
            rest = rest[next...]
            if rest.hasPrefix("**"), let end = rest.dropFirst(3).firstRange(of: "**") {
                let words = rest[..<end.lowerBound].dropFirst(2)
                strong.append(plain.count..<plain.count + words.count)
                plain += words
                rest = rest[end.upperBound...]
            } else if let (title, address, length) = link(rest) {
                plain += title == address ? address : "\(title) (\(address))"
                rest = rest.dropFirst(length)
            } else {
                plain.append(rest.removeFirst())
            }
        }
        return (plain + rest, strong)
    }

    /// A link at the beginning of the text: an address of the web and nothing else.
    private static func link(_ text: Substring) -> (title: String, address: String, length: Int)? {
        guard text.first == "[", let close = text.firstRange(of: "]("),
            let end = text[close.upperBound...].firstIndex(of: ")")
        else { return nil }
        let title = text[..<close.lowerBound].dropFirst()
        let address = text[close.upperBound..<end]
        guard address.hasPrefix("https://"), !address.contains(where: \.isWhitespace), !title.isEmpty else {
            return nil
        }
        return (String(title), String(address), text.distance(from: text.startIndex, to: end) + 1)
    }
}
