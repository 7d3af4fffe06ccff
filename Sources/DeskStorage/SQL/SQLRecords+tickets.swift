import HelpdeskDesk
import HelpdeskModels
import SQLDatabase

/// Tickets, and what hangs on them.
extension SQLRecords {
    func insertTicket(
        _ id: Ticket.ID, _ new: NewTicket, service: Service.ID, author: Author, fingerprint: String,
        at time: Timestamp
    ) throws {
        try execute(
            """
            INSERT INTO ticket(id, service, topic, subject, status, author_id, author_name, author_role, created,
                updated, waiting_since, fields, first_message, fingerprint)
            VALUES (?, ?, ?, ?, 'new', ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            id, service, new.topic, new.subject, author.id, author.name, author.role.rawValue, time, time, time,
            WireJSON.text(of: new.fields), new.messageID, fingerprint)
    }

    func store(_ ticket: Ticket) throws {
        try execute(
            """
            UPDATE ticket SET status = ?, updated = ?, resolved = ?, topic = ?, assignee_id = ?, assignee_name = ?,
                assignee_role = ?, rating_score = ?, rating_comment = ?, priority = ?, waiting_since = ?, merged_into = ?
            WHERE id = ?
            """,
            ticket.status.rawValue, ticket.updated, ticket.resolved, ticket.topic, ticket.assignee?.id,
            ticket.assignee?.name, ticket.assignee?.role.rawValue, ticket.rating?.score, ticket.rating?.comment,
            ticket.priority?.rawValue, ticket.waitingSince, ticket.mergedInto, ticket.id)
    }

    func ticket(_ id: Ticket.ID) throws -> Ticket? {
        try row("SELECT \(Ticket.columns) FROM ticket WHERE id = ?", id) { try Ticket(row: $0) }
    }

    func ticket(numbered number: Int) throws -> Ticket? {
        try row("SELECT \(Ticket.columns) FROM ticket WHERE number = ?", number) { try Ticket(row: $0) }
    }

    func tickets(_ ids: [Ticket.ID]) throws -> [Ticket] {
        try among(ids) {
            try rows("SELECT \(Ticket.columns) FROM ticket WHERE \(Self.isAmong("id"))", $0) { try Ticket(row: $0) }
        }
    }

    /// What `read` makes of the list of ids; nothing for none.
    private func among<Entity, Value>(
        _ ids: [EntityID<Entity>], _ read: (_ list: String) throws -> [Value]
    ) throws -> [Value] {
        try ids.isEmpty ? [] : read(Self.list(ids.map(\.description)))
    }

    func filing(of ticket: Ticket.ID) throws -> (fingerprint: String, message: Message.ID)? {
        try row("SELECT fingerprint, first_message FROM ticket WHERE id = ?", ticket) { row in
            (row.text(at: 0), try row.id(at: 1))
        }
    }

    func tickets(
        only: Service.ID?, statuses: Set<Ticket.Status>, after end: TicketPosition?, limit: Int
    ) throws -> [Ticket] {
        var conditions: [String] = []
        var values: [SQLValue] = []
        if let only {
            conditions.append("service = ?")
            values.append(only.sqlValue)
        }
        if !statuses.isEmpty {
            let names = statuses.map(\.rawValue).sorted()
            conditions.append("status IN (\(names.map { _ in "?" }.joined(separator: ", ")))")
            values += names.map(\.sqlValue)
            // In words, so that the planner sees that the index of the open ones will do.
            if !statuses.contains(.resolved) { conditions.append("status <> 'resolved'") }
        }
        if let end {
            conditions.append("(updated, number) < (?, ?)")
            values += [.integer(end.updated), .integer(end.number)]
        }
        values.append(limit.sqlValue)
        let filter = conditions.isEmpty ? "" : "WHERE \(conditions.joined(separator: " AND "))"
        return try rows(
            "SELECT \(Ticket.columns) FROM ticket \(filter) ORDER BY updated DESC, number DESC LIMIT ?", values
        ) { try Ticket(row: $0) }
    }

    func conversations(
        only: Service.ID?, since: Timestamp?, after end: TicketPosition?, limit: Int, counting: ConversationCounting
    ) throws -> [CountedConversation] {
        func found(_ more: String, _ value: Timestamp?, limit: Int) throws -> [CountedConversation] {
            var (conditions, values) = ([String](), counting.values)
            if let only {
                conditions.append("service = ?")
                values.append(only.sqlValue)
            }
            if let end {
                conditions.append("(updated, number) < (?, ?)")
                values += [.integer(end.updated), .integer(end.number)]
            }
            if let value {
                conditions.append(more)
                values.append(value.sqlValue)
            }
            values.append(limit.sqlValue)
            let filter = conditions.isEmpty ? "" : "WHERE \(conditions.joined(separator: " AND "))"
            return try rows(
                """
                SELECT \(Ticket.columns), \(ConversationCounting.column) FROM ticket \(filter)
                ORDER BY updated DESC, number DESC LIMIT ?
                """, values
            ) { try CountedConversation(row: $0) }
        }
        let recent = try found("updated >= ?", since, limit: limit)
        guard let since, recent.count < limit else { return recent }
        // Those of an older activity come from the index of the open ones, so that none of the resolved ones is passed over.
        return recent + (try found("updated < ? AND status <> 'resolved'", since, limit: limit - recent.count))
    }

    func conversations(_ ids: [Ticket.ID], counting: ConversationCounting) throws -> [CountedConversation] {
        try among(ids) { list in
            try rows(
                """
                SELECT \(Ticket.columns), \(ConversationCounting.column) FROM ticket WHERE \(Self.isAmong("id"))
                """, counting.values + [list.sqlValue]
            ) { try CountedConversation(row: $0) }
        }
    }

    func messages(ofAll tickets: [Ticket.ID], includingInternal: Bool) throws -> [Message] {
        try withAttachments(
            among(tickets) { list in
                try rows(
                    """
                    SELECT \(Message.columns) FROM message WHERE \(Self.isAmong("ticket")) AND is_internal <= ?
                    ORDER BY ordinal
                    """, list, includingInternal
                ) { try Message(row: $0) }
            })
    }

    func events(ofAll tickets: [Ticket.ID]) throws -> [Event] {
        try among(tickets) { list in
            try rows("SELECT \(Event.columns) FROM event WHERE \(Self.isAmong("ticket")) ORDER BY ordinal", list) {
                try Event(row: $0)
            }
        }
    }

    func insert(_ message: Message, fingerprint: String) throws {
        try execute(
            """
            INSERT INTO message(id, ticket, author_id, author_name, author_role, origin, text, created, is_internal,
                fingerprint)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            message.id, message.ticket, message.author.id, message.author.name, message.author.role.rawValue,
            message.origin.rawValue, message.text, message.created, message.isInternal, fingerprint)
    }

    func store(text: String, edited: Timestamp, of message: Message.ID) throws {
        try execute("UPDATE message SET text = ?, edited = ? WHERE id = ?", text, edited, message)
    }

    func message(_ id: Message.ID) throws -> (message: Message, fingerprint: String)? {
        try row("SELECT \(Message.columns) FROM message WHERE id = ?", id) { row in
            (try Message(row: row), row.text(at: 10))
        }.map { try (withAttachments([$0.0]).first ?? $0.0, $0.1) }
    }

    func messages(_ ids: [Message.ID]) throws -> [Message] {
        try withAttachments(
            among(ids) {
                try rows("SELECT \(Message.columns) FROM message WHERE \(Self.isAmong("id"))", $0) {
                    try Message(row: $0)
                }
            })
    }

    func messages(
        of ticket: Ticket.ID, includingInternal: Bool, after start: Int64, limit: Int
    ) throws -> [Message] {
        try withAttachments(
            rows(
                """
                SELECT \(Message.columns) FROM message
                WHERE ticket = ? AND ordinal > ? AND is_internal <= ? ORDER BY ordinal LIMIT ?
                """, ticket, start, includingInternal, limit
            ) { try Message(row: $0) })
    }

    private func withAttachments(_ messages: [Message]) throws -> [Message] {
        let found = try among(messages.map(\.id)) { list in
            try rows(
                "SELECT \(Attachment.columns), a.message FROM attachment a WHERE \(Self.isAmong("a.message")) ORDER BY a.position",
                list
            ) { row -> (Message.ID, Attachment) in (try row.id(at: 6), try Attachment(row: row)) }
        }
        guard !found.isEmpty else { return messages }
        let attachments = Dictionary(grouping: found, by: \.0)
        return messages.map { message in
            var message = message
            message.attachments = (attachments[message.id] ?? []).map(\.1)
            return message
        }
    }

    func ordinal(ofMessage id: String, in ticket: Ticket.ID, includingInternal: Bool) throws -> Int64? {
        try row(
            "SELECT ordinal FROM message WHERE id = ? AND ticket = ? AND is_internal <= ?", id, ticket,
            includingInternal
        ) { $0.integer(at: 0) }
    }

    func lastMoment(of ticket: Ticket.ID) throws -> Timestamp? {
        try row("SELECT created FROM message WHERE ticket = ? ORDER BY ordinal DESC LIMIT 1", ticket) {
            $0.time(at: 0)
        }
    }

    func hasMessage(at time: Timestamp, in ticket: Ticket.ID) throws -> Bool {
        try row("SELECT 1 FROM message WHERE ticket = ? AND created = ? LIMIT 1", ticket, time) { _ in true } ?? false
    }

    func move(_ message: Message.ID, to ticket: Ticket.ID, created: Timestamp) throws {
        try execute("UPDATE message SET ticket = ?, created = ? WHERE id = ?", ticket, created, message)
    }

    func firstMoment(of ticket: Ticket.ID, after time: Timestamp, notBy user: User.ID, includingInternal: Bool) throws
        -> Timestamp?
    {
        try row(
            """
            SELECT MIN(created) FROM message WHERE ticket = ? AND created > ? AND author_id <> ? AND is_internal <= ?
            """, ticket, time, user, includingInternal
        ) { $0.optionalTime(at: 0) }.flatMap(\.self)
    }

    func duplicates(of ticket: Ticket.ID) throws -> [Ticket] {
        try rows("SELECT \(Ticket.columns) FROM ticket WHERE merged_into = ?", ticket) { try Ticket(row: $0) }
    }

    func lastChangeOfPriority(of ticket: Ticket.ID) throws -> Event? {
        try row(
            """
            SELECT \(Event.columns) FROM event WHERE ticket = ? AND kind = 'prioritised' ORDER BY ordinal DESC LIMIT 1
            """, ticket
        ) { try Event(row: $0) }
    }

    func momentsOfUrgency(of service: Service.ID, after time: Timestamp) throws -> [Timestamp] {
        try rows(
            """
            SELECT e.created FROM event e JOIN ticket t ON t.id = e.ticket
            WHERE e.kind = 'prioritised' AND e.priority = 'urgent' AND e.author_role = 'customer' AND e.created > ?
            AND t.service = ? ORDER BY e.created
            """, time, service
        ) { $0.time(at: 0) }
    }

    func hasMessage(after message: Message.ID, in ticket: Ticket.ID, fromCustomer: Bool) throws -> Bool {
        try row(
            """
            SELECT 1 FROM message WHERE ticket = ? AND NOT is_internal
            AND ordinal > (SELECT ordinal FROM message WHERE id = ?) AND (author_role = 'customer') = ? LIMIT 1
            """, ticket, message, fromCustomer
        ) { _ in true } ?? false
    }

    func insert(_ event: Event, cause: String) throws {
        try execute(
            """
            INSERT INTO event(id, ticket, kind, author_id, author_name, author_role, created, detail, cause, topic,
                priority, merged_into)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            event.id, event.ticket, event.kind.rawValue, event.author.id, event.author.name, event.author.role.rawValue,
            event.created, event.detail, cause, event.topic, event.priority?.rawValue, event.into)
    }

    func event(_ id: Event.ID) throws -> Event? {
        try row("SELECT \(Event.columns) FROM event WHERE id = ?", id) { try Event(row: $0) }
    }

    func events(_ ids: [Event.ID]) throws -> [Event] {
        try among(ids) {
            try rows("SELECT \(Event.columns) FROM event WHERE \(Self.isAmong("id"))", $0) { try Event(row: $0) }
        }
    }

    func events(of ticket: Ticket.ID, after start: Int64, limit: Int) throws -> [Event] {
        try rows(
            "SELECT \(Event.columns) FROM event WHERE ticket = ? AND ordinal > ? ORDER BY ordinal LIMIT ?",
            ticket, start, limit
        ) { try Event(row: $0) }
    }

    func ordinal(ofEvent id: String, in ticket: Ticket.ID) throws -> Int64? {
        try row("SELECT ordinal FROM event WHERE id = ? AND ticket = ?", id, ticket) { $0.integer(at: 0) }
    }

    func events(causedBy cause: String) throws -> [Event] {
        try rows("SELECT \(Event.columns) FROM event WHERE cause = ? ORDER BY ordinal", cause) { try Event(row: $0) }
    }

    func insert(_ request: EventRequest, _ id: Event.ID) throws {
        try execute(
            "INSERT INTO event_request(id, ticket, kind, user, target) VALUES (?, ?, ?, ?, ?)",
            id, request.ticket, request.kind, request.user, request.target)
    }

    func eventRequest(_ id: Event.ID) throws -> EventRequest? {
        try row("SELECT ticket, kind, user, target FROM event_request WHERE id = ?", id) { row in
            EventRequest(
                ticket: try row.id(at: 0), kind: row.text(at: 1), user: row.key(at: 2), target: row.optionalText(at: 3))
        }
    }

    func store(_ mark: ReadMark, of user: User.ID) throws -> Bool {
        try execute(
            """
            INSERT INTO read_mark(user, ticket, read_up_to) VALUES (?, ?, ?)
            ON CONFLICT(user, ticket) DO UPDATE SET read_up_to = excluded.read_up_to
            WHERE read_mark.read_up_to <> excluded.read_up_to
            """, user, mark.ticket, mark.readUpTo) > 0
    }

    func readers(of tickets: (Ticket.ID, Ticket.ID)) throws -> [User] {
        try rows(
            """
            SELECT u.id, u.name, u.role, u.service, u.retired FROM user u
            WHERE u.id IN (SELECT user FROM read_mark WHERE ticket IN (?, ?))
            """, tickets.0, tickets.1
        ) { try $0.user(at: 0).user }
    }

    func readMark(of user: User.ID, in ticket: Ticket.ID) throws -> ReadMark? {
        try row("SELECT read_up_to FROM read_mark WHERE user = ? AND ticket = ?", user, ticket) { row in
            ReadMark(ticket: ticket, readUpTo: row.time(at: 0))
        }
    }

    func readMarks(of user: User.ID, in tickets: [Ticket.ID]) throws -> [ReadMark] {
        try among(tickets) { list in
            try rows(
                "SELECT ticket, read_up_to FROM read_mark WHERE user = ? AND \(Self.isAmong("ticket"))", user, list
            ) { row in ReadMark(ticket: try row.id(at: 0), readUpTo: row.time(at: 1)) }
        }
    }
}

extension ConversationCounting {
    /// How many there are of all, with ``values``.
    fileprivate static let column = """
        (SELECT COUNT(*) FROM (SELECT 1 FROM message m WHERE m.ticket = ticket.id AND m.is_internal <= ? LIMIT ?) part)
        + (SELECT COUNT(*) FROM (SELECT 1 FROM event e WHERE e.ticket = ticket.id LIMIT ?) part)
        + (SELECT COUNT(*) FROM read_mark r WHERE r.user = ? AND r.ticket = ticket.id)
        """

    fileprivate var values: [SQLValue] {
        [includingInternal.sqlValue, limit.sqlValue, limit.sqlValue, user.sqlValue]
    }
}

extension CountedConversation {
    /// From the columns of a ticket and ``ConversationCounting/column``.
    fileprivate init(row: some SQLRow) throws {
        self.init(ticket: try Ticket(row: row), count: Int(row.integer(at: 21)))
    }
}
