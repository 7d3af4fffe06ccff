/// A cell's place on the screen; row 0, column 0 is the upper left corner.
public struct Position: Hashable, Sendable {
    public var row: Int
    public var column: Int

    public init(row: Int, column: Int) {
        self.row = row
        self.column = column
    }
}

/// The extent of a screen or a part of it, in cells; 80x24 is `Size(rows: 24, columns: 80)`.
public struct Size: Hashable, Sendable {
    public var rows: Int
    public var columns: Int

    public init(rows: Int, columns: Int) {
        self.rows = rows
        self.columns = columns
    }
}

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

/// Dividing a rectangle. A part never is larger than the whole, so any arithmetic of a layout is safe on a tiny screen.
extension Rect {
    /// The rectangle without `amount` cells on each of its sides.
    public func inset(by amount: Int) -> Rect { inset(rows: amount, columns: amount) }

    /// The rectangle without `rows` at top and bottom each and `columns` at left and right each.
    public func inset(rows insetRows: Int, columns insetColumns: Int) -> Rect {
        let top = min(max(0, insetRows), rows)
        let left = min(max(0, insetColumns), columns)
        return Rect(
            row: row + top, column: column + left,
            rows: rows - top - insetRows, columns: columns - left - insetColumns)
    }

    /// The upper `count` rows and the rest.
    public func split(top count: Int) -> (top: Rect, rest: Rect) {
        let taken = min(max(0, count), rows)
        return (
            Rect(row: row, column: column, rows: taken, columns: columns),
            Rect(row: row + taken, column: column, rows: rows - taken, columns: columns)
        )
    }

    /// The rest and the lower `count` rows, in the order they have on the screen.
    public func split(bottom count: Int) -> (rest: Rect, bottom: Rect) {
        let parts = split(top: rows - min(max(0, count), rows))
        return (parts.top, parts.rest)
    }

    /// The left `count` columns and the rest.
    public func split(left count: Int) -> (left: Rect, rest: Rect) {
        let taken = min(max(0, count), columns)
        return (
            Rect(row: row, column: column, rows: rows, columns: taken),
            Rect(row: row, column: column + taken, rows: rows, columns: columns - taken)
        )
    }

    /// The rest and the right `count` columns, in the order they have on the screen.
    public func split(right count: Int) -> (rest: Rect, right: Rect) {
        let parts = split(left: columns - min(max(0, count), columns))
        return (parts.left, parts.rest)
    }
}
