/// The grid as text, for golden screens.
extension Grid {
    /// The text, one string a row, blanks at the end trimmed.
    public var lines: [String] {
        (0..<size.rows).map { row in
            var line = self.row(row).map(\.text).joined()
            while line.last == " " { line.removeLast() }
            return line
        }
    }

    /// How the rows look, one string a row: `first-last style` for each run of equal style that is not plain, columns
    /// counted from 0, runs joined by `; `. For example `0-79 #ffffff/#005f87+bold`.
    public var styleRuns: [String] {
        (0..<size.rows).map { row in
            var runs: [(first: Int, last: Int, style: Style)] = []
            for (column, cell) in self.row(row).enumerated() {
                if let last = runs.last, last.style == cell.style {
                    runs[runs.count - 1].last = column
                } else {
                    runs.append((column, column, cell.style))
                }
            }
            return runs.filter { $0.style != .plain }.map { "\($0.first)-\($0.last) \($0.style)" }
                .joined(separator: "; ")
        }
    }

    /// The cells of a row that the grid has, for a terminal to show; both halves of each wide character.
    public func row(_ row: Int) -> [Cell] { rows[row] }
}
