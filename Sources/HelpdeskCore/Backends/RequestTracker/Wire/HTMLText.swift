import CLibXML2
import Foundation

/// HTML as readable text: paragraphs, lists, tables, quotes and links survive, everything else goes.
struct HTMLText {
    private var lines: [String] = [""]
    private var quotes = 0
    private var isPreformatted = false
    /// Blank lines that are due before the next text: 0, 1 for a new line, 2 for a paragraph.
    private var pendingBreak = 0
    /// Whether there is anything but blank lines yet.
    private var hasText = false
    /// How deep the quotes are that this text is within: a cell of a table is written by itself first.
    private let outerQuotes: Int

    private init(outerQuotes: Int = 0) {
        self.outerQuotes = outerQuotes
    }

    /// Quotes within so many others are shown like those; a prefix in each line must not outgrow the document.
    private static let deepestQuote = 8
    /// Deeper elements are left out, so that no document can exhaust the stack.
    private static let deepest = 200

    /// The text of the document; never fails, as the parser takes whatever comes.
    static func convert(_ html: String) -> String {
        var bytes = withoutComments(Array(html.utf8))
        let options =
            HTML_PARSE_RECOVER.rawValue | HTML_PARSE_NOERROR.rawValue | HTML_PARSE_NOWARNING.rawValue
            | HTML_PARSE_NONET.rawValue | HTML_PARSE_COMPACT.rawValue
        let document = bytes.withUnsafeMutableBytes { buffer in
            htmlReadMemory(
                buffer.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(clamping: buffer.count), nil, "UTF-8",
                Int32(bitPattern: options))
        }
        guard let document else { return "" }
        defer { xmlFreeDoc(document) }
        var text = HTMLText()
        text.write(siblings: xmlDocGetRootElement(document), depth: 0)
        return text.result
    }

    private var result: String {
        lines.map(Self.trimmedEnd).joined(separator: "\n").trimmingCharacters(in: .newlines)
    }

    /// The document without comments and without the conditions of Word, `<![if …]>` and `<![endif]>`, which libxml2 takes
    /// for text. What stands between those is for everybody.
    private static func withoutComments(_ html: [UInt8]) -> [UInt8] {
        var rest = html[...]
        var kept: [UInt8] = []
        kept.reserveCapacity(html.count)
        // What was looked for to the end in vain is not looked for again.
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

    private mutating func write(siblings first: xmlNodePtr?, depth: Int) {
        guard depth < Self.deepest else { return }
        var next = first
        while let node = next {
            next = node.pointee.next
            switch node.pointee.type {
            case XML_TEXT_NODE, XML_CDATA_SECTION_NODE:
                if let content = node.pointee.content { write(text: String(cString: content)) }
            case XML_ELEMENT_NODE:
                guard let name = node.pointee.name else { continue }
                write(element: String(cString: name).lowercased(), node, depth: depth)
            default: continue
            }
        }
    }

    private mutating func write(element name: String, _ node: xmlNodePtr, depth: Int) {
        func children(_ text: inout HTMLText) { text.write(siblings: node.pointee.children, depth: depth + 1) }
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

    /// The cells beside each other if each is a line, as in a table of values; else below each other, as in a table that
    /// only places things.
    private mutating func write(row: xmlNodePtr, depth: Int) {
        var cells: [String] = []
        var next = row.pointee.children
        while let node = next {
            next = node.pointee.next
            guard node.pointee.type == XML_ELEMENT_NODE else { continue }
            var cell = HTMLText(outerQuotes: outerQuotes + quotes)
            cell.write(siblings: node.pointee.children, depth: depth + 1)
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

    /// A link's address after its text, unless the text is the address. Only addresses that a reader may open.
    private mutating func writeTarget(of node: xmlNodePtr, since start: (line: Int, byte: Int)) {
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

    /// Spaces that do not break keep words together where they are single; in rows they are there for a wider gap.
    private static func withoutGaps(_ text: String) -> String {
        text.contains("\u{A0}\u{A0}") ? text.replacing("\u{A0}", with: " ") : text
    }

    private var prefix: String {
        String(repeating: "> ", count: min(quotes, max(0, Self.deepestQuote - outerQuotes)))
    }

    /// By the last byte, which costs the same in any line.
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

    /// Makes the breaks that are due; none at the beginning.
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

    private static func attribute(_ name: String, of node: xmlNodePtr) -> String? {
        guard let value = xmlGetProp(node, name) else { return nil }
        // Freed as libxml2's manual asks; `xmlFree` is a global that Swift 6 refuses, and is `free` unless replaced.
        defer { free(value) }
        return String(cString: value).trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
