/// A rectangle of cells. Extents are never negative: a negative one given to `init` becomes 0.
public struct Rect: Hashable, Sendable {
    public var row: Int
    public var column: Int
    public var rows: Int
    public var columns: Int

    public init(row: Int, column: Int, rows: Int, columns: Int) {
        self.row = row
        self.column = column
        self.rows = max(0, rows)
        self.columns = max(0, columns)
    }

    /// The whole of a screen.
    public init(_ size: Size) {
        self.init(row: 0, column: 0, rows: size.rows, columns: size.columns)
    }

    /// The first row below the rectangle.
    public var maxRow: Int { row + rows }

    /// The first column to the right of the rectangle.
    public var maxColumn: Int { column + columns }

    public var isEmpty: Bool { rows == 0 || columns == 0 }

    public var size: Size { Size(rows: rows, columns: columns) }

    public func contains(_ position: Position) -> Bool {
        position.row >= row && position.row < maxRow && position.column >= column && position.column < maxColumn
    }

    /// The cells both rectangles have; an empty rectangle where they do not meet.
    public func intersection(_ other: Rect) -> Rect {
        let top = max(row, other.row)
        let left = max(column, other.column)
        return Rect(
            row: top, column: left,
            rows: min(maxRow, other.maxRow) - top, columns: min(maxColumn, other.maxColumn) - left)
    }
}
