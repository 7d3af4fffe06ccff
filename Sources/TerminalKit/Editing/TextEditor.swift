/// Text that is being written, with a cursor and a selection: several lines, or one.
///
/// A value: keeping one is keeping a draft. The cursor stands between graphemes. Line ends are `\n`; every other
/// character is kept as it was typed or pasted, and only shown sanitised. An edit costs no more than copying the lines
/// it touches; what was edited can be undone as far as `maximumUndoBytes` reach.
public struct TextEditor: Sendable {
    /// How much changed text `undo` and `redo` remember, in bytes; the oldest changes are forgotten first.
    public static let maximumUndoBytes = 4 * 1024 * 1024

    public let singleLine: Bool
    public internal(set) var cursor = Cursor(line: 0, offset: 0)
    /// The text killed last, for `yank`. Text fields may pass it on to each other.
    public var killed = ""
    /// At least one; none has a line end in it.
    var lines: [String] = [""]
    /// The end of the selection that is not the cursor.
    var anchor: Cursor?
    /// Whether moving extends the selection without Shift.
    var isMarking = false
    /// Whether the last thing done was to kill text, so that the next kill adds to it.
    var isKilling = false
    /// The column to return to when the cursor moves up and down over shorter lines.
    var preferredColumn: Int?
    var history = EditHistory(maximumBytes: TextEditor.maximumUndoBytes)

    /// An editor with the cursor at the end of the text and nothing to undo.
    public init(_ text: String = "", singleLine: Bool = false) {
        self.singleLine = singleLine
        cursor = put(normalised(text), inPlaceOf: cursor..<cursor)
    }

    /// The whole text; lines are joined by `\n`.
    public var text: String { lines.joined(separator: "\n") }

    public var isEmpty: Bool { lines.count == 1 && lines[0].isEmpty }

    /// Inserts pasted text at the cursor, in the place of the selection if there is one; one step of undo. Every kind
    /// of line end becomes `\n`; in a single line every line end becomes a space.
    public mutating func insert(_ text: String) {
        replace(selection ?? cursor..<cursor, with: normalised(text), as: .other)
    }

    /// Removes the last place where this text stands, line ends as `\n`; one step of undo. False if it stands nowhere.
    @discardableResult
    public mutating func remove(_ text: String) -> Bool {
        let all = self.text
        // Bytes, as a character that stands at the edge of the text may have joined another one.
        guard !text.isEmpty, let place = Self.lastRange(of: Array(text.utf8), in: Array(all.utf8)) else { return false }
        let start = Cursor(line: 0, offset: 0).advanced(by: String(decoding: all.utf8.prefix(place), as: UTF8.self))
        replace(start..<start.advanced(by: text), with: "", as: .other)
        return true
    }

    private static func lastRange(of part: [UInt8], in whole: [UInt8]) -> Int? {
        guard part.count <= whole.count else { return nil }
        return (0...whole.count - part.count).last {
            whole[$0] == part[0] && whole[$0..<$0 + part.count].elementsEqual(part)
        }
    }

    /// Replaces the whole text, for example by what another editor made of it; one step of undo. The cursor is at the
    /// end.
    public mutating func replaceAll(with text: String) {
        replace(Cursor(line: 0, offset: 0)..<end, with: normalised(text), as: .other)
    }

    /// The place behind the last character.
    var end: Cursor { Cursor(line: lines.count - 1, offset: lines[lines.count - 1].utf8.count) }
}

extension TextEditor: Equatable {
    /// Equal editors show the same: text, cursor and selection. What they could undo or yank is not compared.
    public static func == (left: TextEditor, right: TextEditor) -> Bool {
        left.singleLine == right.singleLine && left.cursor == right.cursor && left.selection == right.selection
            && left.lines == right.lines
    }
}

extension TextEditor {
    /// A place between two characters of a text; those further on are greater.
    public struct Cursor: Hashable, Comparable, Sendable {
        var line: Int
        /// In bytes of UTF-8 from the start of the line, so that finding the place in a long line costs nothing.
        var offset: Int

        public static func < (left: Cursor, right: Cursor) -> Bool {
            (left.line, left.offset) < (right.line, right.offset)
        }

        /// Where a text ends that is put at this place.
        func advanced(by text: String) -> Cursor {
            let bytes = text.utf8
            guard let lastEnd = bytes.lastIndex(of: UInt8(ascii: "\n")) else {
                return Cursor(line: line, offset: offset + bytes.count)
            }
            let ends = bytes.reduce(0) { $1 == UInt8(ascii: "\n") ? $0 + 1 : $0 }
            return Cursor(line: line + ends, offset: bytes.distance(from: lastEnd, to: bytes.endIndex) - 1)
        }
    }
}

extension String {
    /// The index of a byte of the text's UTF-8, or the end if there is none; takes no time in proportion to the text.
    func index(ofByte offset: Int) -> Index {
        utf8.index(startIndex, offsetBy: offset, limitedBy: endIndex) ?? endIndex
    }

    func indices(ofBytes range: Range<Int>) -> Range<Index> {
        index(ofByte: range.lowerBound)..<index(ofByte: range.upperBound)
    }

    /// How many bytes of UTF-8 are before an index.
    func byte(of index: Index) -> Int { utf8.distance(from: startIndex, to: index) }
}
