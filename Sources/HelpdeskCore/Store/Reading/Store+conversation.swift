import Foundation
import GRDB
public import HelpdeskModels

extension Store {
    /// Everything of one ticket; nil if there is no such ticket.
    public func conversation(_ id: Ticket.ID) async throws(HelpdeskError) -> Conversation? {
        let now = moment
        return try await read { database in
            guard let ticket = try TicketRow.fetch([id], at: now, database).first,
                let rest = try Row.fetchOne(
                    database, sql: "SELECT fields, rating, read_up_to FROM ticket WHERE id = ?", arguments: [id.uuid])
            else { return nil }
            let readUpTo = try rest.value(2, as: Int64.self)
            var conversation = Conversation(
                ticket: ticket, fields: try StoredJSON.decode(from: rest.value(0)),
                rating: try rest.value(1, as: String?.self).map { try StoredJSON.decode(from: $0) },
                messages: try Self.messages(of: id, database).map { ConversationMessage(message: $0) },
                events: try String.fetchAll(
                    database, sql: "SELECT json FROM event WHERE ticket = ? ORDER BY created, id",
                    arguments: [id.uuid]
                ).map { try StoredJSON.decode(Event.self, from: $0) },
                readUpTo: readUpTo == 0 ? nil : Timestamp(milliseconds: readUpTo),
                drafts: try Self.drafts("WHERE ticket = ? ORDER BY updated DESC, id DESC", [id.uuid], database)
                    .filter { !$0.isBlank && !self.isOpenElsewhere($0.id) })
            try Self.addUnsent(to: &conversation, at: now, database)
            if [.new, .open].contains(ticket.status), try MetaKey.me.decode(Me.self, database)?.user.role == .customer {
                conversation.usualAnswer = try Self.usualAnswer(database)
            }
            return conversation
        }
    }

    /// The median of the last answers: from the customer's first message that waited to the desk's answer, in office hours.
    ///
    /// Looks at the tickets of the latest activity only, so that it costs the same with a million.
    private static func usualAnswer(_ database: Database) throws -> Duration? {
        let hours = try MetaKey.desk.decode(Desk.self, database)?.officeHours
        let rows = try Row.fetchAll(
            database,
            sql: """
                SELECT (
                    SELECT min(q.created) FROM message q
                    WHERE q.ticket = a.ticket AND q.author_role = 'customer' AND q.created < a.created
                        AND q.created > coalesce((
                            SELECT max(b.created) FROM message b
                            WHERE b.ticket = a.ticket AND b.author_role <> 'customer' AND b.created < a.created), 0)
                ), a.created
                FROM (
                    SELECT m.ticket, m.author_role, m.created
                    FROM (SELECT id FROM ticket WHERE is_unsent = 0 ORDER BY updated DESC, id DESC LIMIT 100) t
                    CROSS JOIN message m ON m.ticket = t.id LIMIT 1000
                ) a WHERE a.author_role <> 'customer'
                """)
        let spans = try rows.compactMap { row -> Int64? in
            guard let asked = try row.value(0, as: Int64?.self) else { return nil }
            let answered = Timestamp(milliseconds: try row.value(1))
            let start = Timestamp(milliseconds: asked)
            return hours?.openMilliseconds(from: start, to: answered) ?? answered.milliseconds - asked
        }.sorted()
        return spans.count < 5 ? nil : .milliseconds(spans[spans.count / 2])
    }

    private static func messages(of ticket: Ticket.ID, _ database: Database) throws -> [Message] {
        var attachments: [UUID: [Attachment]] = [:]
        for row in try Row.fetchAll(
            database,
            sql: """
                SELECT message, id, name, media_type, size, sha256 FROM attachment WHERE ticket = ? ORDER BY position
                """, arguments: [ticket.uuid])
        {
            let text = try row.value(5, as: String.self)
            let digest = SHA256Digest(text)
            guard digest != nil || text.isEmpty else { throw HelpdeskError(.storeDamaged) }
            attachments[try row.value(0), default: []].append(
                Attachment(
                    id: Attachment.ID(try row.value(1)), name: try row.value(2), mediaType: try row.value(3),
                    size: try row.value(4), sha256: digest))
        }
        return try Row.fetchAll(
            database,
            sql: """
                SELECT id, author_id, author_name, author_role, origin, text, created, edited, is_internal
                FROM message WHERE ticket = ? ORDER BY created, id
                """, arguments: [ticket.uuid]
        ).map { row in
            guard let origin = Message.Origin(rawValue: try row.value(4)) else { throw HelpdeskError(.storeDamaged) }
            let id = try row.value(0, as: UUID.self)
            return Message(
                id: Message.ID(id), ticket: ticket, author: try Author(row: row, at: 1), origin: origin,
                text: try row.value(5), attachments: attachments[id] ?? [],
                created: Timestamp(milliseconds: try row.value(6)),
                edited: try row.value(7, as: Int64?.self).map(Timestamp.init(milliseconds:)),
                isInternal: try row.value(8))
        }
    }

    /// Adds what waits in the outbox. A message that has come back by the change feed already is marked, not doubled.
    private static func addUnsent(
        to conversation: inout Conversation, at now: Moment, _ database: Database
    ) throws {
        guard let me = try MetaKey.me.decode(Me.self, database) else { return }
        for item in try Outbox(database: database).items(ticket: conversation.ticket.id) {
            let delivery = item.delivery(at: now)
            if case .event(let event) = item.intent {
                let assignee = try event.assignee.map { try Author.agent($0, database).name }
                conversation.transitions.append(
                    PendingTransition(
                        id: Event.ID(item.id), kind: event.kind, delivery: delivery,
                        detail: assignee ?? event.topic?.rawValue))
            }
            if case .rating(let rating) = item.intent {
                conversation.pendingRating = PendingRating(rating: rating, delivery: delivery)
            }
            guard let (id, content) = item.message else { continue }
            if let index = conversation.messages.firstIndex(where: { $0.id == id }) {
                conversation.messages[index].delivery = delivery
                continue
            }
            conversation.messages.append(
                ConversationMessage(
                    message: Message(
                        id: id, ticket: conversation.ticket.id, author: Author(me.user), origin: content.origin,
                        text: content.text, attachments: item.files.map(\.file.attachment), created: item.created,
                        isInternal: content.isInternal),
                    delivery: delivery))
        }
    }
}
