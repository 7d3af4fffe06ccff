extension TextEditor {
    /// The text, or a part of it, as it stands on the screen.
    public struct Layout: Sendable, Equatable {
        /// One row of the screen.
        public struct Line: Sendable, Equatable {
            /// A part of one line of the text; unsanitised, as `Grid.write` takes it.
            public let text: Substring
            /// Which line of the text it belongs to, from 0.
            public let line: Int
            /// The columns of it that are selected, nil when none is; one column more than the text has where the line
            /// end after it is selected too. Never past the columns the layout was made for.
            public let selection: Range<Int>?
            /// Where it begins, in bytes from the start of its line.
            let start: Int
            /// Whether its line ends with it.
            let isLast: Bool
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

        /// The place in the text that is nearest to a row and a column of the screen without leaving that row.
        public func cursor(row: Int, column: Int) -> Cursor {
            let line = lines[min(max(0, row), lines.count - 1)]
            var text = DisplayWidth.prefix(line.text, columns: max(0, column))
            if text.endIndex == line.text.endIndex, !line.isLast { text = text.dropLast() }
            return Cursor(line: line.line, offset: line.start + text.utf8.count)
        }
    }
}

/// Rows of the screen: drawing them and moving among them.
extension TextEditor {
    /// Wraps the text to `columns`, of which the last is left free for the cursor. A single line is not wrapped: the
    /// part of it around the cursor is the only row. Takes time in proportion to the text; see `layout(columns:rows:)`.
    public func layout(columns: Int) -> Layout {
        if singleLine { return singleLineLayout(columns: columns) }
        return layout(lines.indices.map { ($0, wrap($0, columns: columns)) }, columns: columns)
    }

    /// The rows to show in a field of `rows` rows: from the start of the text on, or as far down as the cursor needs,
    /// which is then in the last of them. Takes time in proportion to what is shown (and to the lines that begin or end
    /// there), so a field with a megabyte in it is drawn like any other.
    public func layout(columns: Int, rows: Int) -> Layout {
        if singleLine { return singleLineLayout(columns: columns) }
        let rows = max(1, rows)
        let current = wrap(cursor.line, columns: columns)
        let row = Self.place(of: cursor.offset, in: current, of: lines[cursor.line], columns: columns).row
        var wrapped = [(cursor.line, current)]
        var above = row
        while let first = wrapped.first?.0, first > 0, above < rows - 1 {
            let previous = wrap(first - 1, columns: columns)
            wrapped.insert((first - 1, previous), at: 0)
            above += previous.count
        }
        var count = above + current.count - row
        let hidden = max(0, above - rows + 1)
        while let last = wrapped.last?.0, last < lines.count - 1, count - hidden < rows {
            let next = wrap(last + 1, columns: columns)
            wrapped.append((last + 1, next))
            count += next.count
        }
        let layout = layout(wrapped, columns: columns)
        return Layout(
            lines: Array(layout.lines.dropFirst(hidden).prefix(rows)), cursorRow: layout.cursorRow - hidden,
            cursorColumn: layout.cursorColumn)
    }

    /// The layout of some lines, the cursor's among them, by their rows.
    private func layout(_ wrapped: [(line: Int, rows: [Substring])], columns: Int) -> Layout {
        let selection = selection
        var rows: [Layout.Line] = []
        var cursorRow = 0
        var cursorColumn = 0
        for (line, parts) in wrapped {
            if line == cursor.line {
                let place = Self.place(of: cursor.offset, in: parts, of: lines[line], columns: columns)
                cursorRow = rows.count + place.row
                cursorColumn = place.column
            }
            for (index, text) in parts.enumerated() {
                rows.append(
                    row(text, of: line, isLast: index == parts.count - 1, columns: columns, selection: selection))
            }
        }
        return Layout(lines: rows, cursorRow: cursorRow, cursorColumn: cursorColumn)
    }

    /// One row with what is selected of it.
    private func row(
        _ text: Substring, of number: Int, isLast: Bool, columns: Int, selection: Range<Cursor>?
    ) -> Layout.Line {
        let line = lines[number]
        let start = line.byte(of: text.startIndex)
        let end = start + text.utf8.count
        var selected: Range<Int>?
        if let selection, selection.lowerBound <= Cursor(line: number, offset: end),
            selection.upperBound >= Cursor(line: number, offset: start)
        {
            let first = selection.lowerBound.line < number ? start : max(start, selection.lowerBound.offset)
            let last = selection.upperBound.line > number ? end : min(end, selection.upperBound.offset)
            let from = DisplayWidth.of(text[..<line.index(ofByte: first)])
            let to = from + DisplayWidth.of(text[line.index(ofByte: first)..<line.index(ofByte: last)])
            let lineEnd = isLast && selection.upperBound.line > number ? 1 : 0
            let range = min(from, columns)..<min(to + lineEnd, columns)
            selected = range.isEmpty ? nil : range
        }
        return Layout.Line(text: text, line: number, selection: selected, start: start, isLast: isLast)
    }

    /// From the cursor back as far as there is room, then on as far as there is room.
    private func singleLineLayout(columns: Int) -> Layout {
        let line = lines[0]
        let place = line.index(ofByte: cursor.offset)
        var start = place
        var used = 0
        while start > line.startIndex {
            let previous = line.index(before: start)
            let width = DisplayWidth.of(line[previous])
            if used + width > max(0, columns - 1) { break }
            used += width
            start = previous
        }
        let text = DisplayWidth.prefix(line[start...], columns: columns)
        let row = row(text, of: 0, isLast: true, columns: columns, selection: selection)
        return Layout(lines: [row], cursorRow: 0, cursorColumn: used)
    }

    /// Up or down by `rows` rows of the screen, as near to the column as the rows there are long; false at the text's
    /// edge.
    @discardableResult
    public mutating func moveVertically(by rows: Int, columns: Int, selecting: Bool = false) -> Bool {
        let start = wrappedPlace(of: cursor, columns: columns)
        let goal = preferredColumn ?? start.column
        var line = cursor.line
        var wrapped = wrap(line, columns: columns)
        var row = start.row + rows
        while row < 0, line > 0 {
            line -= 1
            wrapped = wrap(line, columns: columns)
            row += wrapped.count
        }
        while row >= wrapped.count, line < lines.count - 1 {
            row -= wrapped.count
            line += 1
            wrapped = wrap(line, columns: columns)
        }
        row = min(max(0, row), wrapped.count - 1)
        if line == cursor.line, row == start.row { return false }
        let target = self.row(
            wrapped[row], of: line, isLast: row == wrapped.count - 1, columns: columns, selection: nil)
        let layout = Layout(lines: [target], cursorRow: 0, cursorColumn: 0)
        _ = move(to: layout.cursor(row: 0, column: goal), selecting: selecting)
        preferredColumn = goal
        return true
    }

    /// Puts the cursor where a row and a column of `layout(columns:)` are, or as near as there is text.
    public mutating func moveCursor(row: Int, column: Int, columns: Int) {
        moveCursor(to: layout(columns: columns).cursor(row: row, column: column))
    }

    @discardableResult
    public mutating func moveUp(columns: Int, selecting: Bool = false) -> Bool {
        moveVertically(by: -1, columns: columns, selecting: selecting)
    }

    @discardableResult
    public mutating func moveDown(columns: Int, selecting: Bool = false) -> Bool {
        moveVertically(by: 1, columns: columns, selecting: selecting)
    }

    private func wrap(_ line: Int, columns: Int) -> [Substring] {
        TextWrap.lines(lines[line], columns: max(1, columns - 1))
    }

    private func wrappedPlace(of place: Cursor, columns: Int) -> (row: Int, column: Int) {
        Self.place(
            of: place.offset, in: wrap(place.line, columns: columns), of: lines[place.line], columns: columns)
    }

    /// Where a place of a line is among its rows; between two rows it is at the start of the second.
    private static func place(
        of offset: Int, in rows: [Substring], of line: String, columns: Int
    ) -> (row: Int, column: Int) {
        let index = line.index(ofByte: offset)
        let row = rows.lastIndex { $0.startIndex <= index } ?? 0
        return (row, min(DisplayWidth.of(rows[row][..<index]), max(0, columns - 1)))
    }
}
