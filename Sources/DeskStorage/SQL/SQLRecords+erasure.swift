import HelpdeskDesk
import HelpdeskModels
import SQLDatabase

/// What is somebody's, to be given out: rows by whose they are.
extension SQLRecords {
    func messages(by author: User.ID) throws -> [Message] {
        let ids: [Message.ID] = try rows("SELECT id FROM message WHERE author_id = ? ORDER BY ordinal", author) {
            try $0.id(at: 0)
        }
        return try ids.compactMap { try message($0)?.message }
    }

    func tickets(filedBy author: User.ID) throws -> [Ticket] {
        try rows("SELECT \(Ticket.columns) FROM ticket WHERE author_id = ? ORDER BY number", author) {
            try Ticket(row: $0)
        }
    }

    func tickets(assignedTo agent: User.ID) throws -> [Ticket] {
        try rows("SELECT \(Ticket.columns) FROM ticket WHERE assignee_id = ? ORDER BY number", agent) {
            try Ticket(row: $0)
        }
    }

    func events(by author: User.ID) throws -> [Event] {
        try rows("SELECT \(Event.columns) FROM event WHERE author_id = ? ORDER BY ordinal", author) {
            try Event(row: $0)
        }
    }

    /// By the requests that made them; those that no request made, as of a demo, by the name.
    func assignments(to agent: User.ID) throws -> [Event] {
        try rows(
            """
            SELECT \(Event.columns) FROM event WHERE kind = 'assigned' AND (
                id IN (SELECT id FROM event_request WHERE target = ?1 AND kind = 'assigned')
                OR NOT EXISTS (SELECT 1 FROM event_request r WHERE r.id = event.id)
                AND detail = (SELECT name FROM user WHERE id = ?1))
            ORDER BY ordinal
            """, agent
        ) { try Event(row: $0) }
    }

    func tickets(of service: Service.ID, after number: Int, limit: Int) throws -> [Ticket] {
        try rows(
            "SELECT \(Ticket.columns) FROM ticket WHERE service = ? AND number > ? ORDER BY number LIMIT ?",
            service, number, limit
        ) { try Ticket(row: $0) }
    }

    func tickets(resolvedBefore time: Timestamp, limit: Int) throws -> [Ticket] {
        try rows(
            """
            SELECT \(Ticket.columns) FROM ticket WHERE resolved < ? AND merged_into IS NULL ORDER BY resolved LIMIT ?
            """, time, limit
        ) { try Ticket(row: $0) }
    }

    func links(of owner: LinkOwner) throws -> [LinkedChat] {
        let (column, value): (String, SQLValue) =
            switch owner {
            case .user(let id): ("user", id.sqlValue)
            case .service(let id): ("service", id.sqlValue)
            case .link(let id): ("id", id.sqlValue)
            }
        return try rows("\(LinkedChat.query) WHERE l.\(column) = ? ORDER BY l.ordinal", [value]) {
            try LinkedChat(row: $0)
        }
    }

    func shiftNotes(by author: User.ID) throws -> [(note: ShiftNote, service: Service.ID)] {
        try rows("SELECT body, service FROM shift_note WHERE \(Self.authorOfNote) = ?", author) { row in
            (try row.json(at: 0), row.key(at: 1))
        }
    }

    func shiftNotes(of service: Service.ID) throws -> [ShiftNote] {
        try rows("SELECT body FROM shift_note WHERE service = ? AND removed IS NULL ORDER BY written", service) {
            try $0.json(at: 0)
        }
    }

    func users(of service: Service.ID) throws -> [User] {
        try rows("SELECT id, name, role, service, retired FROM user WHERE service = ? ORDER BY id", service) {
            try $0.user(at: 0).user
        }
    }

    func uploads(of user: User.ID) throws -> [Upload.ID] {
        try rows("SELECT id FROM upload WHERE user = ?", user) { try $0.id(at: 0) }
    }

    func phoneContents(of user: User.ID) throws -> [SHA256Digest] {
        try rows("SELECT DISTINCT sha256 FROM phone_file WHERE user = ?", user) { try $0.digest(at: 0) }
    }

    func telegramUser(of agent: User.ID) throws -> Int64? {
        try row("SELECT telegram FROM telegram_agent WHERE user = ?", agent) { $0.integer(at: 0) }
    }
}

/// Erasing.
extension SQLRecords {
    func empty(messagesBy author: User.ID, as alias: User.ID) throws {
        // Two statements for what both change of an attachment: its room, and itself.
        try takeRoom(ofMessages: "author_id = ?", [author.sqlValue])
        try execute("DELETE FROM attachment WHERE message IN (SELECT id FROM message WHERE author_id = ?)", author)
        // A fingerprint tells whether a text that somebody guesses is the one.
        try execute(
            "UPDATE message SET author_id = ?, author_name = '', text = '', fingerprint = '' WHERE author_id = ?",
            alias, author)
    }

    /// Subtracts the files of some messages from the room that their services take up.
    private func takeRoom(ofMessages condition: String, _ values: [SQLValue]) throws {
        let sizes = try rows(
            """
            SELECT t.service, CAST(SUM(a.size) AS BIGINT) FROM attachment a JOIN message m ON m.id = a.message
            JOIN ticket t ON t.id = m.ticket WHERE m.\(condition) GROUP BY t.service
            """, values
        ) { ($0.text(at: 0), $0.integer(at: 1)) }
        for (service, size) in sizes {
            try execute(
                "UPDATE storage SET bytes = CASE WHEN bytes > ?1 THEN bytes - ?1 ELSE 0 END WHERE service = ?2",
                size, service)
        }
    }

    func empty(ticketsBy author: User.ID, as alias: User.ID) throws {
        try execute(
            """
            UPDATE ticket SET author_id = ?, author_name = '', subject = ?, fields = '[]', fingerprint = ''
            WHERE author_id = ?
            """, alias, Ticket.erasedSubject, author)
    }

    func empty(eventsBy author: User.ID, as alias: User.ID) throws {
        try execute("UPDATE event SET author_id = ?, author_name = '' WHERE author_id = ?", alias, author)
        try execute("UPDATE event_request SET user = ? WHERE user = ?", alias, author)
        try execute("UPDATE event_request SET target = ? WHERE target = ? AND kind = 'assigned'", alias, author)
    }

    func emptyAssignment(_ event: Event.ID) throws {
        try execute("UPDATE event SET detail = ? WHERE id = ?", Ticket.erasedSubject, event)
    }

    func replace(assignee: User.ID, by alias: User.ID) throws {
        // What is not resolved waits for somebody, and nobody looks for it among the tickets of one who is gone.
        try execute(
            """
            UPDATE ticket SET assignee_id = NULL, assignee_name = NULL, assignee_role = NULL
            WHERE assignee_id = ? AND status <> 'resolved'
            """, assignee)
        try execute("UPDATE ticket SET assignee_id = ?, assignee_name = '' WHERE assignee_id = ?", alias, assignee)
    }

    func emptyRating(of ticket: Ticket.ID) throws {
        try execute("UPDATE ticket SET rating_comment = '' WHERE id = ? AND rating_comment IS NOT NULL", ticket)
    }

    func replace(_ note: ShiftNote) throws {
        try execute(
            "UPDATE shift_note SET removed = COALESCE(removed, written), body = ? WHERE id = ?",
            WireJSON.text(of: note), note.id)
    }

    func deleteTicket(_ ticket: Ticket.ID) throws {
        try takeRoom(ofMessages: "ticket = ?", [ticket.sqlValue])
        try deleteSearchEntries(of: ticket)
        try execute(
            """
            DELETE FROM change WHERE kind = 'message' AND ref IN (SELECT id FROM message WHERE ticket = ?)
            """, ticket)
        try execute(
            "DELETE FROM change WHERE kind = 'event' AND ref IN (SELECT id FROM event WHERE ticket = ?)", ticket)
        try execute(
            """
            DELETE FROM change WHERE kind = 'readMark'
            AND ref IN (SELECT user || '/' || ticket FROM read_mark WHERE ticket = ?)
            """, ticket)
        try execute("DELETE FROM change WHERE kind = 'ticket' AND ref = ?", ticket)
        try execute("DELETE FROM attachment WHERE message IN (SELECT id FROM message WHERE ticket = ?)", ticket)
        for table in ["message", "event", "event_request", "read_mark", "presence"] {
            try execute("DELETE FROM \(table) WHERE ticket = ?", ticket)
        }
        try execute("DELETE FROM ticket WHERE id = ?", ticket)
    }

    func deleteLink(_ link: TelegramLink.ID) throws {
        try execute("DELETE FROM change WHERE kind = 'telegramLink' AND ref = ?", link)
        try execute("DELETE FROM telegram_offer WHERE link = ?", link)
        try execute("DELETE FROM telegram_link WHERE id = ?", link)
    }

    func deleteClaims(of chat: Int64) throws {
        try execute("DELETE FROM telegram_claim WHERE chat = ?", chat)
    }

    func deleteUser(_ user: User.ID) throws {
        try execute("DELETE FROM change WHERE scope = ?", ChangeScope.user(user).text)
        try execute("DELETE FROM change WHERE kind = 'agent' AND ref = ?", user)
        // A link that somebody else made may have been accepted with a device of this user.
        for table in ["telegram_link", "telegram_offer"] {
            try execute(
                "UPDATE \(table) SET token = NULL WHERE token IN (SELECT id FROM token WHERE user = ?)", user)
        }
        try execute("UPDATE telegram_link SET user = NULL WHERE user = ?", user)
        for table in [
            "telegram_offer", "invitation", "token", "read_mark", "upload", "open_draft", "phone_file",
            "telegram_agent", "presence",
        ] {
            try execute("DELETE FROM \(table) WHERE user = ?", user)
        }
        try execute("DELETE FROM canned_reply WHERE owner = ?", user)
        try execute("DELETE FROM user WHERE id = ?", user)
    }

    func deleteService(_ service: Service.ID) throws {
        for scope in [ChangeScope.service(service), .customers(of: service)] {
            try execute("DELETE FROM change WHERE scope = ?", scope.text)
        }
        for table in ["telegram_offer", "shift_note", "storage"] {
            try execute("DELETE FROM \(table) WHERE service = ?", service)
        }
        try execute("DELETE FROM service WHERE id = ?", service)
    }

    func replaceInAudit(user: User.ID, by alias: User.ID) throws {
        try execute("UPDATE audit SET actor = ? WHERE actor = ?", alias, user)
        // A target is the id of a user only where an act is about one.
        try execute(
            """
            UPDATE audit SET target = ? WHERE target = ?
            AND (action LIKE 'user.%' OR action LIKE 'agent.%' OR action = 'invitation.create')
            """, alias, user)
    }

    func replaceInAudit(service: Service.ID, by alias: Service.ID) throws {
        try execute("UPDATE audit SET target = ? WHERE target = ? AND action LIKE 'service.%'", alias, service)
    }

    func deleteAudit(before time: Timestamp) throws {
        try execute("DELETE FROM audit WHERE time < ?", time)
    }

    func beginCleaning(after erasure: String, of uploads: Set<Upload.ID>) throws {
        try execute("INSERT INTO cleaning(erasure, upload) VALUES (?, '')", erasure)
        for upload in uploads { try execute("INSERT INTO cleaning(erasure, upload) VALUES (?, ?)", erasure, upload) }
    }

    func dueCleanings() throws -> [DueCleaning] {
        var due: [DueCleaning] = []
        // The row without an upload is the first of an erasure.
        for (erasure, upload) in try rows(
            "SELECT erasure, upload FROM cleaning ORDER BY erasure, upload", make: { ($0.text(at: 0), $0.text(at: 1)) })
        {
            if due.last?.erasure != erasure { due.append(DueCleaning(erasure: erasure, uploads: [])) }
            if let upload = Upload.ID(upload) { due[due.count - 1].uploads.append(upload) }
        }
        return due
    }

    func endCleaning(after erasure: String) throws {
        try execute("DELETE FROM cleaning WHERE erasure = ?", erasure)
    }
}
