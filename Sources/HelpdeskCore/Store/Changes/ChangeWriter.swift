import Foundation
import GRDB
import HelpdeskModels

/// Writes what the backend said into the tables.
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
    /// Messages that are in the table.
    private var written: Set<Message.ID> = []
    private var feed: SearchFeed
    private let statements: BulkStatements

    init(_ database: Database) throws {
        self.database = database
        guard let me = try MetaKey.me.decode(Me.self, database) else { throw HelpdeskError(.notSignedIn) }
        self.me = me
        identity = try TicketIdentity(database)
        pass = try MetaKey.pass.read(database).flatMap { Int($0) } ?? 0
        turn = try FeedPlace.turn(database) + 1
        feed = SearchFeed(database, identity)
        statements = try BulkStatements(database)
    }

    /// Writes them all and updates what is derived from them: call it once in a transaction.
    /// - Parameter isFilling: whether many more follow at once; then the search index may follow a while later.
    mutating func write(_ changes: [Change], isFilling: Bool = false) throws {
        if !changes.isEmpty { try MetaKey.turn.write(String(turn), database) }
        (written, left) = try feed.begin(changes)
        // Tickets last: each is then put in with what its messages say of it, and not written again.
        var tickets: [Change] = []
        for change in changes {
            if case .ticket = change { tickets.append(change) } else { try write(change) }
        }
        for ticket in tickets { try write(ticket) }
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
        for (ticket, time) in lastForeign { try statements.lastForeign.execute(arguments: [time, ticket.uuid]) }
        for ticket in withAttachments { try statements.attachmentCount.execute(arguments: [ticket.uuid]) }
        for ticket in left {
            try statements.attachmentCount.execute(arguments: [ticket.uuid])
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
        let assignee = try ticket.assignee.map { try StoredJSON.encode($0) }
        let rating = try ticket.rating.map { try StoredJSON.encode($0) }
        let fields = ticket.fields.isEmpty ? "[]" : try StoredJSON.encode(ticket.fields)
        try statements.ticket.execute(arguments: [
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
        try statements.message.execute(arguments: [
            message.id.uuid, message.ticket.uuid, message.author.id.rawValue, message.author.name,
            message.author.role.rawValue, message.origin.rawValue, message.text, message.created.milliseconds,
            message.edited?.milliseconds, message.isInternal, pass,
        ])
        if !message.attachments.isEmpty { withAttachments.insert(message.ticket) }
        if !written.insert(message.id).inserted {
            try statements.removeAttachments.execute(arguments: [message.id.uuid])
            if database.changesCount > 0 { withAttachments.insert(message.ticket) }
        }
        for (position, attachment) in message.attachments.enumerated() {
            try statements.attachment.execute(arguments: [
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
        try statements.event.execute(arguments: [
            event.id.uuid, event.ticket.uuid, event.created.milliseconds, try StoredJSON.encode(event), pass,
        ])
    }

    func write(_ mark: ReadMark) throws {
        var mark = mark
        mark.ticket = try identity.local(mark.ticket)
        try statements.readMark.execute(arguments: [mark.ticket.uuid, mark.readUpTo.milliseconds, isAnswer ? 0 : turn])
        try statements.readUpTo.execute(arguments: [mark.readUpTo.milliseconds, mark.ticket.uuid])
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
