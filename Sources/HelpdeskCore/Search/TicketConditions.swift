import GRDB
public import HelpdeskModels

/// The conditions of a list of tickets besides words: all must hold. Nil is no condition, an empty set one that no ticket
/// meets.
public struct TicketConditions: Hashable, Sendable {
    public var statuses: Set<Ticket.Status>?
    public var topics: Set<Topic.ID>?
    public var services: Set<Service.ID>?
    public var priorities: Set<Ticket.Priority>?
    /// Words of the name of the person who filed the ticket.
    public var author: String?
    /// The agents who take care of it; an empty id stands for nobody.
    public var assignees: Set<User.ID>?
    /// The times of filing, from the first to before the second.
    public var filedFrom: Timestamp?
    public var filedBefore: Timestamp?
    /// Something happened within it: the ticket was filed or resolved, or its newest activity is there.
    public var activity: Range<Timestamp>?

    public init() {}

    public var isEmpty: Bool { self == TicketConditions() }

    /// As SQL on the table of tickets, each condition with its arguments.
    func sql(_ database: Database) throws -> (String, StatementArguments) {
        var parts: [String] = []
        var arguments: StatementArguments = []
        func isIn(_ column: String, _ values: [String]) {
            parts.append("+\(column) IN (\(databaseQuestionMarks(count: values.count)))")
            arguments += StatementArguments(values)
        }
        if let statuses { isIn("status", statuses.map(\.rawValue)) }
        if let topics { isIn("topic", topics.map(\.rawValue)) }
        if let services { isIn("service", services.map(\.rawValue)) }
        if let priorities {
            parts.append("+priority IN (\(priorities.map { "\($0.rank)" }.sorted().joined(separator: ", ")))")
        }
        if let author { isIn("author_id", try authors(SearchTerm.terms(author), database)) }
        if let assignees {
            let named = assignees.map(\.rawValue).filter { !$0.isEmpty }
            let marks = databaseQuestionMarks(count: named.count)
            parts.append("(assignee_id IN (\(marks))\(assignees.count > named.count ? " OR assignee_id IS NULL" : ""))")
            arguments += StatementArguments(named)
        }
        if let filedFrom {
            parts.append("created >= ?")
            arguments += [filedFrom.milliseconds]
        }
        if let filedBefore {
            parts.append("created < ?")
            arguments += [filedBefore.milliseconds]
        }
        if let activity {
            let (from, to) = (activity.lowerBound.milliseconds, activity.upperBound.milliseconds)
            let columns = ["created", "updated", "resolved"]
            parts.append("(" + columns.map { "(\($0) >= ? AND \($0) < ?)" }.joined(separator: " OR ") + ")")
            for _ in columns { arguments += [from, to] }
        }
        return (parts.isEmpty ? "TRUE" : parts.joined(separator: " AND "), arguments)
    }

    /// Few people file many tickets, and a name is folded once for each of them.
    private func authors(_ terms: [SearchTerm], _ database: Database) throws -> [String] {
        let statement = try database.cachedStatement(sql: "SELECT DISTINCT author_id, author_name FROM ticket")
        return try Row.fetchAll(statement).compactMap { row in
            let name = Folding.fold(try row.value(1))
            return !terms.isEmpty && terms.allSatisfy { $0.occurs(in: name) } ? try row.value(0) : nil
        }
    }
}
