import CLibXML2
import Foundation
import SystemKit

/// Converts HTML to readable text: keeps paragraphs, lists, tables, quotes and links, and drops everything else.
struct HTMLText {
    private var lines: [String] = [""]
    private var quotes = 0
    private var isPreformatted = false
    /// Blank lines that are due before the next text: 0, 1 for a new line, 2 for a paragraph.
    private var pendingBreak = 0
    /// Whether there is anything but blank lines yet.
    private var hasText = false
    /// The depth of quotes around this text; a table cell is written separately first.
    private let outerQuotes: Int

    private init(outerQuotes: Int = 0) {
        self.outerQuotes = outerQuotes
    }

    /// Deeper quotes are shown at this depth, so that the prefixes of lines cannot outgrow the document.
    private static let deepestQuote = 8
    /// Deeper elements are dropped, so that no document can exhaust the stack.
    private static let deepest = 200

    /// Whether libxml2 is there, which is loaded for that.
    static let isAvailable: Bool = clibxml2_load()

    /// The text of the document. Never fails where libxml2 is available, because the parser accepts anything.
    static func convert(_ html: String) -> String {
        guard isAvailable else { return "" }
        let document = withoutComments(Array(html.utf8)).withUnsafeBytes { buffer in
            clibxml2_parse_html(buffer.assumingMemoryBound(to: CChar.self).baseAddress, Int32(clamping: buffer.count))
        }
        guard let document else { return "" }
        defer { clibxml2_free(document) }
        var text = HTMLText()
        text.write(siblings: clibxml2_root(document), depth: 0)
        return text.result
    }

    private var result: String {
        lines.map(Self.trimmedEnd).joined(separator: "\n").trimmingCharacters(in: .newlines)
    }

    /// The document without comments and without the conditions of Word, `<![if …]>` and `<![endif]>`, which libxml2 takes
    /// for text. The content between these conditions stays.
    private static func withoutComments(_ html: [UInt8]) -> [UInt8] {
        var rest = html[...]
        var kept: [UInt8] = []
        kept.reserveCapacity(html.count)
        // An end that was not found once is not searched for again.
        var missing: Set<String> = []
        while let start = rest.firstRange(of: Array("<!".utf8))?.lowerBound {
            kept += rest[..<start]
            let (opening, closing) = rest[start...].starts(with: "<!--".utf8) ? ("<!--", "-->") : ("<![", ">")
            guard rest[start...].starts(with: opening.utf8), !missing.contains(closing),
                // A comment may end with the hyphens that it begins with: `<!-->`.
                let end = rest[(start + 2)...].firstRange(of: Array(closing.utf8))?.upperBound
            else {
                if rest[start...].starts(with: opening.utf8) { missing.insert(closing) }
                kept += rest[start..<start + 2]
                rest = rest[(start + 2)...]
                continue
            }
            rest = rest[end...]
        }
        return kept + rest
    }

    private mutating func write(siblings first: OpaquePointer?, depth: Int) {
        guard depth < Self.deepest else { return }
        var next = first
        while let node = next {
            next = clibxml2_next(node)
            switch clibxml2_kind_of(node) {
            case CLIBXML2_TEXT:
                if let content = clibxml2_content(node) { write(text: String(cString: content)) }
            case CLIBXML2_ELEMENT:
                guard let name = clibxml2_name(node) else { continue }
                write(element: String(cString: name).lowercased(), node, depth: depth)
            default: continue
            }
        }
    }

    private mutating func write(element name: String, _ node: OpaquePointer, depth: Int) {
        func children(_ text: inout HTMLText) { text.write(siblings: clibxml2_children(node), depth: depth + 1) }
        switch name {
        case "script", "style", "head", "title", "template", "object":
            return
        case "br":
            newLine()
        case "hr":
            paragraph()
            write(text: "----")
            paragraph()
        case "p", "h1", "h2", "h3", "h4", "h5", "h6", "table", "ul", "ol", "dl", "figure":
            paragraph()
            children(&self)
            paragraph()
        case "tr":
            breakLine(1)
            write(row: node, depth: depth)
            breakLine(1)
        case "div", "section", "article", "header", "footer", "dt", "dd", "body", "html", "address", "form":
            breakLine(1)
            children(&self)
            breakLine(1)
        case "li":
            breakLine(1)
            write(text: "- ")
            children(&self)
            breakLine(1)
        case "td", "th":
            breakLine(1)
            children(&self)
            breakLine(1)
        case "blockquote":
            paragraph()
            flush()
            quotes += 1
            lines[lines.count - 1] = prefix
            children(&self)
            quotes -= 1
            pendingBreak = max(pendingBreak, 2)
        case "pre", "textarea":
            paragraph()
            let outer = isPreformatted
            isPreformatted = true
            children(&self)
            isPreformatted = outer
            paragraph()
        case "img":
            if let alt = Self.attribute("alt", of: node), !alt.isEmpty { write(text: "[\(alt)]") }
        case "a":
            let start = (lines.count, lines[lines.count - 1].utf8.count)
            children(&self)
            writeTarget(of: node, since: start)
        default:
            children(&self)
        }
    }

    /// The cells next to each other if each is a line, as in a table of values; else one below the other, as in a table for
    /// layout.
    private mutating func write(row: OpaquePointer, depth: Int) {
        var cells: [String] = []
        var next = clibxml2_children(row)
        while let node = next {
            next = clibxml2_next(node)
            guard clibxml2_kind_of(node) == CLIBXML2_ELEMENT else { continue }
            var cell = HTMLText(outerQuotes: outerQuotes + quotes)
            cell.write(siblings: clibxml2_children(node), depth: depth + 1)
            let text = cell.result
            if !Self.isBlank(text) { cells.append(text) }
        }
        if cells.allSatisfy({ !$0.contains("\n") }) { cells = [cells.joined(separator: " | ")] }
        for cell in cells where !cell.isEmpty {
            for line in cell.split(separator: "\n", omittingEmptySubsequences: false) {
                flush()
                append(String(line))
                // Blank lines within a cell stay.
                lines.append(prefix)
            }
            lines.removeLast()
            breakLine(1)
        }
    }

    /// The address of a link, to be added to its text unless the text is the address. Only addresses that are safe to open.
    private mutating func writeTarget(of node: OpaquePointer, since start: (line: Int, byte: Int)) {
        guard let target = Self.attribute("href", of: node),
            target.hasPrefix("http://") || target.hasPrefix("https://") || target.hasPrefix("mailto:")
        else { return }
        let line = lines[lines.count - 1].utf8
        let shown = start.line == lines.count ? String(decoding: line.dropFirst(start.byte), as: UTF8.self) : ""
        let bare = target.hasPrefix("mailto:") ? String(target.dropFirst(7)) : target
        if shown.contains(bare) { return }
        write(text: shown.isEmpty ? bare : " <\(bare)>")
    }

    private mutating func write(text: String) {
        if isPreformatted {
            for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated()
            {
                if index > 0 { newLine() }
                if !line.isEmpty { append(String(line)) }
            }
            return
        }
        let words = Self.withoutGaps(text).split {
            $0 == " " || $0 == "\n" || $0 == "\t" || $0 == "\r" || $0 == "\r\n"
        }
        let isAtStart = pendingBreak > 0 || lines[lines.count - 1] == prefix
        if words.isEmpty {
            if !isAtStart, !text.isEmpty, !endsInSpace { append(" ") }
            return
        }
        var joined = words.joined(separator: " ")
        if !isAtStart, text.first?.isWhitespace == true, !endsInSpace { joined = " " + joined }
        if text.last?.isWhitespace == true { joined += " " }
        append(joined)
    }

    /// A single non-breaking space keeps words together; several in a row only widen a gap.
    private static func withoutGaps(_ text: String) -> String {
        text.contains("\u{A0}\u{A0}") ? text.replacing("\u{A0}", with: " ") : text
    }

    private var prefix: String {
        String(repeating: "> ", count: min(quotes, max(0, Self.deepestQuote - outerQuotes)))
    }

    /// Looks at the last byte, which costs the same for every line.
    private var endsInSpace: Bool { lines[lines.count - 1].utf8.last == UInt8(ascii: " ") }

    private mutating func append(_ text: String) {
        flush()
        lines[lines.count - 1] += text
        hasText = hasText || !Self.isBlank(text)
    }

    private mutating func newLine() {
        flush()
        lines.append(prefix)
    }

    private mutating func breakLine(_ count: Int) {
        pendingBreak = max(pendingBreak, count)
    }

    private mutating func paragraph() { breakLine(2) }

    /// Writes the breaks that are due, but none at the beginning.
    private mutating func flush() {
        defer { pendingBreak = 0 }
        guard pendingBreak > 0, hasText else { return }
        let last = lines[lines.count - 1]
        if Self.isBlank(last) { lines.removeLast() }
        while let last = lines.last, Self.isBlank(last), pendingBreak > 1 { lines.removeLast() }
        if pendingBreak > 1 { lines.append("") }
        lines.append(prefix)
    }

    private static func isBlank(_ line: String) -> Bool { line.allSatisfy { $0 == ">" || $0.isWhitespace } }

    private static func trimmedEnd(_ line: String) -> String {
        var line = line
        while line.last == " " || line.last == "\u{A0}" { line.removeLast() }
        return line
    }

    private static func attribute(_ name: String, of node: OpaquePointer) -> String? {
        guard let value = clibxml2_attribute(node, name) else { return nil }
        defer { free(value) }
        return String(cString: value).trimmed
    }
}
