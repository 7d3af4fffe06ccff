/// Moving the cursor. None leaves the text; each says whether the cursor moved.
extension TextEditor {
    @discardableResult
    public mutating func moveLeft() -> Bool { move(to: before(cursor)) }

    @discardableResult
    public mutating func moveRight() -> Bool { move(to: after(cursor)) }

    /// To the start of the line (of the text, not of the screen).
    @discardableResult
    public mutating func home() -> Bool { move(to: Cursor(line: cursor.line, offset: 0)) }

    /// To the end of the line (of the text, not of the screen).
    @discardableResult
    public mutating func end() -> Bool { move(to: Cursor(line: cursor.line, offset: lines[cursor.line].count)) }

    @discardableResult
    public mutating func documentStart() -> Bool { move(to: Cursor(line: 0, offset: 0)) }

    @discardableResult
    public mutating func documentEnd() -> Bool {
        move(to: Cursor(line: lines.count - 1, offset: lines[lines.count - 1].count))
    }

    @discardableResult
    public mutating func wordLeft() -> Bool { move(to: wordStart(before: cursor)) }

    @discardableResult
    public mutating func wordRight() -> Bool { move(to: wordEnd(after: cursor)) }

    mutating func move(to place: Cursor) -> Bool {
        preferredColumn = nil
        defer { cursor = place }
        return place != cursor
    }

    func before(_ place: Cursor) -> Cursor {
        if place.offset > 0 { return Cursor(line: place.line, offset: place.offset - 1) }
        if place.line == 0 { return place }
        return Cursor(line: place.line - 1, offset: lines[place.line - 1].count)
    }

    func after(_ place: Cursor) -> Cursor {
        if place.offset < lines[place.line].count { return Cursor(line: place.line, offset: place.offset + 1) }
        if place.line == lines.count - 1 { return place }
        return Cursor(line: place.line + 1, offset: 0)
    }

    /// The start of the word at or before a place; from a line's start the end of the line before it.
    func wordStart(before place: Cursor) -> Cursor {
        if place.offset == 0 { return before(place) }
        var rest = split(at: place).before[...]
        rest = rest.trimmingSuffix { !Self.isWord($0) }
        rest = rest.trimmingSuffix(while: Self.isWord)
        return Cursor(line: place.line, offset: rest.count)
    }

    /// The end of the word at or after a place; from a line's end the start of the line after it.
    func wordEnd(after place: Cursor) -> Cursor {
        let rest = split(at: place).after
        if rest.isEmpty { return after(place) }
        let left = rest.drop { !Self.isWord($0) }.drop(while: Self.isWord)
        return Cursor(line: place.line, offset: lines[place.line].count - left.count)
    }

    private static func isWord(_ character: Character) -> Bool {
        character.isLetter || character.isNumber || character == "_" || character == "'" || character == "’"
    }
}

extension Substring {
    /// The text without the characters at its end that satisfy a condition.
    fileprivate func trimmingSuffix(while condition: (Character) -> Bool) -> Substring {
        var end = endIndex
        while end > startIndex, condition(self[index(before: end)]) { end = index(before: end) }
        return self[..<end]
    }
}
