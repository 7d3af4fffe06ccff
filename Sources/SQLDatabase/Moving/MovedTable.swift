/// A table as it is moved from one engine to another: the columns that both have, and in which order its rows come.
package struct MovedTable: Sendable {
    enum Kind: Sendable {
        case integer, text, truth
    }

    package let name: String
    let columns: [(name: String, kind: Kind)]
    /// The columns that tell rows apart, and by which they are read in order; they are never null.
    let key: [String]
    /// Whether the engine counts the rows, in the first column of the key, and has to go on behind the last one.
    let isCounted: Bool
    /// Whether the engine fills it by itself, so that what it has made is replaced.
    package let isDerived: Bool

    private static let pageSize = 1000
    /// Rows of one statement; SQLite takes 32,766 values, PostgreSQL 65,535.
    private static let batchSize = 100

    /// `columns` are names with their kinds, separated by spaces: `i` for integers, `t` for texts, `b` for truths.
    package init(_ name: String, _ columns: String, key: [String], isCounted: Bool = false, isDerived: Bool = false) {
        self.name = name
        let words = columns.split(separator: " ").map(String.init)
        self.columns = words.map { word in
            let parts = word.split(separator: ":").map(String.init)
            let kind: Kind =
                switch parts.last {
                case "i": .integer
                case "b": .truth
                default: .text
                }
            return (parts.first ?? "", kind)
        }
        self.key = key
        self.isCounted = isCounted
        self.isDerived = isDerived
    }
}

extension MovedTable {
    private var list: String { columns.map(\.name).joined(separator: ", ") }

    package func count(in connection: some SQLConnection) throws -> Int64 {
        try connection.row("SELECT COUNT(*) FROM \(name)") { $0.integer(at: 0) } ?? 0
    }

    /// At most `limit` rows behind the one with this key, nil for the first ones, in order.
    package func rows(
        after key: [SQLValue]?, limit: Int, in connection: some SQLConnection
    ) throws -> [[SQLValue]] {
        let order = self.key.joined(separator: ", ")
        let places = self.key.map { _ in "?" }.joined(separator: ", ")
        let condition = key == nil ? "" : "WHERE (\(order)) > (\(places))"
        return try connection.rows(
            "SELECT \(list) FROM \(name) \(condition) ORDER BY \(order) LIMIT ?", (key ?? []) + [limit.sqlValue]
        ) { row in
            columns.enumerated().map { index, column in
                switch column.kind {
                case .integer: row.optionalInteger(at: index).map(SQLValue.integer) ?? .null
                case .text: row.optionalText(at: index).map(SQLValue.text) ?? .null
                case .truth: row.optionalTruth(at: index).map(SQLValue.truth) ?? .null
                }
            }
        }
    }

    /// Calls `body` with all rows, page by page; `read` reads at most `limit` rows behind a key, as
    /// ``rows(after:limit:in:)`` does.
    package func eachPage(
        _ read: (_ key: [SQLValue]?, _ limit: Int) throws -> [[SQLValue]], _ body: ([[SQLValue]]) throws -> Void
    ) throws {
        var last: [SQLValue]?
        while true {
            let rows = try read(last, Self.pageSize)
            try body(rows)
            guard rows.count == Self.pageSize, let end = rows.last else { return }
            last = key.compactMap { name in columns.firstIndex { $0.name == name }.map { end[$0] } }
        }
    }

    package func insert(_ rows: [[SQLValue]], into connection: some SQLConnection) throws {
        for start in stride(from: 0, to: rows.count, by: Self.batchSize) {
            let batch = rows[start..<min(start + Self.batchSize, rows.count)]
            let row = "(\(columns.map { _ in "?" }.joined(separator: ", ")))"
            let values = Array(repeating: row, count: batch.count).joined(separator: ", ")
            _ = try connection.execute("INSERT INTO \(name)(\(list)) VALUES \(values)", batch.flatMap(\.self))
        }
    }

    /// The last number that the engine gave to a row, nil if it counts none.
    package func lastNumber(in connection: some MovingConnection) throws -> Int64? {
        try isCounted ? connection.lastNumber(of: name, column: key[0]) : nil
    }

    /// Lets the engine give numbers behind `number`, if it counts the rows at all.
    package func beginNumbers(after number: Int64?, in connection: some MovingConnection) throws {
        guard isCounted, let number else { return }
        try connection.beginNumbers(of: name, column: key[0], after: number)
    }
}
