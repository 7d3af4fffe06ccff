/// The whole screen as cells: what a view draws into and a terminal shows.
///
/// Writing never fails and never leaves the grid: what does not fit is clipped. Text is sanitised on its way in. A
/// row's cells always fill it exactly: a wide character is a cell with its text followed by one with none, never half
/// of that.
public struct Grid: Sendable, Equatable {
    public let size: Size
    /// Where the terminal's cursor shows; nil hides it.
    public var cursor: Position?
    /// A picture over the cells, where the terminal shows pictures; the cells below it are blank.
    public var picture: PlacedPicture?
    /// The cells of each row. Rows that are put from another grid share its storage, so that they are copied and compared
    /// at once.
    var rows: [[Cell]]

    public init(size: Size, style: Style = .plain) {
        self.size = Size(rows: max(0, size.rows), columns: max(0, size.columns))
        rows = Array(repeating: Array(repeating: .blank(style), count: self.size.columns), count: self.size.rows)
    }

    /// The whole grid.
    public var bounds: Rect { Rect(size) }

    /// The cell at a position; a blank one outside of the grid.
    public subscript(position: Position) -> Cell {
        bounds.contains(position) ? rows[position.row][position.column] : .blank
    }

    /// Writes text in one row from `column` on, at most `columns` wide and never past the row's end.
    ///
    /// A character that would be cut by either side of that is left out, its place keeps what it had (a wide one's
    /// half is blanked). Line ends are shown as `↵`; several lines are the caller's to wrap.
    /// - Returns: how many columns from `column` on are now behind the text, what was clipped at the left included.
    @discardableResult
    public mutating func write(
        _ text: String, row: Int, column: Int, columns: Int = .max, style: Style
    ) -> Int {
        guard row >= 0, row < size.rows, columns > 0, column < size.columns else { return 0 }
        let room = size.columns - column
        let limit = columns < room ? column + columns : size.columns
        var at = column
        var text = text
        let plain = text.withUTF8 { bytes in
            Glyphs.forEachPlain(in: bytes, limit: limit - at) { scalar in
                put(Glyphs.text(scalar), columns: 1, row: row, column: at, style: style)
                at += 1
            }
        }
        var index = text.utf8.index(text.startIndex, offsetBy: plain)
        while index < text.endIndex, at < limit {
            let step = Glyphs.step(in: text, at: index)
            if step.columns > limit - at { break }
            if step.isPlain {
                put(Glyphs.text(text.unicodeScalars[index]), columns: 1, row: row, column: at, style: style)
                at += 1
            } else {
                for piece in Glyphs.pieces(Glyphs.visible(text[index])) {
                    put(piece.text, columns: piece.columns, row: row, column: at, style: style)
                    at += piece.columns
                }
            }
            index = step.next
        }
        return at - column
    }

    /// The same for a part of a text.
    @discardableResult
    public mutating func write(
        _ text: some StringProtocol, row: Int, column: Int, columns: Int = .max, style: Style
    ) -> Int {
        write(String(text), row: row, column: column, columns: columns, style: style)
    }

    /// Fills a rectangle with one character; a wide one that does not fit at the right edge becomes a blank there.
    public mutating func fill(_ rect: Rect, _ character: Character = " ", style: Style) {
        let rect = rect.intersection(bounds)
        if rect.isEmpty { return }
        if let scalar = Glyphs.plainScalar(character) {
            return fill(rect, with: Cell(text: Glyphs.text(scalar), style: style))
        }
        let pieces = Glyphs.pieces(Glyphs.visible(character))
        let piece = pieces.count == 1 ? pieces[0] : (text: " ", columns: 1)
        for row in rect.row..<rect.maxRow {
            var column = rect.column
            while column < rect.maxColumn {
                let fits = column + piece.columns <= rect.maxColumn
                let columns = fits ? piece.columns : 1
                put(fits ? piece.text : " ", columns: columns, row: row, column: column, style: style)
                column += columns
            }
        }
    }

    /// Fills what lies in the grid with a cell that is one column wide, and blanks the halves of what it cuts.
    private mutating func fill(_ rect: Rect, with cell: Cell) {
        for row in rect.row..<rect.maxRow {
            rows[row].blankHalves(around: rect.column..<rect.maxColumn)
            for column in rect.column..<rect.maxColumn { rows[row][column] = cell }
        }
    }

    /// Changes the look of what is in a rectangle and leaves the text. Both halves of a wide character change together.
    public mutating func restyle(_ rect: Rect, _ change: (Style) -> Style) {
        let rect = rect.intersection(bounds)
        if rect.isEmpty { return }
        for row in rect.row..<rect.maxRow {
            var first = rect.column
            var end = rect.maxColumn
            if rows[row][first].text.isEmpty, first > 0 { first -= 1 }
            if end < size.columns, rows[row][end].text.isEmpty { end += 1 }
            for column in first..<end { rows[row][column].style = change(rows[row][column].style) }
        }
    }

    /// The cells of a rectangle of one row that lies in the grid.
    public func cells(in rect: Rect) -> [Cell] {
        let rect = rect.intersection(bounds)
        if rect.isEmpty { return [] }
        return rect.columns == size.columns ? rows[rect.row] : Array(rows[rect.row][rect.column..<rect.maxColumn])
    }

    /// Puts cells that `cells(in:)` has returned, from a rectangle as wide, into one row.
    public mutating func put(_ new: [Cell], in rect: Rect) {
        let rect = rect.intersection(bounds)
        guard !rect.isEmpty, new.count == rect.columns else { return }
        if rect.columns == size.columns {
            rows[rect.row] = new
            return
        }
        rows[rect.row].blankHalves(around: rect.column..<rect.maxColumn)
        for (column, cell) in zip(rect.column..<rect.maxColumn, new) { rows[rect.row][column] = cell }
    }

    /// Puts one piece and repairs a wide character it overwrites a half of. Outside of the row nothing happens.
    private mutating func put(_ text: String, columns: Int, row: Int, column: Int, style: Style) {
        guard column >= 0, column + columns <= size.columns else { return }
        rows[row].blankHalves(around: column..<column + columns)
        rows[row][column] = Cell(text: text, style: style)
        if columns == 2 { rows[row][column + 1] = Cell(text: "", style: style) }
    }
}

extension [Cell] {
    /// Blanks the halves of wide characters that are left when a part of the row is overwritten.
    fileprivate mutating func blankHalves(around part: Range<Int>) {
        if part.lowerBound > 0, self[part.lowerBound].text.isEmpty { self[part.lowerBound - 1].text = " " }
        if part.upperBound < count, self[part.upperBound].text.isEmpty { self[part.upperBound].text = " " }
    }
}

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
