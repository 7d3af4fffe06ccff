/// A connection between whose tables rows are moved: what engines do differently then.
package protocol MovingConnection: SQLConnection {
    /// Lets rows refer to others that come later in the transaction.
    func deferReferences() throws
    /// The last number that the engine gave to a row of the table, also to one that is gone; nil if it gave none.
    func lastNumber(of table: String, column: String) throws -> Int64?
    /// Lets the engine give numbers behind `number` to the rows of a table.
    func beginNumbers(of table: String, column: String, after number: Int64) throws
}

extension SQLiteConnection: MovingConnection {
    package func deferReferences() throws {
        try execute("PRAGMA defer_foreign_keys = ON")
    }

    package func lastNumber(of table: String, column: String) throws -> Int64? {
        try row(
            """
            SELECT MAX(number) FROM (
                SELECT seq AS number FROM sqlite_sequence WHERE name = ? UNION ALL SELECT MAX(\(column)) FROM \(table))
            """, table
        ) { $0.optionalInteger(at: 0) }.flatMap(\.self)
    }

    package func beginNumbers(of table: String, column: String, after number: Int64) throws {
        // Only tables that never give a number twice are noted there, with their first row; in others the last row tells.
        try execute(
            """
            INSERT INTO sqlite_sequence(name, seq) SELECT name, 0 FROM sqlite_master
            WHERE type = 'table' AND name = ?1 AND sql LIKE '%AUTOINCREMENT%'
                AND NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = ?1)
            """, table)
        try execute("UPDATE sqlite_sequence SET seq = MAX(seq, ?) WHERE name = ?", number, table)
    }
}

extension PostgresConnection: MovingConnection {
    package func deferReferences() throws {
        try run("SET CONSTRAINTS ALL DEFERRED")
    }

    package func lastNumber(of table: String, column: String) throws -> Int64? {
        try row(
            """
            SELECT GREATEST(
                pg_sequence_last_value(pg_get_serial_sequence(?, ?)::regclass), (SELECT MAX(\(column)) FROM \(table)))
            """, table, column
        ) { $0.optionalInteger(at: 0) }.flatMap(\.self)
    }

    package func beginNumbers(of table: String, column: String, after number: Int64) throws {
        // The numbers of the desk's feed are no identity of its rows: for a column without a sequence nothing happens.
        _ = try row("SELECT setval(pg_get_serial_sequence(?, ?), ?)", table, column, number) { _ in true }
    }
}
