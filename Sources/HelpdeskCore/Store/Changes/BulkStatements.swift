import GRDB

/// The statements that write tickets and what hangs on them, looked up once for all changes of a transaction.
///
/// Pages bring them by the hundred, and finding a statement of this length in a cache takes a tenth of the time of running
/// it. Their arguments have positions for the same reason.
struct BulkStatements {
    let ticket: Statement
    let lastForeign: Statement
    let attachmentCount: Statement
    let message: Statement
    let removeAttachments: Statement
    let attachment: Statement
    let event: Statement
    let readMark: Statement
    let readUpTo: Statement

    init(_ database: Database) throws {
        ticket = try database.cachedStatement(sql: Self.ticketSQL)
        message = try database.cachedStatement(sql: Self.messageSQL)
        lastForeign = try database.cachedStatement(
            sql: "UPDATE ticket SET last_foreign = ?1 WHERE id = ?2 AND last_foreign < ?1")
        attachmentCount = try database.cachedStatement(
            sql: """
                UPDATE ticket SET attachment_count = (SELECT count(*) FROM attachment WHERE ticket = ticket.id)
                WHERE id = ?
                """)
        removeAttachments = try database.cachedStatement(sql: "DELETE FROM attachment WHERE message = ?")
        attachment = try database.cachedStatement(
            sql: "INSERT OR REPLACE INTO attachment VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
        event = try database.cachedStatement(
            sql: """
                INSERT INTO event VALUES (?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET
                    ticket = excluded.ticket, created = excluded.created, json = excluded.json, pass = excluded.pass
                """)
        readMark = try database.cachedStatement(
            sql: """
                INSERT INTO read_mark VALUES (?, ?, ?) ON CONFLICT (ticket) DO UPDATE SET
                    read_up_to = excluded.read_up_to, paged = max(paged, excluded.paged)
                """)
        // A newer mark of the reader that waits in the outbox stands.
        readUpTo = try database.cachedStatement(
            sql: """
                UPDATE ticket SET read_up_to = ? WHERE id = ?
                AND NOT EXISTS (SELECT 1 FROM outbox WHERE ticket = ticket.id AND kind = 'read' AND state <> 'parked')
                """)
    }

    /// Messages and the read mark may come before their ticket, and are counted when it comes.
    private static let ticketSQL = """
        INSERT INTO ticket (
            id, number, is_unsent, service, topic, subject, status, created, updated, resolved,
            base_status, base_updated, base_resolved, author_id, author_name, author_role,
            assignee_id, assignee, rating, fields, search, last_foreign, read_up_to, attachment_count, pass,
            subject_key, base_topic, base_assignee, priority, waiting_since, merged_into, base_priority,
            base_waiting, paged
        ) VALUES (
            ?1, ?2, 0, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?6, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17,
            coalesce((SELECT max(created) FROM message WHERE ticket = ?1 AND author_id <> ?18), 0),
            coalesce((SELECT read_up_to FROM read_mark WHERE ticket = ?1), 0),
            (SELECT count(*) FROM attachment WHERE ticket = ?1), ?19, collation_key(?5), ?4, ?14, ?20, ?21, ?22,
            ?20, ?21, ?23
        ) ON CONFLICT (id) DO UPDATE SET
            number = excluded.number, is_unsent = 0, service = excluded.service, topic = excluded.topic,
            subject = excluded.subject, status = excluded.status, created = excluded.created,
            updated = excluded.updated, resolved = excluded.resolved, base_status = excluded.base_status,
            base_updated = excluded.base_updated, base_resolved = excluded.base_resolved,
            author_id = excluded.author_id, author_name = excluded.author_name,
            author_role = excluded.author_role, assignee_id = excluded.assignee_id,
            assignee = excluded.assignee, rating = excluded.rating, fields = excluded.fields,
            search = excluded.search, pass = excluded.pass, subject_key = excluded.subject_key,
            base_topic = excluded.base_topic, base_assignee = excluded.base_assignee,
            priority = excluded.priority, waiting_since = excluded.waiting_since,
            merged_into = excluded.merged_into, base_priority = excluded.base_priority,
            base_waiting = excluded.base_waiting, paged = max(paged, excluded.paged)
        """

    private static let messageSQL = """
        INSERT INTO message (
            id, ticket, author_id, author_name, author_role, origin, text, created, edited, is_internal, pass
        ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET
            ticket = excluded.ticket, author_id = excluded.author_id, author_name = excluded.author_name,
            author_role = excluded.author_role, origin = excluded.origin, text = excluded.text,
            created = excluded.created, edited = excluded.edited, is_internal = excluded.is_internal,
            pass = excluded.pass
        """
}
