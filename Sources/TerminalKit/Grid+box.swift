extension Grid {
    /// Draws a border of single lines at the rectangle's edge, with a title in its upper line.
    ///
    /// A rectangle of fewer than two rows or columns gets none.
    public mutating func box(_ rect: Rect, style: Style, title: String? = nil, titleStyle: Style? = nil) {
        guard rect.rows >= 2, rect.columns >= 2 else { return }
        let line = String(repeating: "─", count: rect.columns - 2)
        write("┌\(line)┐", row: rect.row, column: rect.column, style: style)
        write("└\(line)┘", row: rect.maxRow - 1, column: rect.column, style: style)
        for row in rect.row + 1..<rect.maxRow - 1 {
            write("│", row: row, column: rect.column, style: style)
            write("│", row: row, column: rect.maxColumn - 1, style: style)
        }
        if let title, !title.isEmpty, rect.columns >= 6 {
            let shown = " \(Sanitizer.visible(title).truncated(to: rect.columns - 6)) "
            write(shown, row: rect.row, column: rect.column + 2, style: titleStyle ?? style)
        }
    }

    /// Draws a horizontal single line.
    public mutating func line(row: Int, column: Int, columns: Int, style: Style) {
        fill(Rect(row: row, column: column, rows: 1, columns: columns), "─", style: style)
    }
}
