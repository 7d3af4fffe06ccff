import Foundation
import GRDB
import HelpdeskModels

/// The ticket as it will look once its outbox is sent: the local echo of status, activity, topic, assignee, priority and
/// waiting.
///
/// The rules are those of the backend. Parked intents have no echo: they were refused.
struct Echo: Hashable, Sendable {
    var status: Ticket.Status
    var updated: Timestamp
    var resolved: Timestamp?
    var topic: Topic.ID
    var assignee: Author?
    var priority = Ticket.Priority.normal
    var waitingSince: Timestamp?

    /// Applies the intents that wait for the ticket, in order, for a reader of this role. `agent` finds a member of the
    /// staff.
    mutating func apply(_ items: [OutboxItem], role: User.Role, agent: (User.ID) throws -> Author) rethrows {
        for item in items where item.state != .parked {
            switch item.intent {
            case .ticket:
                updated = max(updated, item.created)
            case .message(let message):
                guard !message.isInternal else { continue }
                updated = max(updated, item.created)
                waitingSince = role.isStaff ? nil : waitingSince ?? item.created
                if !role.isStaff {
                    if status == .waiting || status == .resolved { status = .open }
                    resolved = nil
                } else if status == .new || status == .open {
                    status = .waiting
                }
            case .event(let event):
                updated = max(updated, item.created)
                switch event.kind {
                case .resolved, .merged:
                    status = .resolved
                    resolved = item.created
                    waitingSince = nil
                case .reopened:
                    status = .open
                    resolved = nil
                    waitingSince = item.created
                case .assigned:
                    assignee = try event.assignee.map(agent)
                case .moved:
                    topic = event.topic ?? topic
                case .prioritised:
                    priority = event.priority ?? priority
                }
            case .readMark, .rating, .shiftNote, .shiftNoteRemoval, .cannedReply, .cannedReplyRemoval:
                continue
            }
        }
    }

    /// Computes the ticket's echo and stores it, after its outbox or its base changed.
    static func refresh(_ ticket: Ticket.ID, role: User.Role, _ database: Database) throws {
        guard
            let row = try Row.fetchOne(
                database,
                sql: """
                    SELECT base_status, base_updated, base_resolved, base_topic, base_assignee, base_priority, base_waiting
                    FROM ticket WHERE id = ?
                    """, arguments: [ticket.uuid]), let base = Ticket.Status(rawValue: try row.value(0))
        else { return }
        var echo = Echo(
            status: base, updated: Timestamp(milliseconds: try row.value(1)),
            resolved: try row.value(2, as: Int64?.self).map(Timestamp.init(milliseconds:)),
            topic: Topic.ID(try row.value(3, as: String.self)),
            assignee: try row.value(4, as: String?.self).map { try StoredJSON.decode(from: $0) },
            priority: Ticket.Priority(rank: try row.value(5)),
            waitingSince: try row.value(6, as: Int64?.self).map(Timestamp.init(milliseconds:)))
        try echo.apply(try Outbox(database: database).items(ticket: ticket), role: role) { id in
            try Author.agent(id, database)
        }
        try database.execute(
            sql: """
                UPDATE ticket SET status = ?, updated = ?, resolved = ?, topic = ?, assignee_id = ?, assignee = ?,
                    priority = ?, waiting_since = ?
                WHERE id = ?
                """,
            arguments: [
                echo.status.rawValue, echo.updated.milliseconds, echo.resolved?.milliseconds, echo.topic.rawValue,
                echo.assignee?.id.rawValue, try echo.assignee.map { try StoredJSON.encode($0) },
                echo.priority.rank, echo.waitingSince?.milliseconds, ticket.uuid,
            ])
    }
}

extension Ticket.Priority {
    /// From its rank in the store; normal for a rank that no priority has.
    init(rank: Int) { self = Self.allCases.first { $0.rank == rank } ?? .normal }
}

extension Author {
    /// The member of the staff with this id; one that the store does not know is named by the id.
    static func agent(_ id: User.ID, _ database: Database) throws -> Author {
        let json = try String.fetchOne(
            database, sql: "SELECT json FROM agent WHERE id = ?", arguments: [id.rawValue])
        return try json.map { try StoredJSON.decode(from: $0) } ?? Author(id: id, name: id.rawValue, role: .agent)
    }
}

/// The rows of tickets that the backend does not have yet.
extension Store {
    static func show(
        _ ticket: NewTicket, id: Ticket.ID, service: Service.ID, author: Author, created: Timestamp,
        attachmentCount: Int, _ database: Database
    ) throws {
        try database.execute(
            sql: """
                INSERT INTO ticket (
                    id, number, is_unsent, service, topic, subject, status, created, updated, base_status,
                    base_updated, author_id, author_name, author_role, fields, search, last_foreign, read_up_to,
                    attachment_count, pass, subject_key, base_topic
                ) VALUES (
                    ?1, NULL, 1, ?2, ?3, ?4, 'new', ?5, ?5, 'new', ?5, ?6, ?7, ?8, ?9, ?10, 0, 0, ?11, 0,
                    collation_key(?4), ?3
                )
                """,
            arguments: [
                id.uuid, service.rawValue, ticket.topic.rawValue, ticket.subject, created.milliseconds,
                author.id.rawValue, author.name, author.role.rawValue, try StoredJSON.encode(ticket.fields),
                ChangeWriter.searchText(number: nil, subject: ticket.subject, author: author), attachmentCount,
            ])
    }

    /// Shows the tickets in the outbox that have no row, as after a rescue. Nothing happens before it is known who is
    /// signed in: then it is done at the sign-in.
    static func showUnsent(_ database: Database) throws {
        guard let me = try MetaKey.me.decode(Me.self, database) else { return }
        let missing = try UUID.fetchAll(
            database,
            sql:
                "SELECT ticket FROM outbox WHERE kind = 'ticket' AND ticket NOT IN (SELECT id FROM ticket) ORDER BY seq"
        )
        for id in missing.map({ Ticket.ID($0) }) {
            for item in try Outbox(database: database).items(ticket: id) {
                guard case .ticket(let ticket) = item.intent, let service = me.service?.id ?? ticket.service else {
                    continue
                }
                try show(
                    ticket, id: id, service: service, author: Author(me.user), created: item.created,
                    attachmentCount: item.files.count, database)
            }
            try Echo.refresh(id, role: me.user.role, database)
        }
    }
}
