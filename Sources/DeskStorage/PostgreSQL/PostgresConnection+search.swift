import HelpdeskDesk
import HelpdeskModels
import SQLDatabase

/// The index of words in PostgreSQL: the keys of an entry as numbers in an array, with a GIN index over it. It needs no
/// extension.
///
/// Two keys may have one number; an entry that is found by it is compared with the words anyway.
extension PostgresConnection {
    func insert(_ entry: SearchEntry) throws {
        try execute(
            """
            INSERT INTO search_entry(position, ticket, service, audience, words, keys)
            VALUES (?, ?, ?, ?, ?, string_to_array(?, ',')::integer[]) ON CONFLICT (position) DO NOTHING
            """, entry.position, entry.ticket, entry.service, entry.audience.rawValue, entry.words,
            Self.numbers(of: entry.keys))
    }

    func deleteSearchEntries(of ticket: Ticket.ID) throws {
        try execute("DELETE FROM search_entry WHERE ticket = ?", ticket)
    }

    func searchHits(_ query: SearchQuery, after position: Int64?, limit: Int) throws -> [SearchHit] {
        try useIndexOfKeys()
        let (condition, values) = Self.condition(query)
        // The sum keeps the planner from going along the positions.
        return try rows(
            """
            SELECT position, ticket, words FROM search_entry WHERE \(condition) AND position + 0 < ?
            ORDER BY position DESC LIMIT ?
            """, values + [.integer(position ?? .max), limit.sqlValue]
        ) { row in SearchHit(position: row.integer(at: 0), ticket: try row.id(at: 1), words: row.text(at: 2)) }
    }

    func countSearchHits(_ query: SearchQuery, limit: Int) throws -> Int {
        try useIndexOfKeys()
        let (condition, values) = Self.condition(query)
        return try row(
            "SELECT COUNT(*) FROM (SELECT 1 FROM search_entry WHERE \(condition) LIMIT ?) hits",
            values + [limit.sqlValue]
        ) { Int($0.integer(at: 0)) } ?? 0
    }

    /// For the rest of the transaction. How often keys occur together is not known to the planner, which would read the
    /// whole table where it guesses too many.
    private func useIndexOfKeys() throws {
        try run("SET LOCAL enable_seqscan = off; SET LOCAL enable_indexscan = off")
    }

    private static func condition(_ query: SearchQuery) -> (String, [SQLValue]) {
        let condition = "keys @> string_to_array(?, ',')::integer[] AND audience <> ?"
        let values: [SQLValue] = [.text(numbers(of: query.keys)), .text(query.hidden.rawValue)]
        guard let service = query.service else { return (condition, values) }
        return (condition + " AND service = ?", values + [service.sqlValue])
    }

    private static func numbers(of keys: some Sequence<String>) -> String {
        Set(keys.map(number)).sorted().map(String.init).joined(separator: ",")
    }

    /// FNV-1a (RFC 9923) with 32 bits. It is stored, so that it never changes.
    private static func number(of key: String) -> Int32 {
        Int32(bitPattern: key.utf8.reduce(2_166_136_261 as UInt32) { ($0 ^ UInt32($1)) &* 16_777_619 })
    }
}
