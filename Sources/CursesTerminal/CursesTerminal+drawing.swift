import CNcurses
public import TerminalKit

extension CursesTerminal {
    public func draw(_ grid: Grid) {
        if shown?.size != grid.size { werase(window) }
        for run in grid.runs(changedSince: shown) where run.row < size.rows && run.column < size.columns { draw(run) }
        shown = grid
        place(grid.cursor)
        wrefresh(window)
    }

    private func draw(_ run: Grid.Run) {
        guard wmove(window, Int32(run.row), Int32(run.column)) == OK else { return }
        buffer.removeAll(keepingCapacity: true)
        var index = run.cells.startIndex
        let end = min(run.cells.endIndex, index + size.columns - run.column)
        while index < end {
            let isWide = index + 1 < run.cells.endIndex && run.cells[index + 1].text.isEmpty
            if isWide, index + 1 == end { break }
            CellText.append(run.cells[index].text, columns: isWide ? 2 : 1, to: &buffer)
            index += isWide ? 2 : 1
        }
        let look = palette.look(of: run.style)
        cn_set_style(window, look.attributes, look.pair)
        // The lower right corner is drawn although ncurses reports that the cursor cannot move on from it.
        _ = buffer.withUnsafeBytes { bytes in
            waddnstr(window, bytes.bindMemory(to: CChar.self).baseAddress, Int32(bytes.count))
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
