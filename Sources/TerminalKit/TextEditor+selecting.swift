/// The selection: what is between the cursor and where it was when selecting began.
extension TextEditor {
    /// What is selected; nil when that is nothing.
    public var selection: Range<Cursor>? {
        guard let anchor, anchor != cursor else { return nil }
        return min(anchor, cursor)..<max(anchor, cursor)
    }

    /// The selected text; empty when nothing is selected.
    public var selectedText: String { selection.map(text(in:)) ?? "" }

    /// Selects the whole text, with the cursor at its end.
    public mutating func selectAll() {
        leave(at: end)
        anchor = Cursor(line: 0, offset: 0)
        history.close()
    }

    /// Selects the word at the cursor, or the characters between two words.
    public mutating func selectWord() {
        let line = lines[cursor.line]
        var start = line.index(ofByte: cursor.offset)
        var end = start
        let isWord = start < line.endIndex ? Self.isWord(line[start]) : line.last.map(Self.isWord) ?? false
        while start > line.startIndex, Self.isWord(line[line.index(before: start)]) == isWord {
            start = line.index(before: start)
        }
        while end < line.endIndex, Self.isWord(line[end]) == isWord { end = line.index(after: end) }
        leave(at: Cursor(line: cursor.line, offset: line.byte(of: end)))
        anchor = Cursor(line: cursor.line, offset: line.byte(of: start))
        history.close()
    }

    public mutating func deselect() {
        anchor = nil
        isMarking = false
    }

    /// Begins a selection that every move extends, for terminals that do not send Shift with the arrows; ends it the
    /// second time.
    public mutating func toggleMark() {
        let isEnd = isMarking
        deselect()
        if isEnd { return }
        anchor = cursor
        isMarking = true
        isKilling = false
    }
}
