/// Taking text away around the cursor. What is selected is taken instead. Where there is nothing, nothing happens.
extension TextEditor {
    /// Removes the character before the cursor, or the line end there.
    public mutating func backspace() { remove(before(cursor)..<cursor, as: .erasing) }

    /// Removes the character after the cursor, or the line end there.
    public mutating func delete() { remove(cursor..<after(cursor), as: .deleting) }

    public mutating func killWordBackward() { kill(wordStart(before: cursor)..<cursor) }

    public mutating func killWordForward() { kill(cursor..<wordEnd(after: cursor)) }

    /// Kills what is between the cursor and the start of its line.
    public mutating func killToLineStart() { kill(Cursor(line: cursor.line, offset: 0)..<cursor) }

    /// Kills what is between the cursor and the end of its line; at the end the line end itself.
    public mutating func killToLineEnd() {
        let end = lineEnd(cursor.line)
        kill(cursor..<(end == cursor ? after(cursor) : end))
    }

    /// Inserts what was killed.
    public mutating func yank() { insert(killed) }

    /// Keeps the selected text for `yank` and leaves it where it is.
    public mutating func copySelection() {
        guard let selection else { return }
        killed = text(in: selection)
        isMarking = false
        isKilling = false
    }

    private mutating func remove(_ range: Range<Cursor>, as kind: EditHistory.Kind) {
        if let selection { replace(selection, with: "", as: .other) } else { replace(range, with: "", as: kind) }
    }

    /// Removes text and keeps it for `yank`; kills in a row are kept together.
    private mutating func kill(_ range: Range<Cursor>) {
        let range = selection ?? range
        let text = text(in: range)
        if text.isEmpty { return }
        let isBackward = range.upperBound == cursor
        let kept = isKilling ? killed : ""
        replace(range, with: "", as: .other)
        killed = isBackward ? text + kept : kept + text
        isKilling = true
    }
}
