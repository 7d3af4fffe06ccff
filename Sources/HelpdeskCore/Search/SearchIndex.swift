import Foundation
import GRDB
import HelpdeskModels

/// The full-text indexes over the tickets that the backend has: the words of one document each, under its `seq`.
///
/// The indexes keep no text (SQLite's FTS5, section 4.4.1, contentless tables): what is taken out has to be named as it
/// was put in. So a ticket's document leaves the index before anything of it changes, and enters again afterwards, many
/// tickets in one statement. The outbox is not in it; there is little of that, and it is read instead.
struct SearchIndex {
    let database: Database

    /// The document of the ticket `t`: number, subject, author, fields, the messages with their authors, file names.
    static let document = """
        words(
            coalesce('№' || t.number || ' ' || t.number || char(10), '') || t.subject || char(10) || t.author_name
            || char(10) || coalesce((SELECT group_concat(json_extract(value, '$.value'), char(10))
                FROM json_each(t.fields)), '')
            || char(10) || coalesce((SELECT group_concat(entry, char(10)) FROM (
                SELECT m.text || char(10) || m.author_name AS entry FROM message m
                WHERE m.ticket = t.id ORDER BY m.created, m.seq)), '')
            || char(10) || coalesce((SELECT group_concat(name, char(10)) FROM (
                SELECT name FROM attachment a WHERE a.ticket = t.id ORDER BY a.id)), ''))
        """

    /// Takes these tickets out, as they are now in the tables. Skips those that are not indexed yet.
    func remove(_ seqs: [Int64]) throws {
        guard !seqs.isEmpty else { return }
        let list = Self.json(seqs)
        try write(list, where: "t.seq NOT IN (SELECT seq FROM search_pending)") { table in
            "INSERT INTO \(table) (\(table), rowid, text) VALUES ('delete', ?, ?)"
        }
        try forgetPending(list)
    }

    /// Puts these tickets in, as they are now in the tables.
    func add(_ seqs: [Int64]) throws {
        guard !seqs.isEmpty else { return }
        let list = Self.json(seqs)
        try write(list, where: "TRUE") { "INSERT INTO \($0) (rowid, text) VALUES (?, ?)" }
        try forgetPending(list)
    }

    /// Notes that these tickets are to be put in, and puts a batch in once there is one.
    func postpone(_ seqs: [Int64]) throws {
        guard !seqs.isEmpty else { return }
        try database.cachedStatement(
            sql: "INSERT OR IGNORE INTO search_pending SELECT value FROM json_each(?)"
        ).execute(arguments: [Self.json(seqs)])
        var count = try Int.fetchOne(database.cachedStatement(sql: "SELECT count(*) FROM search_pending")) ?? 0
        // The newest waits for the next batch: its messages may come with the next page, and taking it out again would
        // cost a segment.
        while count > Self.batch {
            try add(try pending("ASC", Self.batch))
            count -= Self.batch
        }
    }

    /// Puts in what is pending, the newest first, at most so many.
    func addPending(_ limit: Int = SearchIndex.batch) throws { try add(try pending("DESC", limit)) }

    private func pending(_ order: String, _ limit: Int) throws -> [Int64] {
        try Int64.fetchAll(
            database.cachedStatement(sql: "SELECT seq FROM search_pending ORDER BY seq \(order) LIMIT ?"),
            arguments: [limit])
    }

    /// While many tickets are put in, segments are merged only once there are sixteen of a size (FTS5, "automerge"
    /// and "crisismerge"), which takes a third less than merging a few after each batch. Searching takes as long.
    func setFilling(_ isFilling: Bool) throws {
        for table in Self.tables {
            try database.execute(
                sql: "INSERT INTO \(table) (\(table), rank) VALUES ('automerge', ?)", arguments: [isFilling ? 0 : 4])
        }
    }

    /// Leaves nothing in the indexes of what was taken out: until then they have its words, marked as not to be found.
    func forgetRemoved() throws {
        for table in Self.tables {
            try database.execute(sql: "INSERT INTO \(table) (\(table)) VALUES ('optimize')")
        }
    }

    private static let tables = ["ticket_words", "ticket_trigrams"]

    /// So many tickets in one transaction cost less than a page at a time: SQLite writes and merges fewer segments.
    static let batch = 1000

    /// Makes each document once for both indexes.
    private func write(_ list: String, where condition: String, _ insertion: (String) -> String) throws {
        let insertions = try Self.tables.map {
            try database.cachedStatement(sql: insertion($0))
        }
        let documents = try Row.fetchCursor(
            database.cachedStatement(
                sql: """
                    SELECT t.seq, \(Self.document) FROM json_each(?) list JOIN ticket t ON t.seq = list.value
                    WHERE \(condition)
                    """), arguments: [list])
        while let row = try documents.next() {
            let (seq, text) = (try row.value(0, as: Int64.self), try row.value(1, as: String.self))
            for statement in insertions { try statement.execute(arguments: [seq, text]) }
        }
    }

    private func forgetPending(_ list: String) throws {
        try database.cachedStatement(
            sql: "DELETE FROM search_pending WHERE seq IN (SELECT value FROM json_each(?))"
        ).execute(arguments: [list])
    }

    /// In ascending order: SQLite writes out all that it has gathered when a row comes before the last one.
    private static func json(_ seqs: [Int64]) -> String {
        "[" + seqs.sorted().map(String.init).joined(separator: ",") + "]"
    }
}

extension Store {
    /// Indexes tickets that were stored before there was an index, or whose page was the last before the program ended,
    /// a number of them in each transaction so that others get their turn.
    func indexPending(batch: Int = 200) async throws(HelpdeskError) {
        while !Task.isCancelled {
            let isPending = try await read { database in
                try Int.fetchOne(database, sql: "SELECT 1 FROM search_pending LIMIT 1") != nil
            }
            guard isPending else { return }
            try await write(announcing: StoreChange(lists: true)) { try SearchIndex(database: $0).addPending(batch) }
        }
    }
}
