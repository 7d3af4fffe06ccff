import TerminalKit
import Testing

@Suite("Grid")
struct GridTests {
    private static let marked = Style(foreground: .indexed(3), attributes: .bold)

    @Test("Rows stay exactly filled whatever is written wherever")
    func invariants() {
        var random = SeededGenerator(seed: 7)
        for _ in 0..<400 {
            let size = Size(
                rows: Int.random(in: 0...4, using: &random), columns: Int.random(in: 0...14, using: &random))
            var grid = Grid(size: size)
            for _ in 0..<20 {
                let row = Int.random(in: -1...5, using: &random)
                let column = Int.random(in: -6...16, using: &random)
                let columns = Bool.random(using: &random) ? Int.max : Int.random(in: -1...9, using: &random)
                let text = random.hostileText(length: 8)
                let before = grid
                let written = grid.write(text, row: row, column: column, columns: columns, style: Self.marked)
                #expect(written <= max(0, columns))
                for outside in 0..<size.rows where outside != row { #expect(grid.row(outside) == before.row(outside)) }
                if Bool.random(using: &random) {
                    let rect = Rect(row: row, column: column, rows: 2, columns: 3)
                    grid.fill(rect, Bool.random(using: &random) ? "你" : "x", style: .plain)
                }
            }
            for row in 0..<size.rows { expectFilled(Array(grid.row(row))) }
        }
    }

    /// Each wide character is followed by its empty half, no half is alone, and the widths add up.
    private func expectFilled(_ cells: [Cell]) {
        var column = 0
        while column < cells.count {
            let columns = DisplayWidth.of(cells[column].text)
            #expect(columns == 1 || columns == 2)
            if columns == 2 { #expect(column + 1 < cells.count && cells[column + 1].text.isEmpty) }
            column += max(1, columns)
        }
        #expect(column == cells.count)
    }

    @Test("Text is clipped at its field and at the row's end")
    func clipping() {
        var grid = Grid(size: Size(rows: 2, columns: 6))
        #expect(grid.write("Привіт світ", row: 0, column: 2, style: .plain) == 4)
        #expect(grid.write("Привіт", row: 1, column: 0, columns: 3, style: .plain) == 3)
        #expect(grid.lines == ["  Прив", "При"])
    }

    @Test("A wide character does not enter the last column")
    func lastColumn() {
        var grid = Grid(size: Size(rows: 1, columns: 4))
        #expect(grid.write("a你好", row: 0, column: 0, style: .plain) == 3)
        #expect(grid.lines == ["a你"])
    }

    @Test("Overwriting one half of a wide character blanks the other")
    func halves() {
        var grid = Grid(size: Size(rows: 1, columns: 4))
        grid.write("你好", row: 0, column: 0, style: .plain)
        grid.write("x", row: 0, column: 1, style: .plain)
        grid.write("y", row: 0, column: 2, style: .plain)
        #expect(grid.lines == [" xy"])
    }

    @Test("Emoji of several code points are reduced to what terminals agree on")
    func emoji() {
        var grid = Grid(size: Size(rows: 1, columns: 12))
        grid.write("👨‍👩‍👧|👍🏽|🇺🇦|❤\u{FE0F}|", row: 0, column: 0, style: .plain)
        #expect(grid.lines == ["👨|👍|UA|❤|"])
    }

    @Test("Escape sequences are drawn, not obeyed")
    func escapes() {
        var grid = Grid(size: Size(rows: 1, columns: 20))
        grid.write("\u{1B}[2J\u{202E}x", row: 0, column: 0, style: .plain)
        #expect(grid.lines == ["␛[2J·x"])
    }

    @Test("A box has a border and its title")
    func box() {
        var grid = Grid(size: Size(rows: 3, columns: 12))
        grid.box(grid.bounds, style: .plain, title: "Теми та інше")
        #expect(grid.lines == ["┌─ Теми … ─┐", "│          │", "└──────────┘"])
    }

    @Test("Style runs name what is not plain")
    func styleRuns() {
        var grid = Grid(size: Size(rows: 2, columns: 8))
        grid.write("你b", row: 1, column: 2, style: Self.marked)
        grid.restyle(Rect(row: 1, column: 3, rows: 1, columns: 1)) { $0.merging(Style(background: .rgb(0, 10, 255))) }
        #expect(grid.styleRuns == ["", "2-3 3/#000aff+bold; 4-4 3/default+bold"])
    }

    @Test("Drawing the changed runs over what was there gives the new grid")
    func changes() {
        var random = SeededGenerator(seed: 99)
        var shown = Grid(size: Size(rows: 3, columns: 20))
        for _ in 0..<300 {
            var next = shown
            for _ in 0..<Int.random(in: 0...3, using: &random) {
                let style = Bool.random(using: &random) ? Self.marked : .plain
                let column = Int.random(in: 0..<20, using: &random)
                next.write(
                    random.hostileText(length: 5), row: .random(in: 0..<3, using: &random), column: column, style: style
                )
            }
            var drawn = shown
            for run in next.runs(changedSince: shown) {
                #expect(run.cells.first?.text.isEmpty == false)
                var column = run.column
                for cell in run.cells where !cell.text.isEmpty {
                    column += drawn.write(cell.text, row: run.row, column: column, style: run.style)
                }
                #expect(column == run.column + run.cells.count)
            }
            #expect(drawn == next)
            #expect(next.runs(changedSince: next).isEmpty)
            shown = next
        }
    }

    @Test("A changed character is all that is drawn again")
    func economy() {
        var grid = Grid(size: Size(rows: 24, columns: 80))
        let before = grid
        grid.write("ї", row: 5, column: 7, style: .plain)
        let runs = grid.runs(changedSince: before)
        #expect(runs.map { [$0.row, $0.column, $0.cells.count] } == [[5, 7, 1]])
    }

    @Test(
        "Cells that were put again are as they were, over a whole row or a part of it, also where that cuts wide ones")
    func putAgain() {
        let size = Size(rows: 3, columns: 8)
        var first = Grid(size: size)
        first.write("日本語їх", row: 1, column: 0, style: .plain)
        for (column, columns) in [(0, 8), (0, 4), (1, 4), (3, 5), (-2, 20)] {
            let place = Rect(row: 1, column: column, rows: 1, columns: columns)
            var second = Grid(size: size)
            second.write("語語語語", row: 1, column: 0, style: .plain)
            second.put(first.cells(in: place), in: place)
            let inside = place.intersection(second.bounds)
            for column in inside.column..<inside.maxColumn {
                #expect(second[Position(row: 1, column: column)] == first[Position(row: 1, column: column)])
            }
            let row = second.row(1)
            #expect(
                row.indices.allSatisfy {
                    !row[$0].text.isEmpty || $0 > 0 && DisplayWidth.of(row[$0 - 1].text) == 2 || inside.column == $0
                })
        }
    }
}
