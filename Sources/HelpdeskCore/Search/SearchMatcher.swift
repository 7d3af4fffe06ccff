import Foundation
import GRDB
import HelpdeskModels

/// Finds the tickets in which all terms of a filter occur: by the indexes, and by reading what waits in the outbox.
struct SearchMatcher {
    let database: Database

    /// So many tickets that seem to have a term inside a word are looked at; the rest of a longer list is taken on
    /// trust. (All runs of three letters of a word in one ticket, and not the word, is rare.)
    private static let verified = 200

    /// The seqs of the tickets; nil for a filter without a word, which selects all.
    func tickets(_ filter: String) throws -> SeqSet? {
        let terms = SearchTerm.terms(filter)
        guard !terms.isEmpty else { return filter.allSatisfy(\.isWhitespace) ? nil : SeqSet() }
        let topics = try topics(for: terms)
        let plain = terms.filter { topics[$0] == nil }
        var found: SeqSet? = plain.isEmpty ? nil : try matches(plain)
        for (term, ids) in topics where found?.isEmpty != true {
            var either = try matches([term])
            either.formUnion(try tickets(of: ids))
            if found?.formIntersection(either) == nil { found = either }
        }
        var result = found ?? SeqSet()
        for seq in try unsent(terms, topics) { result.insert(seq) }
        return result
    }

    /// The topics whose title, in any language, has the term; terms without one are left out.
    func topics(for terms: [SearchTerm]) throws -> [SearchTerm: [String]] {
        let all = try Row.fetchAll(database, sql: "SELECT id, search FROM topic")
        var found: [SearchTerm: [String]] = [:]
        for term in terms {
            let ids = try all.filter { term.occurs(in: try $0.value(1, as: String.self)) }
                .map { try $0.value(0, as: String.self) }
            if !ids.isEmpty { found[term] = ids }
        }
        return found
    }

    private func tickets(of topics: [String]) throws -> SeqSet {
        let statement = try database.cachedStatement(sql: "SELECT seq FROM ticket WHERE topic = ?")
        var found = SeqSet()
        for topic in topics {
            let seqs = try Int64.fetchCursor(statement, arguments: [topic])
            while let seq = try seqs.next() { found.insert(seq) }
        }
        return found
    }

    /// By the indexes alone: whole words by their beginnings, and from three letters on what stands inside a word.
    private func matches(_ terms: [SearchTerm]) throws -> SeqSet {
        let long = terms.filter { !$0.isShort }
        guard !long.isEmpty else { return try words(terms) }
        var inside = try select("ticket_trigrams", Set(long.flatMap(\.trigrams)).sorted().map { "\"\($0)\"" })
        if long.count < terms.count, !inside.isEmpty {
            inside.formIntersection(try words(terms.filter(\.isShort)))
        }
        // One run of three letters is the term itself.
        guard long.contains(where: { $0.length > 3 }), !inside.isEmpty else { return inside }
        let beginnings = try words(terms)
        inside.subtract(beginnings)
        var candidates = inside.elements
        let trusted = candidates.dropFirst(Self.verified)
        candidates = try verify(Array(candidates.prefix(Self.verified)), long)
        var found = beginnings
        for seq in candidates + trusted { found.insert(seq) }
        return found
    }

    private func words(_ terms: [SearchTerm]) throws -> SeqSet {
        try select("ticket_words", terms.map { "\"\($0.text)\"*" })
    }

    /// All numbers as one text: a letter may find tens of thousands, and stepping through as many rows takes three times
    /// as long.
    private func select(_ table: String, _ parts: [String]) throws -> SeqSet {
        let statement = try database.cachedStatement(
            sql: "SELECT group_concat(rowid) FROM \(table) WHERE \(table) MATCH ?")
        let list = try String.fetchOne(statement, arguments: [parts.joined(separator: " AND ")])
        return list.map(SeqSet.init(list:)) ?? SeqSet()
    }

    private func verify(_ seqs: [Int64], _ terms: [SearchTerm]) throws -> [Int64] {
        let statement = try database.cachedStatement(
            sql: "SELECT \(SearchIndex.document) FROM ticket t WHERE t.seq = ?")
        return try seqs.filter { seq in
            guard let document = try String.fetchOne(statement, arguments: [seq]) else { return false }
            return terms.allSatisfy { $0.occurs(in: document) }
        }
    }

    /// The tickets with unsent texts in which, all together, the terms occur.
    private func unsent(_ terms: [SearchTerm], _ topics: [SearchTerm: [String]]) throws -> [Int64] {
        var echoes: [Ticket.ID: String] = [:]
        for item in try Outbox(database: database).texts() {
            guard let (_, content) = item.message else { continue }
            let text = ([content.text] + item.files.map(\.file.name)).joined(separator: "\n")
            echoes[item.ticket, default: ""] += "\n" + Folding.fold(text)
        }
        let statement = try database.cachedStatement(
            sql: "SELECT t.seq, t.topic, \(SearchIndex.document) FROM ticket t WHERE t.id = ?")
        return try echoes.compactMap { ticket, echo in
            guard let row = try Row.fetchOne(statement, arguments: [ticket.uuid]) else { return nil }
            let text = try row.value(2, as: String.self) + echo
            let topic = try row.value(1, as: String.self)
            let matches = terms.allSatisfy { $0.occurs(in: text) || topics[$0]?.contains(topic) == true }
            return matches ? try row.value(0, as: Int64.self) : nil
        }
    }
}
