extension Grid {
    /// Neighbouring cells of one row in one style, to be drawn in one go. A wide character is in it whole.
    public struct Run: Sendable {
        public let row: Int
        public let column: Int
        /// The style of all of them.
        public let style: Style
        public let cells: ArraySlice<Cell>
    }

    /// What is to be drawn over `before` to make it look like this grid; everything when the sizes differ or nothing is
    /// known of what was there.
    public func runs(changedSince before: Grid?) -> [Run] {
        guard let before, before.size == size else {
            return (0..<size.rows).flatMap { runs(row: $0, 0..<size.columns) }
        }
        var result: [Run] = []
        cells.withUnsafeBufferPointer { new in
            before.cells.withUnsafeBufferPointer { old in
                for row in 0..<size.rows {
                    let start = row * size.columns
                    var index = start
                    while index < start + size.columns {
                        if new[index] == old[index] {
                            index += 1
                            continue
                        }
                        let first = new[index].text.isEmpty && index > start ? index - 1 : index
                        index += 1
                        while index < start + size.columns, new[index].text.isEmpty || new[index] != old[index] {
                            index += 1
                        }
                        result.append(contentsOf: runs(row: row, first - start..<index - start))
                    }
                }
            }
        }
        return result
    }

    /// Some columns of a row, cut where the style changes.
    private func runs(row: Int, _ columns: Range<Int>) -> [Run] {
        var result: [Run] = []
        let start = row * size.columns
        var first = columns.lowerBound
        for column in columns.dropFirst() where cells[start + column].style != cells[start + first].style {
            result.append(run(row: row, first..<column))
            first = column
        }
        if first < columns.upperBound { result.append(run(row: row, first..<columns.upperBound)) }
        return result
    }

    private func run(row: Int, _ columns: Range<Int>) -> Run {
        let start = row * size.columns
        return Run(
            row: row, column: columns.lowerBound, style: cells[start + columns.lowerBound].style,
            cells: cells[start + columns.lowerBound..<start + columns.upperBound])
    }
}
