import HelpdeskDesk
import SQLDatabase

/// The operations that SQLite spells in its own way.
extension SQLiteConnection: SQLRecords {
    static let authorOfNote = "json_extract(body, '$.author.id')"

    static func isAmong(_ column: String) -> String {
        "\(column) IN (SELECT value FROM json_each(?))"
    }

    /// A JSON array: ids have nothing that JSON escapes.
    static func list(_ ids: [String]) -> String {
        "[\(ids.map { "\"\($0)\"" }.joined(separator: ","))]"
    }

    /// In words, as SQLite does not count how few of the rows are in an index.
    static func table(_ name: String, index: String) -> String {
        "\(name) INDEXED BY \(index)"
    }

    /// Changes get their numbers as they are written.
    func hasUnnumberedChanges(for audience: ChangeAudience) throws -> Bool { false }

    /// `data_version` counts the commits of others, and a connection that reads makes none of its own.
    func version() throws -> RowsVersion? {
        guard let connection = try row("SELECT connection_number()", make: { $0.integer(at: 0) }),
            let number = try row("PRAGMA data_version", make: { $0.integer(at: 0) })
        else { return nil }
        return RowsVersion(connection: connection, number: number)
    }

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

    func beginFeed(after position: Int64) throws {
        try beginNumbers(of: "change", column: "seq", after: position)
    }
}
