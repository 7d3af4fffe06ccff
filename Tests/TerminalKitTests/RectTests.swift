import TerminalKit
import Testing

@Suite("Rectangles")
struct RectTests {
    @Test("A split never gives more than there is, and nothing is lost")
    func splits() {
        let rect = Rect(row: 2, column: 3, rows: 5, columns: 7)
        for amount in [-1, 0, 3, 5, 7, 99] {
            let (top, below) = rect.split(top: amount)
            let (above, bottom) = rect.split(bottom: amount)
            let (left, right) = rect.split(left: amount)
            let (rest, edge) = rect.split(right: amount)
            #expect(top.rows + below.rows == 5 && below.row == top.maxRow && below.maxRow == rect.maxRow)
            #expect(above.rows + bottom.rows == 5 && bottom.rows == top.rows && bottom.maxRow == rect.maxRow)
            #expect(left.columns + right.columns == 7 && right.maxColumn == rect.maxColumn)
            #expect(
                rest.columns + edge.columns == 7 && edge.columns == left.columns && edge.maxColumn == rect.maxColumn)
        }
    }

    @Test("Rectangles that do not meet have nothing in common")
    func intersections() {
        let rect = Rect(row: 0, column: 0, rows: 4, columns: 4)
        #expect(
            rect.intersection(Rect(row: 2, column: 3, rows: 9, columns: 9))
                == Rect(row: 2, column: 3, rows: 2, columns: 1))
        #expect(rect.intersection(Rect(row: 9, column: 9, rows: 2, columns: 2)).isEmpty)
        #expect(rect.inset(by: 9).isEmpty)
        #expect(rect.inset(by: 1) == Rect(row: 1, column: 1, rows: 2, columns: 2))
    }
}
