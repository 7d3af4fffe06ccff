import Foundation
import GRDB
import HelpdeskModels

/// The full-text indexes over the tickets that the backend has: one folded document each, under the ticket's `seq`.
///
/// The indexes keep no text (SQLite's FTS5, section 4.4.1, contentless tables): what is taken out has to be named as it
/// was put in. So a ticket's document leaves the index before anything of it changes, and enters again afterwards, many
/// tickets in one statement. What waits in the outbox is not in it; there is little of that, and it is read instead.
struct SearchIndex {
    let database: Database

    /// The document of the ticket `t`: number, subject, author, fields, the messages with their authors, file names.
    static let document = """
        fold(
            coalesce('№' || t.number || ' ' || t.number || char(10), '') || t.subject || char(10) || t.author_name
            || char(10) || coalesce((SELECT group_concat(json_extract(value, '$.value'), char(10))
                FROM json_each(t.fields)), '')
            || char(10) || coalesce((SELECT group_concat(entry, char(10)) FROM (
                SELECT m.text || char(10) || m.author_name AS entry FROM message m
                WHERE m.ticket = t.id ORDER BY m.created, m.seq)), '')
            || char(10) || coalesce((SELECT group_concat(name, char(10)) FROM (
                SELECT name FROM attachment a WHERE a.ticket = t.id ORDER BY a.id)), ''))
        """

    /// Takes these tickets out, as they are now in the tables. One that is not indexed yet is passed over.
    func remove(_ seqs: [Int64]) throws {
        guard !seqs.isEmpty else { return }
        let list = Self.json(seqs)
        for table in ["ticket_words", "ticket_trigrams"] {
            try database.cachedStatement(
                sql: """
                    INSERT INTO \(table) (\(table), rowid, text)
                    SELECT 'delete', t.seq, \(Self.document) FROM json_each(?) list JOIN ticket t ON t.seq = list.value
                    WHERE t.seq NOT IN (SELECT seq FROM search_pending)
                    """
            ).execute(arguments: [list])
        }
        try forgetPending(list)
    }

    /// Puts these tickets in, as they are now in the tables.
    func add(_ seqs: [Int64]) throws {
        guard !seqs.isEmpty else { return }
        let list = Self.json(seqs)
        for table in ["ticket_words", "ticket_trigrams"] {
            try database.cachedStatement(
                sql: """
                    INSERT INTO \(table) (rowid, text)
                    SELECT t.seq, \(Self.document) FROM json_each(?) list JOIN ticket t ON t.seq = list.value
                    """
            ).execute(arguments: [list])
        }
        try forgetPending(list)
    }

    private func forgetPending(_ list: String) throws {
        try database.cachedStatement(
            sql: "DELETE FROM search_pending WHERE seq IN (SELECT value FROM json_each(?))"
        ).execute(arguments: [list])
    }

    private static func json(_ seqs: [Int64]) -> String {
        "[" + seqs.map(String.init).joined(separator: ",") + "]"
    }
}
