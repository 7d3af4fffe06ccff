import GRDB
import HelpdeskDesk

/// A connection to SQLite inside a transaction.
struct SQLiteConnection: SQLRecords {
    typealias Row = GRDB.Row

    let database: Database

    init(_ database: Database) {
        self.database = database
    }

    func rows<Value>(_ sql: String, _ values: [SQLValue], _ make: (Row) throws -> Value) throws -> [Value] {
        let rows = try cursor(sql, values)
        var found: [Value] = []
        while let row = try rows.next() { found.append(try make(row)) }
        return found
    }

    func row<Value>(_ sql: String, _ values: [SQLValue], _ make: (Row) throws -> Value) throws -> Value? {
        let rows = try cursor(sql, values)
        // The row is there for as long as what stands at it.
        return try withExtendedLifetime(rows) { try rows.next().map(make) }
    }

    func execute(_ sql: String, _ values: [SQLValue]) throws -> Int {
        try database.cachedStatement(sql: sql).execute(arguments: Self.arguments(values))
        return database.changesCount
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

/// The operations that SQLite spells in its own way.
extension SQLiteConnection {
    func append(_ kind: ChangeKind, _ reference: String, _ scope: ChangeScope) throws {
        try execute(
            "INSERT OR REPLACE INTO change(kind, ref, scope) VALUES (?, ?, ?)", kind.rawValue, reference, scope.text)
    }

    func news(after position: Int64) throws -> [ChangeNotifier.News] {
        // From the end of the table, and not along the index of scopes, which would be all of it.
        try rows("SELECT scope, MAX(seq) FROM change NOT INDEXED WHERE seq > ? GROUP BY scope", position) { row in
            ChangeNotifier.News(scope: row.text(at: 0), position: row.integer(at: 1))
        }
    }

    func beginTicketNumbers(at number: Int) throws {
        // The last number that was given.
        try execute("INSERT INTO sqlite_sequence(name, seq) VALUES ('ticket', ?)", number - 1)
    }
}

/// Reads a row while the statement stands at it: one that is kept would be copied value by value.
extension Row: SQLRow {
    func integer(at column: Int) -> Int64 { self[column] }
    func text(at column: Int) -> String { self[column] }
    func truth(at column: Int) -> Bool { self[column] }
    func optionalInteger(at column: Int) -> Int64? { self[column] }
    func optionalText(at column: Int) -> String? { self[column] }
}
