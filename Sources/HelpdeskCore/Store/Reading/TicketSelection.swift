import Foundation
import GRDB
import HelpdeskModels

/// A `TicketQuery` as SQL, for one reader.
struct TicketSelection {
    /// A part of the list: what belongs to it, and its order as columns and directions.
    private struct Section {
        var condition = "TRUE"
        var arguments: StatementArguments = []
        var order: [(column: String, isDescending: Bool)]
    }

    /// The statement that reads a part of the list.
    struct Statement: Equatable {
        var sql: String
        var arguments: StatementArguments
    }

    /// With so many found at the most, they alone are read and sorted, unless the order of the list is known.
    private static let few = 2000
    private static let newestFirst = [("updated", true), ("id", true)]

    private let condition: String
    private let arguments: StatementArguments
    /// Unsent tickets on top, then the others in the order of the list.
    private let sections: [Section]
    private let found: SeqSet?
    private let limit: Int?

    /// Nil for no limit.
    init(_ query: TicketQuery, limit: Int?, at now: Timestamp, _ database: Database) throws {
        let me = try MetaKey.me.decode(Me.self, database)
        self.limit = limit
        // Lists are walked in their order; the plus keeps the index by status out of it.
        let (view, viewArguments) = try Self.view(query.view, me: me, status: "+status", at: now, database)
        let (narrowed, narrowedArguments) = try query.conditions.sql(database)
        condition = "\(view) AND \(narrowed)"
        arguments = viewArguments + narrowedArguments
        let sections = try Self.sections(query.order, database)
        let isUrgentFirst = me?.user.role.isStaff == true && [.waiting, .unassigned].contains(query.view)
        self.sections =
            [Section(condition: "is_unsent = 1", order: Self.newestFirst)]
            + (isUrgentFirst ? Self.urgentFirst(sections) : sections)
        found = try SearchMatcher(database: database).tickets(query.filter)
    }

    /// The ids in order, what is not sent yet on top.
    /// - Parameter last: knows the order of the list that was read last, and learns that of this one.
    func ids(_ database: Database, last: LastRead<[Statement], ListOrder>? = nil) throws -> [Ticket.ID] {
        if let found, found.isEmpty { return [] }
        let ids = try order(database, last)
        return limit.map { Array(ids.prefix($0)) } ?? ids
    }

    private func order(_ database: Database, _ last: LastRead<[Statement], ListOrder>?) throws -> [Ticket.ID] {
        guard let found else {
            let statements = sections.map { statement($0, limit: limit) }
            let order = try read(statements, database)
            if limit == nil { try last?.keep(order, to: statements, database) }
            return order.ids
        }
        let whole = sections.map { statement($0) }
        if let order = try last?.answer(to: whole, database) { return order.ids(in: found) }
        if found.count <= Self.few { return try read(sections.map { statement($0, among: found) }, database).ids }
        let order = try read(whole, database)
        try last?.keep(order, to: whole, database)
        return order.ids(in: found)
    }

    private func statement(_ section: Section, limit: Int? = nil, among found: SeqSet? = nil) -> Statement {
        var condition = "\(section.condition) AND \(condition)"
        var arguments = section.arguments + arguments
        if let found {
            condition += " AND seq IN (SELECT value FROM json_each(?))"
            arguments += ["[" + found.elements.map(String.init).joined(separator: ",") + "]"]
        }
        let order = section.order.map { column, isDescending in
            (found == nil ? "" : "+") + column + (isDescending ? " DESC" : "")
        }
        // As many again may be on top already.
        let end = limit.map { " LIMIT \(2 * $0)" } ?? ""
        return Statement(
            sql: "SELECT id, seq FROM ticket WHERE \(condition) ORDER BY \(order.joined(separator: ", "))\(end)",
            arguments: arguments)
    }

    /// Reads one part after the other, as far as the limit goes. What is on top is left out of the parts below it.
    private func read(_ statements: [Statement], _ database: Database) throws -> ListOrder {
        var order = ListOrder()
        var top: Set<Ticket.ID>?
        for statement in statements where order.ids.count < limit ?? .max {
            let rows = try Row.fetchCursor(
                database.cachedStatement(sql: statement.sql), arguments: statement.arguments)
            while let row = try rows.next() {
                let id = Ticket.ID(try row.value(0, as: UUID.self))
                if top?.contains(id) != true { order.append(id, seq: try row.value(1)) }
            }
            if top == nil { top = Set(order.ids) }
        }
        return order
    }

    private static func sections(_ sort: TicketSort, _ database: Database) throws -> [Section] {
        let isDescending = !sort.isAscending
        func ordered(_ column: String) -> [(String, Bool)] { [(column, isDescending), ("id", isDescending)] }
        switch sort.column {
        case .activity: return [Section(order: [("is_unsent", isDescending)] + ordered("updated"))]
        case .number: return [Section(order: ordered("number"))]
        case .created: return [Section(order: ordered("created"))]
        case .subject: return [Section(order: ordered("subject_key"))]
        case .resolved:
            return [
                Section(
                    condition: "resolved IS NOT NULL",
                    order: [("resolved", isDescending), ("updated", !isDescending), ("id", !isDescending)]),
                Section(condition: "resolved IS NULL", order: newestFirst),
            ]
        case .waiting:
            return [
                Section(condition: "waiting_since IS NOT NULL", order: ordered("waiting_since")),
                Section(condition: "waiting_since IS NULL", order: newestFirst),
            ]
        case .status:
            return grouped("status", by: Ticket.Status.allCases.map(\.rawValue), isDescending)
        case .topic:
            let topics = try String.fetchAll(database, sql: "SELECT json FROM topic")
                .map { try StoredJSON.decode(Topic.self, from: $0) }.sorted(by: Topic.precedes)
            return grouped("topic", by: topics.map(\.id.rawValue), isDescending)
        case .service:
            let services = try Row.fetchAll(database, sql: "SELECT id, name FROM service")
                .map { (id: try $0.value(0, as: String.self), name: try $0.value(1, as: String.self)) }
            return grouped("service", by: services.collated(by: \.name).map(\.id), isDescending)
        case .assignee:
            let agents = try String.fetchAll(database, sql: "SELECT json FROM agent")
                .map { try StoredJSON.decode(Author.self, from: $0) }
            return grouped("assignee_id", by: agents.collated(by: \.name).map(\.id.rawValue), isDescending)
        }
    }

    /// A section for each value, newest activity first, and the rest at the end.
    private static func grouped(_ column: String, by values: [String], _ isDescending: Bool) -> [Section] {
        let ordered = isDescending ? values.reversed() : values
        let rest = "(\(column) IS NULL OR \(column) NOT IN (\(databaseQuestionMarks(count: values.count))))"
        return ordered.map { Section(condition: "\(column) = ?", arguments: [$0], order: newestFirst) }
            + [Section(condition: rest, arguments: StatementArguments(values), order: newestFirst)]
    }

    /// The same with the urgent tickets of all sections before the others.
    private static func urgentFirst(_ sections: [Section]) -> [Section] {
        ["priority = 3", "priority <> 3"].flatMap { condition in
            sections.map { section in
                var section = section
                section.condition = "\(condition) AND \(section.condition)"
                return section
            }
        }
    }

    static func view(
        _ view: TicketView, me: Me?, status: String = "status", at now: Timestamp, _ database: Database
    ) throws -> (String, StatementArguments) {
        switch view {
        case .waiting: (me?.user.role.isStaff == true ? "\(status) IN ('new', 'open')" : "\(status) = 'waiting'", [])
        case .open: ("\(status) <> 'resolved'", [])
        case .resolved: ("\(status) = 'resolved'", [])
        case .unassigned: ("\(status) <> 'resolved' AND assignee_id IS NULL", [])
        case .waitingLongest: ("waiting_since IS NOT NULL", [])
        case .mine: ("(author_id = ? OR assignee_id = ?)", [me?.user.id.rawValue, me?.user.id.rawValue])
        case .shift: ("(updated > ? OR is_unsent = 1)", [try Shift.read(at: now, database).since.milliseconds])
        case .all: ("TRUE", [])
        }
    }
}
