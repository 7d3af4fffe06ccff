import Foundation
import GRDB
import HelpdeskModels

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
