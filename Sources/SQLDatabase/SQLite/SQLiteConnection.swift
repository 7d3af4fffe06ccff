package import GRDB

/// A connection to SQLite inside a transaction.
package struct SQLiteConnection: SQLConnection {
    package typealias Row = GRDB.Row

    package let database: Database

    package init(_ database: Database) {
        self.database = database
    }

    package func rows<Value>(_ sql: String, _ values: [SQLValue], _ make: (Row) throws -> Value) throws -> [Value] {
        let rows = try cursor(sql, values)
        var found: [Value] = []
        while let row = try rows.next() { found.append(try make(row)) }
        return found
    }

    package func row<Value>(_ sql: String, _ values: [SQLValue], _ make: (Row) throws -> Value) throws -> Value? {
        let rows = try cursor(sql, values)
        // The row is there for as long as what stands at it.
        return try withExtendedLifetime(rows) { try rows.next().map(make) }
    }

    package func execute(_ sql: String, _ values: [SQLValue]) throws -> Int {
        try database.cachedStatement(sql: sql).execute(arguments: Self.arguments(values))
        return database.changesCount
    }

    package func inSavepoint(_ body: () throws -> Void) throws {
        try database.inSavepoint {
            try body()
            return .commit
        }
    }

    private func cursor(_ sql: String, _ values: [SQLValue]) throws -> RowCursor {
        try Row.fetchCursor(database.cachedStatement(sql: sql), arguments: Self.arguments(values))
    }

    private static func arguments(_ values: [SQLValue]) -> StatementArguments {
        StatementArguments(
            values.map { value -> DatabaseValue in
                switch value {
                case .null: .null
                case .integer(let number): number.databaseValue
                case .text(let text): text.databaseValue
                case .truth(let truth): truth.databaseValue
                }
            })
    }
}

/// Reads a row while the statement stands at it: one that is kept would be copied value by value.
extension Row: SQLRow {
    package func integer(at column: Int) -> Int64 { self[column] }
    package func text(at column: Int) -> String { self[column] }
    package func truth(at column: Int) -> Bool { self[column] }
    package func optionalInteger(at column: Int) -> Int64? { self[column] }
    package func optionalText(at column: Int) -> String? { self[column] }
    package func optionalTruth(at column: Int) -> Bool? { self[column] }
}
