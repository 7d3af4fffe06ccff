import GRDB
import HelpdeskModels

/// A `TicketQuery` as SQL, for one reader.
struct TicketSelection {
    private(set) var condition: String
    private(set) var arguments: StatementArguments
    private let limit: Int?

    /// Nil for no limit.
    init(_ query: TicketQuery, limit: Int?, _ database: Database) throws {
        let me = try MetaKey.me.decode(Me.self, database)
        self.limit = limit
        // The first few are found soonest in the order of activity; the plus keeps the index by status out of it.
        (condition, arguments) = Self.view(query.view, me: me, status: limit == nil ? "status" : "+status")
        let words = Folding.words(query.filter)
        guard !words.isEmpty else { return }
        let topics = try Row.fetchAll(database, sql: "SELECT id, search FROM topic")
        for word in words {
            let matching = topics.filter { ($0[1] as String).contains(word) }.map { $0[0] as String }
            let list = databaseQuestionMarks(count: matching.count)
            condition += " AND (instr(search, ?) > 0 OR topic IN (\(list)))"
            arguments += [word]
            arguments += StatementArguments(matching)
        }
    }

    /// The ids, newest activity first, what is not sent yet on top.
    func ids(_ database: Database) throws -> [Ticket.ID] {
        let end = limit.map { " LIMIT \(max(0, $0))" } ?? ""
        let statement = try database.cachedStatement(
            sql: """
                SELECT id FROM ticket WHERE \(condition) ORDER BY is_unsent DESC, updated DESC, id DESC\(end)
                """)
        var ids: [Ticket.ID] = []
        let rows = try Row.fetchCursor(statement, arguments: arguments)
        while let row = try rows.next() { ids.append(Ticket.ID(row[0])) }
        return ids
    }

    static func view(
        _ view: TicketView, me: Me?, status: String = "status"
    ) -> (String, StatementArguments) {
        switch view {
        case .waiting: (me?.user.role.isStaff == true ? "\(status) IN ('new', 'open')" : "\(status) = 'waiting'", [])
        case .open: ("\(status) <> 'resolved'", [])
        case .resolved: ("\(status) = 'resolved'", [])
        case .mine: ("(author_id = ? OR assignee_id = ?)", [me?.user.id.rawValue, me?.user.id.rawValue])
        case .all: ("TRUE", [])
        }
    }
}
