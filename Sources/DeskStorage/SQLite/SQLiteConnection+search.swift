import HelpdeskDesk
import HelpdeskModels
import SQLDatabase

/// The index of words in SQLite: FTS5 over the keys, which answers from its newest end and reads no further than it is asked.
///
/// The index keeps no text (FTS5, section 4.4.1), so that what is taken out has to be named as it was put in: the entries
/// beside it have their words for that.
extension SQLiteConnection {
    func insert(_ entry: SearchEntry) throws {
        let count = try execute(
            """
            INSERT INTO search_entry(position, ticket, service, audience, words) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (position) DO NOTHING
            """, entry.position, entry.ticket, entry.service, entry.audience.rawValue, entry.words)
        guard count > 0 else { return }
        try execute("INSERT INTO search_index(rowid, keys) VALUES (?, ?)", entry.position, Self.keys(of: entry))
    }

    func deleteSearchEntries(of ticket: Ticket.ID) throws {
        let entries = try rows(
            "SELECT position, service, audience, words FROM search_entry WHERE ticket = ?", ticket
        ) { row in
            SearchEntry(
                position: row.integer(at: 0), ticket: ticket, service: row.key(at: 1),
                audience: try row.value(at: 2), words: row.text(at: 3))
        }
        for entry in entries {
            try execute(
                "INSERT INTO search_index(search_index, rowid, keys) VALUES ('delete', ?, ?)", entry.position,
                Self.keys(of: entry))
            try execute("DELETE FROM search_entry WHERE position = ?", entry.position)
        }
    }

    func searchHits(_ query: SearchQuery, after position: Int64?, limit: Int) throws -> [SearchHit] {
        let (condition, values) = Self.condition(query)
        return try rows(
            """
            SELECT e.position, e.ticket, e.words FROM search_index JOIN search_entry e ON e.position = search_index.rowid
            WHERE \(condition) AND search_index.rowid < ? ORDER BY search_index.rowid DESC LIMIT ?
            """, values + [.integer(position ?? .max), limit.sqlValue]
        ) { row in SearchHit(position: row.integer(at: 0), ticket: try row.id(at: 1), words: row.text(at: 2)) }
    }

    func countSearchHits(_ query: SearchQuery, limit: Int) throws -> Int {
        let (condition, values) = Self.condition(query)
        return try row(
            """
            SELECT COUNT(*) FROM (
                SELECT 1 FROM search_index JOIN search_entry e ON e.position = search_index.rowid
                WHERE \(condition) LIMIT ?)
            """, values + [limit.sqlValue]
        ) { Int($0.integer(at: 0)) } ?? 0
    }

    /// The keys have nothing that FTS5 would take for more than letters. The columns beside them decide who may find it.
    private static func condition(_ query: SearchQuery) -> (String, [SQLValue]) {
        let match = query.keys.map { "\"\($0)\"" }.joined(separator: " AND ")
        let condition = "search_index MATCH ? AND e.audience <> ?"
        let values: [SQLValue] = [.text(match), .text(query.hidden.rawValue)]
        guard let service = query.service else { return (condition, values) }
        return (condition + " AND e.service = ?", values + [service.sqlValue])
    }

    private static func keys(of entry: SearchEntry) -> String {
        entry.keys.sorted().joined(separator: " ")
    }
}
