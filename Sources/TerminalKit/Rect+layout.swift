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
