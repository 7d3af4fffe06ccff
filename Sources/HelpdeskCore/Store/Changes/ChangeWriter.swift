import Foundation
import GRDB
import HelpdeskModels

/// Writes what the backend said into the tables: the bulk path, so cached statements with positional arguments.
struct ChangeWriter {
    let database: Database
    let me: Me
    /// The number of the full pass that the rows belong to.
    let pass: Int
    /// The turn in which this is written.
    let turn: Int64
    /// Whether an answer to a request is being written, and not a page of changes.
    var isAnswer = false
    let identity: TicketIdentity

    /// The change that was written so far.
    var change = StoreChange()
    private var lastForeign: [Ticket.ID: Int64] = [:]
    private var withAttachments: Set<Ticket.ID> = []
    private var touched: Set<Ticket.ID> = []
    /// Tickets whose messages went to another one.
    private var left: Set<Ticket.ID> = []
    private var feed: SearchFeed

    init(_ database: Database) throws {
        self.database = database
        guard let me = try MetaKey.me.decode(Me.self, database) else { throw HelpdeskError(.notSignedIn) }
        self.me = me
        identity = try TicketIdentity(database)
        pass = try MetaKey.pass.read(database).flatMap { Int($0) } ?? 0
        turn = try FeedPlace.turn(database) + 1
        feed = SearchFeed(database, identity)
    }

    /// Writes them all and updates what is derived from them: call it once in a transaction.
    /// - Parameter isFilling: whether many more follow at once; then the search index may follow a while later.
    mutating func write(_ changes: [Change], isFilling: Bool = false) throws {
        if !changes.isEmpty { try MetaKey.turn.write(String(turn), database) }
        left = try feed.begin(changes)
        for change in changes { try write(change) }
        try finish()
        try feed.end(isPostponed: isFilling)
    }

    private mutating func write(_ change: Change) throws {
        try announce(change)
        switch change {
        case .desk(let desk): try MetaKey.desk.write(try StoredJSON.encode(desk), database)
        case .service(let service): try write(service)
        case .topic(let topic): try write(topic)
        case .ticket(let ticket): try write(ticket)
        case .message(let message): try write(message)
        case .event(let event): try write(event)
        case .readMark(let mark): try write(mark)
        case .agent(let agent): try write(agent)
        case .telegramLink(let link): try write(link)
        case .incident(let incident): try write(incident)
        case .phoneFile(let file): try write(file)
        case .shiftNote(let note): try write(note)
        case .cannedReply(let reply): try write(reply)
        }
    }

    private mutating func announce(_ change: Change) throws {
        switch change {
        case .topic, .agent: self.change.formUnion(.vocabulary)
        case .desk, .service, .telegramLink, .incident, .phoneFile, .shiftNote, .cannedReply:
            self.change.desk = true
        case .ticket(let ticket): self.change.formUnion(.ticket(try identity.local(ticket.id)))
        case .message(let message): self.change.formUnion(.ticket(try identity.local(message.ticket)))
        case .event(let event): self.change.formUnion(.ticket(try identity.local(event.ticket)))
        case .readMark(let mark): self.change.formUnion(.readMark(try identity.local(mark.ticket)))
        }
    }

    private mutating func finish() throws {
        let foreign = try database.cachedStatement(
            sql: "UPDATE ticket SET last_foreign = max(last_foreign, ?) WHERE id = ?")
        for (ticket, time) in lastForeign { try foreign.execute(arguments: [time, ticket.uuid]) }
        let attachments = try database.cachedStatement(
            sql: """
                UPDATE ticket SET attachment_count = (SELECT count(*) FROM attachment WHERE ticket = ticket.id)
                WHERE id = ?
                """)
        for ticket in withAttachments { try attachments.execute(arguments: [ticket.uuid]) }
        for ticket in left {
            try attachments.execute(arguments: [ticket.uuid])
            try database.cachedStatement(
                sql: """
                    UPDATE ticket SET last_foreign = coalesce(
                        (SELECT max(created) FROM message WHERE ticket = ticket.id AND author_id <> ?), 0)
                    WHERE id = ?
                    """
            ).execute(arguments: [me.user.id.rawValue, ticket.uuid])
            change.formUnion(.ticket(ticket))
        }
        let pending = try UUID.fetchSet(database, sql: "SELECT DISTINCT ticket FROM outbox")
        for ticket in touched where pending.contains(ticket.uuid) {
            try Echo.refresh(ticket, role: me.user.role, database)
        }
        lastForeign = [:]
        withAttachments = []
        touched = []
        left = []
    }

    private func write(_ service: Service) throws {
        try database.cachedStatement(
            sql: "INSERT INTO service VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET name = excluded.name"
        ).execute(arguments: [service.id.rawValue, service.name])
    }

    /// The table has those to whom tickets can be assigned.
    private func write(_ agent: Agent) throws {
        guard !agent.isRetired else {
            try database.cachedStatement(sql: "DELETE FROM agent WHERE id = ?").execute(arguments: [agent.id.rawValue])
            return
        }
        try database.cachedStatement(
            sql: "INSERT INTO agent VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET json = excluded.json"
        ).execute(arguments: [agent.id.rawValue, try StoredJSON.encode(agent.author)])
    }

    private func write(_ topic: Topic) throws {
        let titles = topic.title.texts.values.sorted().map(Folding.fold).joined(separator: " ")
        try database.cachedStatement(
            sql: """
                INSERT INTO topic VALUES (?, ?, ?)
                ON CONFLICT (id) DO UPDATE SET json = excluded.json, search = excluded.search
                """
        ).execute(arguments: [topic.id.rawValue, try StoredJSON.encode(topic), titles])
    }

    private mutating func write(_ ticket: Ticket) throws {
        var ticket = ticket
        ticket.id = try identity.local(ticket.id)
        ticket.mergedInto = try ticket.mergedInto.map(identity.local)
        // Messages and the read mark may come before their ticket, and are counted when it comes.
        let statement = try database.cachedStatement(
            sql: """
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
                """)
        let assignee = try ticket.assignee.map { try StoredJSON.encode($0) }
        let rating = try ticket.rating.map { try StoredJSON.encode($0) }
        let fields = ticket.fields.isEmpty ? "[]" : try StoredJSON.encode(ticket.fields)
        try statement.execute(arguments: [
            ticket.id.uuid, ticket.number, ticket.service.rawValue, ticket.topic.rawValue, ticket.subject,
            ticket.status.rawValue, ticket.created.milliseconds, ticket.updated.milliseconds,
            ticket.resolved?.milliseconds, ticket.author.id.rawValue, ticket.author.name,
            ticket.author.role.rawValue, ticket.assignee?.id.rawValue, assignee, rating, fields,
            Self.searchText(number: ticket.number, subject: ticket.subject, author: ticket.author),
            me.user.id.rawValue, pass, (ticket.priority ?? .normal).rank, ticket.waitingSince?.milliseconds,
            ticket.mergedInto?.uuid, isAnswer ? 0 : turn,
        ])
        touched.insert(ticket.id)
    }

    private mutating func write(_ message: Message) throws {
        var message = message
        message.ticket = try identity.local(message.ticket)
        try database.cachedStatement(
            sql: """
                INSERT INTO message (
                    id, ticket, author_id, author_name, author_role, origin, text, created, edited, is_internal, pass
                ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (id) DO UPDATE SET
                    ticket = excluded.ticket, author_id = excluded.author_id, author_name = excluded.author_name,
                    author_role = excluded.author_role, origin = excluded.origin, text = excluded.text,
                    created = excluded.created, edited = excluded.edited, is_internal = excluded.is_internal,
                    pass = excluded.pass
                """
        ).execute(arguments: [
            message.id.uuid, message.ticket.uuid, message.author.id.rawValue, message.author.name,
            message.author.role.rawValue, message.origin.rawValue, message.text, message.created.milliseconds,
            message.edited?.milliseconds, message.isInternal, pass,
        ])
        let previous = try database.cachedStatement(sql: "DELETE FROM attachment WHERE message = ?")
        try previous.execute(arguments: [message.id.uuid])
        if database.changesCount > 0 || !message.attachments.isEmpty { withAttachments.insert(message.ticket) }
        for (position, attachment) in message.attachments.enumerated() {
            try database.cachedStatement(sql: "INSERT OR REPLACE INTO attachment VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
                .execute(arguments: [
                    attachment.id.uuid, message.id.uuid, message.ticket.uuid, position, attachment.name,
                    attachment.mediaType, attachment.size, attachment.sha256?.description ?? "",
                ])
        }
        if message.author.id != me.user.id {
            lastForeign[message.ticket] = max(lastForeign[message.ticket] ?? 0, message.created.milliseconds)
        }
    }

    private func write(_ event: Event) throws {
        var event = event
        event.ticket = try identity.local(event.ticket)
        try database.cachedStatement(
            sql: """
                INSERT INTO event VALUES (?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET
                    ticket = excluded.ticket, created = excluded.created, json = excluded.json, pass = excluded.pass
                """
        ).execute(arguments: [
            event.id.uuid, event.ticket.uuid, event.created.milliseconds, try StoredJSON.encode(event), pass,
        ])
    }

    func write(_ mark: ReadMark) throws {
        var mark = mark
        mark.ticket = try identity.local(mark.ticket)
        try database.cachedStatement(
            sql: """
                INSERT INTO read_mark VALUES (?, ?, ?) ON CONFLICT (ticket) DO UPDATE SET
                    read_up_to = excluded.read_up_to, paged = max(paged, excluded.paged)
                """
        ).execute(arguments: [mark.ticket.uuid, mark.readUpTo.milliseconds, isAnswer ? 0 : turn])
        // A newer mark of the reader that waits in the outbox stands.
        try database.cachedStatement(
            sql: """
                UPDATE ticket SET read_up_to = ? WHERE id = ?
                AND NOT EXISTS (SELECT 1 FROM outbox WHERE ticket = ticket.id AND kind = 'read' AND state <> 'parked')
                """
        ).execute(arguments: [mark.readUpTo.milliseconds, mark.ticket.uuid])
    }

    /// Removes tickets that the backend does not show any more. One for which something waits to be sent stays until
    /// that was tried: a helpdesk may have merged the ticket into another one, which takes it.
    mutating func remove(_ tickets: [Ticket.ID]) throws {
        for backend in tickets {
            let ticket = try identity.local(backend)
            change.formUnion(.intent(ticket))
            change.drafts = nil
            try database.execute(
                sql: "UPDATE ticket SET pass = ? WHERE id = ?", arguments: [Self.gone, ticket.uuid])
            try Self.removeIfGone(ticket, database)
            // Some came without their ticket, which was gone before its own change was read.
            for table in ["message", "event", "read_mark"] {
                try database.execute(
                    sql: """
                        DELETE FROM \(table) WHERE ticket = ?1 AND NOT EXISTS (SELECT 1 FROM ticket WHERE id = ?1)
                        """, arguments: [ticket.uuid])
            }
        }
    }

    /// The pass of a ticket that is gone and kept only for what waits to be sent.
    private static let gone = -1

    static func isGone(_ ticket: Ticket.ID, _ database: Database) throws -> Bool {
        try Int64.fetchOne(
            database, sql: "SELECT 1 FROM ticket WHERE id = ? AND is_unsent = 0 AND pass = ?",
            arguments: [ticket.uuid, gone]) != nil
    }

    /// Removes a ticket that is gone unless something still waits to be sent for it. The words that were refused become
    /// drafts. True if it was removed.
    @discardableResult
    static func removeIfGone(_ ticket: Ticket.ID, _ database: Database) throws -> Bool {
        guard try isGone(ticket, database), try Store.keepRefusedWords(for: ticket, database) else { return false }
        let seq = try Int64.fetchOne(database, sql: "SELECT seq FROM ticket WHERE id = ?", arguments: [ticket.uuid])
        guard let seq else { return false }
        try SearchIndex(database: database).remove([seq])
        try database.execute(sql: "DELETE FROM ticket WHERE seq = ?", arguments: [seq])
        for table in ["message", "event", "read_mark"] {
            try database.execute(sql: "DELETE FROM \(table) WHERE ticket = ?", arguments: [ticket.uuid])
        }
        return true
    }

    static func searchText(number: Int?, subject: String, author: Author) -> String {
        let number = number.map { "№\($0) " } ?? ""
        return number + Folding.fold(subject) + " " + Folding.fold(author.name)
    }
}

extension ChangeWriter {
    /// The table has the links that have not ended.
    func write(_ link: TelegramLink) throws {
        guard !link.state.hasEnded else {
            try database.cachedStatement(sql: "DELETE FROM telegram_link WHERE id = ?")
                .execute(arguments: [link.id.uuid])
            return
        }
        try database.cachedStatement(
            sql: """
                INSERT INTO telegram_link VALUES (?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET
                    state = excluded.state, json = excluded.json, pass = excluded.pass
                """
        ).execute(arguments: [
            link.id.uuid, link.state.rawValue, link.created.milliseconds, try StoredJSON.encode(link), pass,
        ])
    }

    /// The table has the files that nobody has answered.
    func write(_ file: PhoneFile) throws {
        guard !file.isGone else {
            try database.cachedStatement(sql: "DELETE FROM phone_file WHERE id = ?").execute(arguments: [file.id.uuid])
            return
        }
        try database.cachedStatement(
            sql: """
                INSERT INTO phone_file VALUES (?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET
                    json = excluded.json, pass = excluded.pass
                """
        ).execute(arguments: [file.id.uuid, file.created.milliseconds, try StoredJSON.encode(file), pass])
    }

    /// The table has the notes that are not gone. The intent of one that is gone has nothing left to say.
    func write(_ note: ShiftNote) throws {
        guard !note.isGone else {
            try database.cachedStatement(sql: "DELETE FROM outbox WHERE id = ?").execute(arguments: [note.id.uuid])
            try database.cachedStatement(sql: "DELETE FROM shift_note WHERE id = ?").execute(arguments: [note.id.uuid])
            return
        }
        try database.cachedStatement(
            sql: """
                INSERT INTO shift_note VALUES (?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET
                    json = excluded.json, pass = excluded.pass
                """
        ).execute(arguments: [note.id.uuid, note.written.milliseconds, try StoredJSON.encode(note), pass])
    }

    /// The table has the canned replies that are not gone. The intents about one that is gone have nothing left to say.
    func write(_ reply: CannedReply) throws {
        guard !reply.isGone else {
            try database.cachedStatement(sql: "DELETE FROM outbox WHERE ticket = ?").execute(arguments: [reply.id.uuid])
            try database.cachedStatement(sql: "DELETE FROM canned_reply WHERE id = ?")
                .execute(arguments: [reply.id.uuid])
            return
        }
        try database.cachedStatement(
            sql: """
                INSERT INTO canned_reply VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET
                    json = excluded.json, pass = excluded.pass
                """
        ).execute(arguments: [reply.id.uuid, try StoredJSON.encode(reply), pass])
    }

    func write(_ incident: Incident) throws {
        try database.cachedStatement(
            sql: """
                INSERT INTO incident VALUES (?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET
                    is_open = excluded.is_open, json = excluded.json, pass = excluded.pass
                """
        ).execute(arguments: [
            incident.id.uuid, incident.state.isOpen, incident.opened.milliseconds, try StoredJSON.encode(incident),
            pass,
        ])
    }
}
