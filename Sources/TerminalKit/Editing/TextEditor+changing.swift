/// The way in which every change is made.
extension TextEditor {
    /// Puts text, whose line ends are `\n`, in the place of other text, and remembers that for `undo`. The cursor is
    /// behind it then, and nothing is selected.
    mutating func replace(_ range: Range<Cursor>, with text: String, as kind: EditHistory.Kind) {
        let removed = self.text(in: range)
        if removed.isEmpty, text.isEmpty { return }
        history.record(
            EditHistory.Change(
                start: range.lowerBound, removed: removed, inserted: text, kind: kind, cursor: cursor, anchor: anchor))
        leave(at: put(text, inPlaceOf: range))
    }

    /// Puts text in the place of other text and nothing else.
    /// - Returns: where the text ends now.
    mutating func put(_ text: String, inPlaceOf range: Range<Cursor>) -> Cursor {
        let (first, last) = (range.lowerBound, range.upperBound)
        let end = first.advanced(by: text)
        if first.line == last.line, end.line == first.line {
            lines[first.line].replaceSubrange(
                lines[first.line].indices(ofBytes: first.offset..<last.offset), with: text)
            return end
        }
        var parts = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map {
            String(Substring($0))
        }
        let (head, tail) = (lines[first.line], lines[last.line])
        parts[0] = head[..<head.index(ofByte: first.offset)] + parts[0]
        parts[parts.count - 1] += tail[tail.index(ofByte: last.offset)...]
        lines.replaceSubrange(first.line...last.line, with: parts)
        return end
    }

    /// Ends what was begun (selecting, killing, moving in a column) with the cursor at a place.
    mutating func leave(at place: Cursor) {
        cursor = aligned(place)
        anchor = nil
        isMarking = false
        isKilling = false
        preferredColumn = nil
    }

    /// The text between two places.
    func text(in range: Range<Cursor>) -> String {
        let (first, last) = (range.lowerBound, range.upperBound)
        let head = lines[first.line]
        if first.line == last.line { return String(head[head.indices(ofBytes: first.offset..<last.offset)]) }
        let tail = lines[last.line]
        let parts = [head[head.index(ofByte: first.offset)...]] + lines[first.line + 1..<last.line].map { $0[...] }
        return (parts + [tail[..<tail.index(ofByte: last.offset)]]).joined(separator: "\n")
    }

    /// The place itself, or the next one between two characters: what stands behind a place may join what was put
    /// before it (a combining mark).
    func aligned(_ place: Cursor) -> Cursor {
        let line = lines[place.line]
        let index = line.index(ofByte: place.offset)
        if index == line.endIndex || index == line.startIndex {
            return Cursor(line: place.line, offset: line.byte(of: index))
        }
        let next = line.index(after: index)
        let isBetween = line.byte(of: line.index(before: next)) == place.offset
        return Cursor(line: place.line, offset: isBetween ? place.offset : line.byte(of: next))
    }

    /// Text with every kind of line end as `\n`, in a single line as a space.
    func normalised(_ text: String) -> String {
        let lineEnd = UInt8(ascii: singleLine ? " " : "\n")
        let isForeign = { (byte: UInt8) in byte == 0x0D || byte == 0xC2 || byte == 0xE2 }
        guard text.utf8.contains(where: { isForeign($0) || $0 == UInt8(ascii: "\n") && singleLine }) else {
            return text
        }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count)
        var previous: (UInt8, UInt8) = (0, 0)
        for byte in text.utf8 {
            switch (previous.0, previous.1, byte) {
            case (_, 0x0D, 0x0A): break
            case (_, _, 0x0A), (_, _, 0x0D): bytes.append(lineEnd)
            // NEL is C2 85, the separators of lines and paragraphs are E2 80 A8 and E2 80 A9.
            case (_, 0xC2, 0x85): bytes.replaceSubrange((bytes.count - 1)..., with: [lineEnd])
            case (0xE2, 0x80, 0xA8), (0xE2, 0x80, 0xA9): bytes.replaceSubrange((bytes.count - 2)..., with: [lineEnd])
            default: bytes.append(byte)
            }
            previous = (previous.1, byte)
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

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

/// Undo and redo. The steps are words typed or deleted character by character, and every paste, kill and replacement.
extension TextEditor {
    public var canUndo: Bool { history.canUndo }

    public var canRedo: Bool { history.canRedo }

    /// Takes the last step back, with the cursor and the selection from before it; false when there is none.
    @discardableResult
    public mutating func undo() -> Bool {
        guard let change = history.takeUndo() else { return false }
        _ = put(change.removed, inPlaceOf: change.start..<change.start.advanced(by: change.inserted))
        leave(at: change.cursor)
        anchor = change.anchor
        return true
    }

    /// Does the step undone last again; false when there is none, as after every other change.
    @discardableResult
    public mutating func redo() -> Bool {
        guard let change = history.takeRedo() else { return false }
        leave(at: put(change.inserted, inPlaceOf: change.start..<change.start.advanced(by: change.removed)))
        return true
    }
}
