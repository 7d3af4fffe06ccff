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

    /// With so many found at the most, they are sorted; more are picked out of the whole list in its order.
    private static let few = 2000
    private static let newestFirst = [("updated", true), ("id", true)]

    private let condition: String
    private let arguments: StatementArguments
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
        self.sections = isUrgentFirst ? Self.urgentFirst(sections) : sections
        found = try SearchMatcher(database: database).tickets(query.filter)
    }

    /// The ids in order, what is not sent yet on top.
    func ids(_ database: Database) throws -> [Ticket.ID] {
        if let found, found.isEmpty { return [] }
        let unsent = try fetch(
            Section(condition: "is_unsent = 1", order: Self.newestFirst), excluding: [], count: limit, database)
        var ids = unsent
        for section in sections {
            if let limit, ids.count >= limit { break }
            // Those on top are left out, so that many more are asked for.
            ids += try fetch(section, excluding: Set(unsent), count: limit, database)
        }
        return limit.map { Array(ids.prefix($0)) } ?? ids
    }

    private func fetch(
        _ section: Section, excluding: Set<Ticket.ID>, count: Int?, _ database: Database
    ) throws -> [Ticket.ID] {
        var arguments = section.arguments + arguments
        var condition = "\(section.condition) AND \(condition)"
        var isSorted = false
        if let found, found.count <= Self.few {
            isSorted = true
            condition += " AND seq IN (SELECT value FROM json_each(?))"
            arguments += ["[" + found.elements.map(String.init).joined(separator: ",") + "]"]
        }
        let order = section.order.map { column, isDescending in
            (isSorted ? "+" : "") + column + (isDescending ? " DESC" : "")
        }
        let isPicked = found != nil && !isSorted
        let end = isPicked ? "" : count.map { " LIMIT \($0 + excluding.count)" } ?? ""
        let statement = try database.cachedStatement(
            sql: """
                SELECT id\(isPicked ? ", seq" : "") FROM ticket WHERE \(condition)
                ORDER BY \(order.joined(separator: ", "))\(end)
                """)
        var ids: [Ticket.ID] = []
        if isPicked, let found {
            let rows = try Row.fetchCursor(statement, arguments: arguments)
            while ids.count < count ?? .max, let row = try rows.next() {
                if found.contains(try row.value(1)) { ids.append(Ticket.ID(try row.value(0))) }
            }
        } else {
            let uuids = try UUID.fetchCursor(statement, arguments: arguments)
            while let uuid = try uuids.next() { ids.append(Ticket.ID(uuid)) }
        }
        return excluding.isEmpty ? ids : ids.filter { !excluding.contains($0) }
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
