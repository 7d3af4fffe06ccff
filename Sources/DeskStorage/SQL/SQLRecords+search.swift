import HelpdeskDesk
import HelpdeskModels
import SQLDatabase

/// The index of words, as far as engines do not keep it in their own way.
extension SQLRecords {
    func searchedTexts(of ticket: Ticket.ID, limit: Int) throws -> [SearchedText] {
        let names = try rows(
            "SELECT a.message, a.name FROM message m JOIN attachment a ON a.message = m.id WHERE m.ticket = ?", ticket
        ) { row -> (Message.ID, String) in (try row.id(at: 0), row.text(at: 1)) }
        let files = Dictionary(grouping: names, by: \.0)
        return try rows(
            """
            SELECT id, text, author_name, created, is_internal FROM message WHERE ticket = ?
            ORDER BY ordinal DESC LIMIT ?
            """, ticket, limit
        ) { row in
            let id: Message.ID = try row.id(at: 0)
            let texts = [row.text(at: 1), row.text(at: 2)] + (files[id] ?? []).map(\.1)
            return SearchedText(
                message: id, text: texts.joined(separator: "\n"), created: row.time(at: 3),
                isInternal: row.truth(at: 4))
        }
    }

    func hasSearchEntries(of ticket: Ticket.ID) throws -> Bool {
        try row("SELECT 1 FROM search_entry WHERE ticket = ? LIMIT 1", ticket) { _ in true } ?? false
    }

    func searchFill() throws -> Int {
        try row("SELECT below FROM search_fill") { Int($0.integer(at: 0)) } ?? 0
    }

    func store(searchFill: Int) throws {
        try execute("UPDATE search_fill SET below = ?", searchFill)
    }

    /// Has everything put into the index anew that is not there: of a desk that came from elsewhere, all of it.
    func beginSearchFill() throws {
        try execute("UPDATE search_fill SET below = (SELECT COALESCE(MAX(number) + 1, 0) FROM ticket)")
    }

    func ticketNumbers(below number: Int, limit: Int) throws -> [(id: Ticket.ID, number: Int)] {
        try rows("SELECT id, number FROM ticket WHERE number < ? ORDER BY number DESC LIMIT ?", number, limit) { row in
            (try row.id(at: 0), Int(row.integer(at: 1)))
        }
    }

    func ticketsWithUnknownMessages(among limit: Int) throws -> [Ticket.ID] {
        // A position begins with the time of the newest message.
        try rows(
            """
            SELECT DISTINCT m.ticket FROM message m WHERE m.ordinal > (SELECT MAX(ordinal) FROM message) - ?
            AND NOT EXISTS (
                SELECT 1 FROM search_entry e WHERE e.ticket = m.ticket AND e.position >= m.created * 2097152)
            """, limit
        ) { try $0.id(at: 0) }
    }
}
