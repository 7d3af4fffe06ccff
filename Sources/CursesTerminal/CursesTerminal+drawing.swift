import CNcurses
public import TerminalKit

extension CursesTerminal {
    public func draw(_ grid: Grid) {
        let before = shown?.size == grid.size ? shown : nil
        if before == nil { werase(window) }
        for row in 0..<min(grid.size.rows, size.rows) {
            draw(grid.row(row), over: before?.row(row), row: row)
        }
        shown = grid
        place(grid.cursor)
        wrefresh(window)
    }

    /// Draws the cells of a row that differ from the ones before, in runs.
    private func draw(_ cells: ArraySlice<Cell>, over before: ArraySlice<Cell>?, row: Int) {
        let offset = (before?.startIndex ?? 0) - cells.startIndex
        let end = min(cells.endIndex, cells.startIndex + size.columns)
        var index = cells.startIndex
        while index < end {
            if let before, cells[index] == before[index + offset] {
                index += 1
                continue
            }
            // A wide character is drawn whole: from its left half on, and to its right half.
            var first = index
            if cells[first].text.isEmpty, first > cells.startIndex { first -= 1 }
            index += 1
            while index < end, cells[index].text.isEmpty || before.map({ cells[index] != $0[index + offset] }) ?? true {
                index += 1
            }
            drawRun(cells[first..<index], row: row, column: first - cells.startIndex)
        }
    }

    /// Draws neighbouring cells, with one call for each stretch of one style.
    private func drawRun(_ cells: ArraySlice<Cell>, row: Int, column: Int) {
        guard wmove(window, Int32(row), Int32(column)) == OK else { return }
        var index = cells.startIndex
        while index < cells.endIndex {
            let style = cells[index].style
            buffer.removeAll(keepingCapacity: true)
            while index < cells.endIndex, cells[index].style == style {
                let isWide = index + 1 < cells.endIndex && cells[index + 1].text.isEmpty
                CellText.append(cells[index].text, columns: isWide ? 2 : 1, to: &buffer)
                index += isWide ? 2 : 1
            }
            let look = palette.look(of: style)
            cn_set_style(window, look.attributes, look.pair)
            // The lower right corner is drawn although ncurses reports that the cursor cannot move on from it.
            _ = buffer.withUnsafeBytes { bytes in
                waddnstr(window, bytes.bindMemory(to: CChar.self).baseAddress, Int32(bytes.count))
            }
        }
    }

    private func place(_ cursor: Position?) {
        let isVisible = cursor != nil
        if isCursorVisible != isVisible {
            curs_set(isVisible ? 1 : 0)
            isCursorVisible = isVisible
        }
        let row = min(max(0, cursor?.row ?? 0), size.rows - 1)
        let column = min(max(0, cursor?.column ?? 0), size.columns - 1)
        wmove(window, Int32(row), Int32(column))
    }
}
