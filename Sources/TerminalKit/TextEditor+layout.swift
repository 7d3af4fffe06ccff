extension TextEditor {
    /// The text as it stands on the screen.
    public struct Layout: Sendable, Equatable {
        /// One row of the screen.
        public struct Line: Sendable, Equatable {
            /// A part of one line of the text; unsanitised, as `Grid.write` takes it.
            public let text: Substring
            /// Which line of the text it belongs to, from 0.
            public let line: Int
        }

        /// At least one.
        public let lines: [Line]
        /// The cursor's place in `lines`.
        public let cursorRow: Int
        /// Less than the number of columns asked for, unless that was 0.
        public let cursorColumn: Int

        /// The first of `rows` rows to show so that the cursor is among them, as near to `top` as that allows.
        public func top(near top: Int, rows: Int) -> Int {
            let nearest = min(max(top, cursorRow - max(1, rows) + 1), cursorRow)
            return min(nearest, max(0, lines.count - rows))
        }
    }

    /// Wraps the text to `columns`, of which the last is left free for the cursor. A single line is not wrapped: the
    /// part of it around the cursor is the only row.
    public func layout(columns: Int) -> Layout {
        if singleLine { return singleLineLayout(columns: columns) }
        var rows: [Layout.Line] = []
        var cursorRow = 0
        var cursorColumn = 0
        for (number, line) in lines.enumerated() {
            let wrapped = Self.wrap(line, columns: columns)
            if number == cursor.line {
                let place = Self.place(of: cursor.offset, in: wrapped, columns: columns)
                cursorRow = rows.count + place.row
                cursorColumn = place.column
            }
            rows.append(contentsOf: wrapped.map { Layout.Line(text: $0, line: number) })
        }
        return Layout(lines: rows, cursorRow: cursorRow, cursorColumn: cursorColumn)
    }

    /// Up or down by `rows` rows of the screen, as near to the column as the rows there are long; false at the text's
    /// edge.
    @discardableResult
    public mutating func moveVertically(by rows: Int, columns: Int) -> Bool {
        var wrapped = Self.wrap(lines[cursor.line], columns: columns)
        let start = Self.place(of: cursor.offset, in: wrapped, columns: columns)
        let goal = preferredColumn ?? start.column
        var line = cursor.line
        var row = start.row + rows
        while row < 0, line > 0 {
            line -= 1
            wrapped = Self.wrap(lines[line], columns: columns)
            row += wrapped.count
        }
        while row >= wrapped.count, line < lines.count - 1 {
            row -= wrapped.count
            line += 1
            wrapped = Self.wrap(lines[line], columns: columns)
        }
        row = min(max(0, row), wrapped.count - 1)
        if line == cursor.line, row == start.row { return false }
        cursor = Cursor(line: line, offset: Self.offset(row: row, column: goal, in: wrapped))
        preferredColumn = goal
        return true
    }

    @discardableResult
    public mutating func moveUp(columns: Int) -> Bool { moveVertically(by: -1, columns: columns) }

    @discardableResult
    public mutating func moveDown(columns: Int) -> Bool { moveVertically(by: 1, columns: columns) }

    /// Puts the cursor where a row and a column of `layout(columns:)` are, or as near as there is text.
    public mutating func moveCursor(row: Int, column: Int, columns: Int) {
        if singleLine {
            let hidden = lines[0].count - layout(columns: columns).lines[0].text.count
            let shown = lines[0].dropFirst(hidden)
            cursor.offset = hidden + Self.offset(row: 0, column: column, in: [shown])
        } else {
            documentStart()
            moveVertically(by: row, columns: columns)
            let wrapped = Self.wrap(lines[cursor.line], columns: columns)
            let place = Self.place(of: cursor.offset, in: wrapped, columns: columns)
            cursor.offset = Self.offset(row: place.row, column: column, in: wrapped)
        }
        preferredColumn = nil
    }

    private static func wrap(_ line: String, columns: Int) -> [Substring] {
        TextWrap.lines(line, columns: max(1, columns - 1))
    }

    /// Where a place of a line is among its rows; between two rows it is at the start of the second.
    private static func place(of offset: Int, in rows: [Substring], columns: Int) -> (row: Int, column: Int) {
        var left = offset
        for (row, text) in rows.enumerated() {
            let count = text.count
            if left < count || row == rows.count - 1 {
                return (row, min(DisplayWidth.of(text.prefix(left)), max(0, columns - 1)))
            }
            left -= count
        }
        return (0, 0)
    }

    /// The place in a line that is nearest to a column of one of its rows without leaving that row.
    private static func offset(row: Int, column: Int, in rows: [Substring]) -> Int {
        let before = rows[..<row].reduce(0) { $0 + $1.count }
        let wanted = DisplayWidth.prefix(rows[row], columns: max(0, column)).count
        if row == rows.count - 1 { return before + wanted }
        return before + min(wanted, max(0, rows[row].count - 1))
    }

    private func singleLineLayout(columns: Int) -> Layout {
        var text = lines[0][...]
        var used = DisplayWidth.of(text.prefix(cursor.offset))
        while used > max(0, columns - 1), let first = text.popFirst() { used -= DisplayWidth.of(first) }
        return Layout(lines: [Layout.Line(text: text, line: 0)], cursorRow: 0, cursorColumn: used)
    }
}
