import CNcurses
public import TerminalKit

extension CursesTerminal {
    public func draw(_ grid: Grid) {
        if palette.isNearlyFull {
            // Numbers of pairs that are on the screen get other colours now.
            palette.forget()
            redraw()
        }
        if shown?.size != grid.size { werase(window) }
        if shown == nil { forgetPicture() }
        let before = shown == nil ? [] : overlaidRows
        var overlaid = before.intersection(removePicture(for: grid))
        var changed: Set<Int> = []
        for run in grid.runs(changedSince: shown) where run.row < size.rows && run.column < size.columns {
            if changed.insert(run.row).inserted, before.contains(run.row) {
                // There ncurses believes in blanks.
                wredrawln(window, Int32(run.row), 1)
                overlaid.insert(run.row)
            }
            if !draw(run) { overlaid.insert(run.row) }
        }
        shown = grid
        place(grid.cursor)
        var isOverlaid: Set<Int> = []
        output.gather {
            wrefresh(window)
            isOverlaid = paint(overlaid, of: grid)
            cn_flush()
        }
        overlaidRows = before.subtracting(changed).union(isOverlaid)
        let hasPicture = paintPicture(of: grid, changed: changed)
        if !isOverlaid.isEmpty || hasPicture { returnCursor(grid.cursor) }
    }

    /// False if there is something in it that ncurses does not draw.
    private func draw(_ run: Grid.Run) -> Bool {
        guard wmove(window, Int32(run.row), Int32(run.column)) == OK else { return true }
        buffer.removeAll(keepingCapacity: true)
        var isComplete = true
        var index = run.cells.startIndex
        let end = min(run.cells.endIndex, index + size.columns - run.column)
        while index < end {
            let isWide = index + 1 < run.cells.endIndex && run.cells[index + 1].text.isEmpty
            if isWide, index + 1 == end { break }
            let isDrawn = CellText.append(run.cells[index], columns: isWide ? 2 : 1, to: &buffer)
            isComplete = isComplete && isDrawn
            index += isWide ? 2 : 1
        }
        let look = palette.look(of: run.style)
        cn_set_style(window, look.attributes, look.pair)
        // The lower right corner is drawn although ncurses reports that the cursor cannot move on from it.
        _ = buffer.withUnsafeBytes { bytes in
            waddnstr(window, bytes.bindMemory(to: CChar.self).baseAddress, Int32(bytes.count))
        }
        return isComplete
    }

    private func place(_ cursor: Position?) {
        let isVisible = cursor != nil
        if isCursorVisible != isVisible {
            curs_set(isVisible ? 1 : 0)
            isCursorVisible = isVisible
        }
        let position = clamped(cursor)
        wmove(window, Int32(position.row), Int32(position.column))
    }

    private func clamped(_ cursor: Position?) -> Position {
        Position(
            row: min(max(0, cursor?.row ?? 0), size.rows - 1),
            column: min(max(0, cursor?.column ?? 0), size.columns - 1))
    }
}

// MARK: Past ncurses

/// ncurses takes the cursor to be where its own table of widths says. A terminal with another table is elsewhere then,
/// and all that follows is shifted. So what they may disagree about is left blank there, and painted afterwards with
/// the cursor placed before each grapheme and after it.
extension CursesTerminal {
    /// Paints what ncurses left blank in these rows; the rows that had something.
    private func paint(_ rows: Set<Int>, of grid: Grid) -> Set<Int> {
        var painted: Set<Int> = []
        for row in rows.sorted() {
            let pieces = grid.uncertainPieces(row: row) { CellText.isUncertain($0, columns: $1) }
                .filter { $0.column + $0.columns <= size.columns }
            guard !pieces.isEmpty else { continue }
            // A terminal that takes the last one to be wider must not continue in the next line, or scroll.
            if painted.isEmpty { cn_put(Self.terminalString("rmam")) }
            painted.insert(row)
            for piece in pieces {
                moveCursor(row, piece.column)
                let look = palette.look(of: piece.style)
                cn_put_style(look.attributes, look.pair)
                cn_put(piece.text)
            }
        }
        return painted
    }

    /// Leaves attributes and cursor as ncurses believes them to be.
    private func returnCursor(_ cursor: Position?) {
        cn_put_style(0, 0)
        cn_put(Self.terminalString("smam"))
        let position = clamped(cursor)
        moveCursor(position.row, position.column)
        cn_flush()
    }

    func moveCursor(_ row: Int, _ column: Int) {
        cn_put(Self.withoutPadding(cn_cursor_address(Int32(row), Int32(column))))
    }

    /// A string of the terminal database.
    static func terminalString(_ name: String) -> String { withoutPadding(cn_terminal_string(name)) }

    /// Without the pauses (`$<5>`) that no terminal of today needs; empty for nil.
    private static func withoutPadding(_ value: UnsafePointer<CChar>?) -> String {
        guard let value else { return "" }
        var text = String(cString: value)[...]
        var result = ""
        // Not by a regular expression, which takes longer to be made than the first screen to be painted.
        while let start = text.firstRange(of: "$<"), let end = text[start.upperBound...].firstIndex(of: ">") {
            result += String(text[..<start.lowerBound])
            text = text[text.index(after: end)...]
        }
        return result + String(text)
    }
}

/// A cell's text as ncurses draws it in exactly the cell's columns.
enum CellText {
    /// The number of combining marks that ncurses keeps with a character.
    private static let maximumMarks = 4

    /// Appends UTF-8: of a cell that is uncertain, blanks in its columns. False if it is.
    static func append(_ cell: Cell, columns: Int, to buffer: inout [UInt8]) -> Bool {
        let scalars = cell.text.unicodeScalars
        guard let base = scalars.first else { return true }
        if columns == 1, cell.text.utf8.count == UTF8.width(base), isCommon(base) {
            for unit in cell.text.utf8 { buffer.append(unit) }
            return true
        }
        if isUncertain(cell, columns: columns) {
            for _ in 0..<columns { buffer.append(UInt8(ascii: " ")) }
            return false
        }
        for scalar in scalars.prefix(1 + maximumMarks) {
            buffer.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
        }
        return true
    }

    /// Whether terminals disagree about the cell's width, or the C library about that of one of its characters, by which
    /// ncurses lays out the screen.
    static func isUncertain(_ cell: Cell, columns: Int) -> Bool {
        let scalars = cell.text.unicodeScalars
        guard let base = scalars.first, scalars.count > 1 || !isCommon(base) else { return false }
        return cell.isUncertain || !isMeasured(base, columns)
            || !scalars.dropFirst().allSatisfy { isMeasured($0, 0) }
    }

    private static func isCommon(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value < 0x300 || (0x400...0x482).contains(scalar.value)
    }

    private static func isMeasured(_ scalar: Unicode.Scalar, _ columns: Int) -> Bool {
        cn_columns_of(scalar.value) == Int32(columns)
    }
}
