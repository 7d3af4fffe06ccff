import GRDB
import HelpdeskModels

/// What a ticket will look like once its outbox is sent: the local echo of status, activity, topic and assignee.
///
/// The rules are those of the backend. Parked intents have no echo: they were refused.
struct Echo: Hashable, Sendable {
    var status: Ticket.Status
    var updated: Timestamp
    var resolved: Timestamp?
    var topic: Topic.ID
    var assignee: Author?

    /// Applies what waits for the ticket, in order, for a reader of this role. `agent` finds a member of the staff.
    mutating func apply(_ items: [OutboxItem], role: User.Role, agent: (User.ID) throws -> Author) rethrows {
        for item in items where item.state != .parked {
            switch item.intent {
            case .ticket:
                updated = max(updated, item.created)
            case .message(let message):
                guard !message.isInternal else { continue }
                updated = max(updated, item.created)
                if !role.isStaff {
                    if status == .waiting || status == .resolved { status = .open }
                    resolved = nil
                } else if status == .new || status == .open {
                    status = .waiting
                }
            case .event(let event):
                updated = max(updated, item.created)
                switch event.kind {
                case .resolved:
                    status = .resolved
                    resolved = item.created
                case .reopened:
                    status = .open
                    resolved = nil
                case .assigned:
                    assignee = try event.assignee.map(agent)
                case .moved:
                    topic = event.topic ?? topic
                }
            case .readMark, .rating:
                continue
            }
        }
    }

    /// Works out the ticket's echo anew and stores it, after its outbox or its base changed.
    static func refresh(_ ticket: Ticket.ID, role: User.Role, _ database: Database) throws {
        guard
            let row = try Row.fetchOne(
                database,
                sql: """
                    SELECT base_status, base_updated, base_resolved, base_topic, base_assignee FROM ticket WHERE id = ?
                    """, arguments: [ticket.uuid]), let base = Ticket.Status(rawValue: try row.value(0))
        else { return }
        var echo = Echo(
            status: base, updated: Timestamp(milliseconds: try row.value(1)),
            resolved: try row.value(2, as: Int64?.self).map(Timestamp.init(milliseconds:)),
            topic: Topic.ID(try row.value(3, as: String.self)),
            assignee: try row.value(4, as: String?.self).map { try StoredJSON.decode(from: $0) })
        try echo.apply(try Outbox(database: database).items(ticket: ticket), role: role) { id in
            try Author.agent(id, database)
        }
        try database.execute(
            sql: """
                UPDATE ticket SET status = ?, updated = ?, resolved = ?, topic = ?, assignee_id = ?, assignee = ?
                WHERE id = ?
                """,
            arguments: [
                echo.status.rawValue, echo.updated.milliseconds, echo.resolved?.milliseconds, echo.topic.rawValue,
                echo.assignee?.id.rawValue, try echo.assignee.map { try StoredJSON.encode($0) }, ticket.uuid,
            ])
    }
}

extension Author {
    /// The member of the staff with this id; one whom the store does not know is called by the id.
    static func agent(_ id: User.ID, _ database: Database) throws -> Author {
        let json = try String.fetchOne(
            database, sql: "SELECT json FROM agent WHERE id = ?", arguments: [id.rawValue])
        return try json.map { try StoredJSON.decode(from: $0) } ?? Author(id: id, name: id.rawValue, role: .agent)
    }
}
