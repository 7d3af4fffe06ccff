import HelpdeskDesk
import SQLDatabase

/// The operations that PostgreSQL spells in its own way.
extension PostgresConnection: SQLRecords {
    static let authorOfNote = "body::jsonb #>> '{author,id}'"

    static func isAmong(_ column: String) -> String {
        "\(column) = ANY (string_to_array(?, ','))"
    }

    static func list(_ ids: [String]) -> String {
        ids.joined(separator: ",")
    }

    static func table(_ name: String, index: String) -> String { name }

    func hasUnnumberedChanges(for audience: ChangeAudience) throws -> Bool {
        guard !audience.isStaff else {
            return try row(
                "SELECT 1 FROM change WHERE seq IS NULL AND \(ChangeAudience.isOfStaff("?")) LIMIT 1", audience.user
            ) { _ in true } ?? false
        }
        return try row(
            "SELECT 1 FROM change WHERE seq IS NULL AND (scope = 'all' OR scope IN (?, ?, ?)) LIMIT 1",
            audience.service, audience.user, audience.customers
        ) { _ in true } ?? false
    }

    /// To ask would be a statement more, over a network.
    func version() throws -> RowsVersion? { nil }

    func append(_ kind: ChangeKind, _ reference: String, _ scope: ChangeScope) throws {
        try execute(
            """
            INSERT INTO change(kind, ref, scope) VALUES (?, ?, ?) ON CONFLICT (kind, ref)
            DO UPDATE SET scope = excluded.scope, entry = excluded.entry, seq = NULL
            """, kind.rawValue, reference, scope.text)
        noteAppended()
    }

    func latestChange() throws -> Int64 {
        // Not the largest number of a row: the row that had it may just be moving to the end.
        try row("SELECT position FROM feed") { $0.integer(at: 0) } ?? 0
    }

    func news(after position: Int64) throws -> [ChangeNotifier.News] {
        try rows("SELECT scope, MAX(seq) FROM change WHERE seq > ? GROUP BY scope", position) { row in
            ChangeNotifier.News(scope: row.text(at: 0), position: row.integer(at: 1))
        }
    }

    func beginTicketNumbers(at number: Int) throws {
        _ = try row("SELECT setval(pg_get_serial_sequence('ticket', 'number'), ?, FALSE)", number) { _ in true }
    }

    func beginFeed(after position: Int64) throws {
        try execute("UPDATE feed SET position = GREATEST(position, ?)", position)
    }

    /// The entry of the oldest change that waits for its number; nil if none does.
    func oldestPendingChange() throws -> Int64? {
        try row("SELECT entry FROM change WHERE seq IS NULL ORDER BY entry LIMIT 1") { $0.integer(at: 0) }
    }

    /// Gives numbers to the changes that are committed.
    func numberChanges() throws {
        _ = try row("SELECT number_changes()") { _ in true }
    }
}
