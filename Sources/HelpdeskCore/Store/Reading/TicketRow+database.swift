import Foundation
import GRDB
import HelpdeskModels

extension TicketRow {
    /// The columns that `init(row:delivery:assignees:)` reads, in its order.
    static let columns = """
        id, number, service, topic, subject, status, author_id, author_name, author_role, created, updated, resolved,
        last_foreign > read_up_to, attachment_count, assignee, priority,
        waiting_since, merged_into
        """

    /// Throws `storeDamaged` for a status or role that no version of the program has written.
    /// - Parameter assignees: the agents that were decoded already, as the same few stand in most rows.
    init(row: Row, delivery: Delivery?, assignees: inout [String: Author]) throws {
        guard let status = Ticket.Status(rawValue: try row.value(5)) else { throw HelpdeskError(.storeDamaged) }
        self.init(
            id: Ticket.ID(try row.value(0)), number: try row.value(1), service: Service.ID(try row.value(2)),
            topic: Topic.ID(try row.value(3)), subject: try row.value(4), status: status,
            author: try Author(row: row, at: 6), created: Timestamp(milliseconds: try row.value(9)),
            updated: Timestamp(milliseconds: try row.value(10)),
            resolved: try row.value(11, as: Int64?.self).map(Timestamp.init(milliseconds:)),
            isUnread: try row.value(12), attachmentCount: try row.value(13), delivery: delivery,
            assignee: try row.value(14, as: String?.self).map { try Self.assignee($0, known: &assignees) })
        priority = Ticket.Priority(rank: try row.value(15))
        waitingSince = try row.value(16, as: Int64?.self).map(Timestamp.init(milliseconds:))
        mergedInto = try row.value(17, as: UUID?.self).map { Ticket.ID($0) }
    }

    private static func assignee(_ json: String, known: inout [String: Author]) throws -> Author {
        if let author = known[json] { return author }
        let author: Author = try StoredJSON.decode(from: json)
        known[json] = author
        return author
    }

    /// The rows of these tickets in this order; tickets that are gone are left out.
    static func fetch(_ ids: [Ticket.ID], at now: Moment, _ database: Database) throws -> [TicketRow] {
        let deliveries = try Outbox(database: database).deliveries(at: now)
        let statement = try database.cachedStatement(sql: "SELECT \(columns) FROM ticket WHERE id = ?")
        let drafts = try Store.drafts("WHERE ticket IS NOT NULL", [], database)
        let begun = Set(drafts.filter { !$0.isBlank }.compactMap(\.kind.ticket))
        var assignees: [String: Author] = [:]
        return try ids.compactMap { id in
            guard let row = try Row.fetchOne(statement, arguments: [id.uuid]) else { return nil }
            var ticket = try TicketRow(row: row, delivery: deliveries[id], assignees: &assignees)
            ticket.hasDraft = begun.contains(id)
            return ticket
        }
    }
}

extension Author {
    /// From the three columns id, name and role that begin at `index`.
    init(row: Row, at index: Int) throws {
        guard let role = User.Role(rawValue: try row.value(index + 2)) else { throw HelpdeskError(.storeDamaged) }
        self.init(id: User.ID(try row.value(index)), name: try row.value(index + 1), role: role)
    }
}
