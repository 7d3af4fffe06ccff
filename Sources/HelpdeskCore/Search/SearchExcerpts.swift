import Foundation
import GRDB
import HelpdeskModels

/// Finds where in a ticket a filter occurs, for the rows of a page.
struct SearchExcerpts {
    private let terms: [SearchTerm]
    private let topics: [SearchTerm: [String]]
    private let database: Database

    /// Messages of one ticket that are looked at, newest first.
    private static let messages = 200
    /// Characters before the first hit, and in all.
    private static let lead = 24
    private static let length = 120

    init(_ filter: String, _ database: Database) throws {
        terms = SearchTerm.terms(filter)
        topics = terms.isEmpty ? [:] : try SearchMatcher(database: database).topics(for: terms)
        self.database = database
    }

    func adding(to rows: [TicketRow]) throws -> [TicketRow] {
        guard !terms.isEmpty else { return rows }
        return try rows.map { row in
            var row = row
            row.hit = try hit(row)
            return row
        }
    }

    private func hit(_ row: TicketRow) throws -> String? {
        let number = row.number.map { "№\($0) \($0) " } ?? ""
        let shown = Folding.fold(number + row.subject + "\n" + row.author.name)
        let missing = terms.filter { term in
            !term.occurs(in: shown) && topics[term]?.contains(row.topic.rawValue) != true
        }
        guard !missing.isEmpty else { return nil }
        for text in try texts(of: row.id) {
            let folded = Folding.fold(text)
            if missing.contains(where: { $0.occurs(in: folded) }) { return Self.excerpt(of: text, around: missing) }
        }
        return nil
    }

    /// Unsent messages, the others newest first, file names, answers to the topic's fields.
    private func texts(of ticket: Ticket.ID) throws -> [String] {
        let unsent = try Outbox(database: database).items(ticket: ticket).flatMap { item in
            item.message.map { [$0.content.text] + item.files.map(\.file.name) } ?? []
        }
        let messages = try database.cachedStatement(
            sql: "SELECT text FROM message WHERE ticket = ? ORDER BY created DESC, seq DESC LIMIT \(Self.messages)")
        let files = try database.cachedStatement(sql: "SELECT name FROM attachment WHERE ticket = ?")
        let fields = try database.cachedStatement(
            sql: """
                SELECT json_extract(value, '$.value') FROM json_each((SELECT fields FROM ticket WHERE id = ?))
                """)
        return try unsent + String.fetchAll(messages, arguments: [ticket.uuid])
            + String.fetchAll(files, arguments: [ticket.uuid]) + String.fetchAll(fields, arguments: [ticket.uuid])
    }

    /// One line around the first place, which begins with a whole word.
    static func excerpt(of text: String, around terms: [SearchTerm]) -> String {
        guard let place = Folding.ranges(of: terms, in: text).first?.lowerBound else { return "" }
        var start = text.index(place, offsetBy: -lead, limitedBy: text.startIndex) ?? text.startIndex
        if start > text.startIndex, let space = text[start..<place].firstIndex(where: \.isWhitespace) { start = space }
        let end = text.index(start, offsetBy: length, limitedBy: text.endIndex) ?? text.endIndex
        let line = text[start..<end].split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return (start > text.startIndex ? "…" : "") + line + (end < text.endIndex ? "…" : "")
    }
}
