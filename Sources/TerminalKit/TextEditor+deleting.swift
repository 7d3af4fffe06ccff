/// Deleting around the cursor. Where there is nothing to delete nothing happens.
extension TextEditor {
    /// The character before the cursor, or the line end there.
    public mutating func backspace() { remove(from: before(cursor), to: cursor) }

    /// The character after the cursor, or the line end there.
    public mutating func delete() { remove(from: cursor, to: after(cursor)) }

    public mutating func deleteWordBackward() { remove(from: wordStart(before: cursor), to: cursor) }

    public mutating func deleteWordForward() { remove(from: cursor, to: wordEnd(after: cursor)) }

    /// What is between the cursor and the start of its line.
    public mutating func deleteToLineStart() { remove(from: Cursor(line: cursor.line, offset: 0), to: cursor) }

    /// What is between the cursor and the end of its line; at the end the line end itself.
    public mutating func deleteToLineEnd() {
        let end = Cursor(line: cursor.line, offset: lines[cursor.line].count)
        remove(from: cursor, to: end == cursor ? after(cursor) : end)
    }

    /// The whole line with the cursor, its line end included.
    public mutating func deleteLine() {
        preferredColumn = nil
        lines.remove(at: cursor.line)
        if lines.isEmpty { lines = [""] }
        cursor = Cursor(line: min(cursor.line, lines.count - 1), offset: 0)
    }
}
