/// Text that is being written, with a cursor: several lines, or one.
///
/// A value: keeping one is keeping a draft. The cursor stands between graphemes. Line ends are `\n`; every other
/// character is kept as it was typed or pasted, and only shown sanitised. An edit takes at most time in proportion to
/// the text.
public struct TextEditor: Sendable, Equatable {
    /// A place between two characters of a text.
    public struct Cursor: Hashable, Comparable, Sendable {
        var line: Int
        /// In characters from the start of the line.
        var offset: Int

        public static func < (left: Cursor, right: Cursor) -> Bool {
            (left.line, left.offset) < (right.line, right.offset)
        }
    }

    public let singleLine: Bool
    public internal(set) var cursor = Cursor(line: 0, offset: 0)
    /// At least one; none has a line end in it.
    var lines: [String] = [""]
    /// The column to return to when the cursor moves up and down over shorter lines.
    var preferredColumn: Int?

    /// An editor with the cursor at the end of the text.
    public init(_ text: String = "", singleLine: Bool = false) {
        self.singleLine = singleLine
        insert(text)
    }

    /// What was written; lines are joined by `\n`.
    public var text: String { lines.joined(separator: "\n") }

    public var isEmpty: Bool { lines.count == 1 && lines[0].isEmpty }

    /// Inserts typed or pasted text at the cursor. Every kind of line end becomes `\n`; in a single line every line
    /// end becomes a space.
    public mutating func insert(_ text: String) {
        preferredColumn = nil
        var parts = Self.lines(of: text)
        if singleLine { parts = [parts.joined(separator: " ")] }
        let (before, after) = split(at: cursor)
        parts[0] = before + parts[0]
        let last = parts.count - 1
        cursor = Cursor(line: cursor.line + last, offset: parts[last].count)
        parts[last] += after
        lines.replaceSubrange(cursor.line - last...cursor.line - last, with: parts)
        // What follows may join the last inserted character to one grapheme (a combining mark), then the cursor is
        // after it.
        cursor.offset = min(cursor.offset, lines[cursor.line].count)
    }

    /// Removes the text between two places in either order and leaves the cursor there.
    mutating func remove(from one: Cursor, to other: Cursor) {
        preferredColumn = nil
        let first = min(one, other)
        let last = max(one, other)
        let joined = split(at: first).before + split(at: last).after
        lines.replaceSubrange(first.line...last.line, with: [joined])
        cursor = Cursor(line: first.line, offset: min(first.offset, joined.count))
    }

    /// A line's text on either side of a place.
    func split(at place: Cursor) -> (before: String, after: String) {
        let line = lines[place.line]
        let index = line.index(line.startIndex, offsetBy: place.offset, limitedBy: line.endIndex) ?? line.endIndex
        return (String(line[..<index]), String(line[index...]))
    }

    private static func lines(of text: String) -> [String] {
        text.split(omittingEmptySubsequences: false) { Glyphs.isLineEnd($0) || $0 == "\r" }.map(String.init)
    }
}
