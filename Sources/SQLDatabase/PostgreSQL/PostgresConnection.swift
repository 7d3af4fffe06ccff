/// A connection to PostgreSQL inside a transaction.
package struct PostgresConnection: SQLConnection {
    package typealias Row = PostgresRow

    let session: PostgresSession

    package func rows<Value>(
        _ sql: String, _ values: [SQLValue], _ make: (PostgresRow) throws -> Value
    ) throws -> [Value] {
        let result = try session.execute(sql, values)
        return try (0..<result.rowCount).map { try make(result[$0]) }
    }

    package func row<Value>(
        _ sql: String, _ values: [SQLValue], _ make: (PostgresRow) throws -> Value
    ) throws -> Value? {
        let result = try session.execute(sql, values)
        return result.rowCount == 0 ? nil : try make(result[0])
    }

    package func execute(_ sql: String, _ values: [SQLValue]) throws -> Int {
        try session.execute(sql, values).changeCount
    }

    package func inSavepoint(_ body: () throws -> Void) throws {
        try session.run("SAVEPOINT part")
        do {
            try body()
        } catch {
            // The transaction of a session that cannot even do that is given up.
            if session.isUsable { try session.run("ROLLBACK TO part; RELEASE part") }
            throw error
        }
        try session.run("RELEASE part")
    }

    /// Runs one or several statements without values, for example those of a schema.
    package func run(_ sql: String) throws {
        try session.run(sql)
    }

    /// Whether the transaction has appended to the change feed, as ``noteAppended()`` says.
    package var hasAppended: Bool { session.hasAppended }

    package func noteAppended() {
        session.hasAppended = true
    }
}
