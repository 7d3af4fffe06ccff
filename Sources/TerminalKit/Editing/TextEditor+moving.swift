/// Moves the cursor, never out of the text. Each method returns whether something changed: the cursor or, without
/// `selecting`, a selection that ended. With `selecting` the selection continues, or begins where the cursor was.
extension TextEditor {
    /// Without `selecting`, from a selection to its start.
    @discardableResult
    public mutating func moveLeft(selecting: Bool = false) -> Bool {
        if !selecting, !isMarking, let selection { return move(to: selection.lowerBound) }
        return move(to: before(cursor), selecting: selecting)
    }

    /// Without `selecting`, from a selection to its end.
    @discardableResult
    public mutating func moveRight(selecting: Bool = false) -> Bool {
        if !selecting, !isMarking, let selection { return move(to: selection.upperBound) }
        return move(to: after(cursor), selecting: selecting)
    }

    /// To the start of the line (of the text, not of the screen).
    @discardableResult
    public mutating func home(selecting: Bool = false) -> Bool {
        move(to: Cursor(line: cursor.line, offset: 0), selecting: selecting)
    }

    /// To the end of the line (of the text, not of the screen).
    @discardableResult
    public mutating func end(selecting: Bool = false) -> Bool {
        move(to: lineEnd(cursor.line), selecting: selecting)
    }

    @discardableResult
    public mutating func documentStart(selecting: Bool = false) -> Bool {
        move(to: Cursor(line: 0, offset: 0), selecting: selecting)
    }

    @discardableResult
    public mutating func documentEnd(selecting: Bool = false) -> Bool { move(to: end, selecting: selecting) }

    @discardableResult
    public mutating func wordLeft(selecting: Bool = false) -> Bool {
        move(to: wordStart(before: cursor), selecting: selecting)
    }

    @discardableResult
    public mutating func wordRight(selecting: Bool = false) -> Bool {
        move(to: wordEnd(after: cursor), selecting: selecting)
    }

    /// To a place that a layout of this text gave; of a text that has changed since, to the nearest there is.
    @discardableResult
    public mutating func moveCursor(to place: Cursor, selecting: Bool = false) -> Bool {
        move(to: aligned(place < end ? place : end), selecting: selecting)
    }

    mutating func move(to place: Cursor, selecting: Bool = false) -> Bool {
        let (oldCursor, oldSelection) = (cursor, selection)
        if selecting || isMarking { anchor = anchor ?? cursor } else { anchor = nil }
        cursor = place
        preferredColumn = nil
        isKilling = false
        history.close()
        return cursor != oldCursor || selection != oldSelection
    }

    func lineEnd(_ line: Int) -> Cursor { Cursor(line: line, offset: lines[line].utf8.count) }

    func before(_ place: Cursor) -> Cursor {
        if place.offset == 0 { return place.line == 0 ? place : lineEnd(place.line - 1) }
        let line = lines[place.line]
        return Cursor(line: place.line, offset: line.byte(of: line.index(before: line.index(ofByte: place.offset))))
    }

    func after(_ place: Cursor) -> Cursor {
        let line = lines[place.line]
        let index = line.index(ofByte: place.offset)
        if index < line.endIndex { return Cursor(line: place.line, offset: line.byte(of: line.index(after: index))) }
        return place.line == lines.count - 1 ? place : Cursor(line: place.line + 1, offset: 0)
    }

    /// The start of the word at or before a place; from a line's start the end of the line before it.
    func wordStart(before place: Cursor) -> Cursor {
        if place.offset == 0 { return before(place) }
        let line = lines[place.line]
        var index = line.index(ofByte: place.offset)
        for isWord in [false, true] {
            while index > line.startIndex, Self.isWord(line[line.index(before: index)]) == isWord {
                index = line.index(before: index)
            }
        }
        return Cursor(line: place.line, offset: line.byte(of: index))
    }

    /// The end of the word at or after a place; from a line's end the start of the line after it.
    func wordEnd(after place: Cursor) -> Cursor {
        let line = lines[place.line]
        var index = line.index(ofByte: place.offset)
        if index == line.endIndex { return after(place) }
        for isWord in [false, true] {
            while index < line.endIndex, Self.isWord(line[index]) == isWord { index = line.index(after: index) }
        }
        return Cursor(line: place.line, offset: line.byte(of: index))
    }

    static func isWord(_ character: Character) -> Bool {
        character.isLetter || character.isNumber || character == "_" || character == "'" || character == "’"
    }
}

/// The selection: the text between the cursor and where it was when selecting began.
extension TextEditor {
    /// The selected range; nil if nothing is selected.
    public var selection: Range<Cursor>? {
        guard let anchor, anchor != cursor else { return nil }
        return min(anchor, cursor)..<max(anchor, cursor)
    }

    /// Selects the whole text, with the cursor at its end.
    public mutating func selectAll() {
        leave(at: end)
        anchor = Cursor(line: 0, offset: 0)
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
