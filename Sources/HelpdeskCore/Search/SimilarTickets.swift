import Foundation
import GRDB
public import HelpdeskModels

/// Finds tickets that share rarer words with a text.
struct SimilarTickets {
    let database: Database

    /// Words of the text that are looked for, the longest.
    private static let words = 8
    /// Tickets with one word that are looked at, the newest.
    private static let depth = 500

    /// - Parameter service: only tickets of this one; nil for every service.
    func ids(_ text: String, service: Service.ID?, limit: Int) throws -> [Ticket.ID] {
        let stems = Self.stems(text)
        guard stems.count > 1, limit > 0 else { return [] }
        // A word of every fifth ticket says nothing, but in a small store nothing is rare.
        let total = try Int.fetchOne(database, sql: "SELECT max(seq) FROM ticket") ?? 0
        let common = max(50, min(Self.depth, total / 5))
        let statement = try database.cachedStatement(
            sql: """
                SELECT rowid FROM ticket_words WHERE ticket_words MATCH ? ORDER BY rowid DESC LIMIT \(common)
                """)
        var shared: [Int64: Int] = [:]
        for stem in stems {
            let seqs = try Int64.fetchAll(statement, arguments: [stem])
            if seqs.count == common { continue }
            for seq in seqs { shared[seq, default: 0] += 1 }
        }
        let seqs = SeqSet(shared.filter { $0.value > 1 }.keys).elements
        return try UUID.fetchAll(
            database,
            sql: """
                SELECT id FROM ticket WHERE seq IN (SELECT value FROM json_each(?1)) AND (?2 IS NULL OR service = ?2)
                ORDER BY +updated DESC, +id DESC LIMIT ?3
                """,
            arguments: [
                "[" + seqs.map(String.init).joined(separator: ",") + "]", service?.rawValue, limit,
            ]
        ).map { Ticket.ID($0) }
    }

    /// As expressions for the index.
    static func stems(_ text: String) -> [String] {
        let words = SearchTerm.terms(text).filter { $0.length >= 4 }
        let longest = words.enumerated()
            .sorted { ($1.element.length, $0.offset) < ($0.element.length, $1.offset) }
            .prefix(Self.words)
        var seen: Set<String> = []
        return longest.map { _, word in
            let isStemmed = word.length >= 6
            let stem = isStemmed ? String(word.text.unicodeScalars.dropLast(2)) : word.text
            return "\"\(stem)\"" + (isStemmed ? "*" : "")
        }.filter { seen.insert($0).inserted }
    }
}

extension Store {
    /// Tickets of the own service that share at least two of the text's rarer words, newest activity first: a guard
    /// against writing the same twice. For a specialist, who has none, those of `service`. None for a text of less than two
    /// words, or from a store that cannot be read.
    ///
    /// Words count from four letters on, without their last two from six letters on, so that endings do not matter.
    public func similarTickets(to text: String, service: Service.ID? = nil, limit: Int) async -> [TicketRow] {
        let now = moment
        let found = try? await read { database in
            let own = try MetaKey.me.decode(Me.self, database)?.service?.id
            let ids = try SimilarTickets(database: database).ids(text, service: own ?? service, limit: limit)
            return try TicketRow.fetch(ids, at: now, database)
        }
        return found ?? []
    }
}
