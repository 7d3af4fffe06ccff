extension Grid {
    /// Neighbouring cells of one row in one style, to be drawn in one go. A wide character is in it whole.
    public struct Run: Sendable {
        public let row: Int
        public let column: Int
        /// The style of all of them.
        public let style: Style
        public let cells: ArraySlice<Cell>
    }

    /// The runs to draw over `before` to make it look like this grid; everything when the sizes differ or nothing is
    /// known of what was there.
    public func runs(changedSince before: Grid?) -> [Run] {
        guard let before, before.size == size else {
            return (0..<size.rows).flatMap { runs(row: $0, 0..<size.columns) }
        }
        var result: [Run] = []
        for row in 0..<size.rows {
            rows[row].withUnsafeBufferPointer { new in
                before.rows[row].withUnsafeBufferPointer { old in
                    // The same storage, as of a row that was put again.
                    if new.baseAddress == old.baseAddress { return }
                    var column = 0
                    while column < size.columns {
                        if new[column] == old[column] {
                            column += 1
                            continue
                        }
                        let first = new[column].text.isEmpty && column > 0 ? column - 1 : column
                        column += 1
                        while column < size.columns, new[column].text.isEmpty || new[column] != old[column] {
                            column += 1
                        }
                        result.append(contentsOf: runs(row: row, first..<column))
                    }
                }
            }
        }
        return result
    }

    /// Some columns of a row, cut where the style changes.
    private func runs(row: Int, _ columns: Range<Int>) -> [Run] {
        var result: [Run] = []
        let cells = rows[row]
        var first = columns.lowerBound
        for column in columns.dropFirst() where cells[column].style != cells[first].style {
            result.append(Run(row: row, column: first, style: cells[first].style, cells: cells[first..<column]))
            first = column
        }
        if first < columns.upperBound {
            let last = cells[first..<columns.upperBound]
            result.append(Run(row: row, column: first, style: cells[first].style, cells: last))
        }
        return result
    }
}

extension Cell {
    /// Whether terminals disagree about how many columns the text takes.
    public var isUncertain: Bool { text.unicodeScalars.contains(where: WidthTable.isUncertain) }
}

extension Grid {
    /// A grapheme of one row and where it belongs.
    public struct Piece: Equatable, Sendable {
        public let column: Int
        /// How many columns the grid gives it.
        public let columns: Int
        public let text: String
        public let style: Style
    }

    /// The graphemes of a row about whose width terminals disagree, and the one after each, in order: what has to be
    /// painted with the cursor placed before each of them, so that nothing beside them moves.
    ///
    /// - Parameter isUncertain: of a cell and its columns.
    public func uncertainPieces(row: Int, isUncertain: (Cell, Int) -> Bool) -> [Piece] {
        var result: [Piece] = []
        var followsUncertain = false
        for (piece, isUncertain) in graphemes(row: row, isUncertain) {
            if isUncertain || followsUncertain { result.append(piece) }
            followsUncertain = isUncertain
        }
        return result
    }

    /// Cells that make one grapheme, put together, and whether one of them is uncertain. A spacing mark goes with the letter
    /// before it, also where the rules for graphemes part them, as for Burmese.
    private func graphemes(
        row: Int, _ isUncertain: (Cell, Int) -> Bool
    ) -> [(piece: Piece, isUncertain: Bool)] {
        var result: [(piece: Piece, isUncertain: Bool)] = []
        let cells = self.row(row)
        var column = 0
        while column < cells.count {
            let cell = cells[column]
            let columns = column + 1 < cells.count && cells[column + 1].text.isEmpty ? 2 : 1
            let isDoubtful = isUncertain(cell, columns)
            if let (last, wasDoubtful) = result.last, isDoubtful || wasDoubtful, isJoined(cell.text, to: last.text) {
                let joined = Piece(
                    column: last.column, columns: last.columns + columns, text: last.text + cell.text,
                    style: last.style)
                result[result.count - 1] = (joined, true)
            } else {
                result.append((Piece(column: column, columns: columns, text: cell.text, style: cell.style), isDoubtful))
            }
            column += columns
        }
        return result
    }

    private func isJoined(_ text: String, to before: String) -> Bool {
        (text.unicodeScalars.first.map(WidthTable.isSpacingMark) ?? false) || (before + text).count == 1
    }
}
