import GRDB

/// Reading rows while the statement stands at them, as the hot paths do: a row that is kept is copied value by value.
extension Statement {
    /// What `make` makes of each row.
    func values<Value>(
        _ arguments: StatementArguments = StatementArguments(), _ make: (Row) throws -> Value
    ) throws -> [Value] {
        let rows = try Row.fetchCursor(self, arguments: arguments)
        var values: [Value] = []
        while let row = try rows.next() { values.append(try make(row)) }
        return values
    }

    /// What `make` makes of the first row; nil if there is none.
    func value<Value>(
        _ arguments: StatementArguments = StatementArguments(), _ make: (Row) throws -> Value
    ) throws -> Value? {
        let rows = try Row.fetchCursor(self, arguments: arguments)
        // The row is there for as long as what stands at it.
        return try withExtendedLifetime(rows) { try rows.next().map(make) }
    }
}
