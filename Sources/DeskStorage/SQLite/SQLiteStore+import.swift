import GRDB
package import HelpdeskDesk
package import HelpdeskModels

extension SQLiteStore {
    package func importDesk(_ desk: ImportedDesk) throws {
        try administer { db in
            try Self.setDesk(desk.desk, db)
            for service in desk.services { try Self.putService(service, db) }
            for topic in desk.topics { try Self.putTopic(topic, db) }
            for user in desk.users { try Self.insertUser(user, db) }
            // The last number that was given.
            try db.execute(
                sql: "INSERT INTO sqlite_sequence(name, seq) VALUES ('ticket', ?)", arguments: [desk.firstNumber - 1])
            func account(_ user: User) -> Account {
                Account(user: user, service: desk.services.first { $0.id == user.service }, token: 0)
            }
            for ticket in desk.tickets { try Self.store(ticket, by: account, db) }
        }
    }

    private static func store(_ imported: ImportedTicket, by account: (User) -> Account, _ db: Database) throws {
        let id = Ticket.ID.make(at: imported.time)
        _ = try insertTicket(
            id, imported.new, files: imported.files, by: account(imported.author), at: imported.time, db)
        var last = imported.time
        for step in imported.steps {
            let author = account(step.author)
            let ticket = try ticket(id, for: author, db)
            switch step.action {
            case .message(let new, let files):
                _ = try addMessage(.make(at: step.time), new, files: files, to: ticket, by: author, at: step.time, db)
            case .event(let new):
                _ = try change(ticket, new, .make(at: step.time), by: author, at: step.time, db)
            case .rating(let rating):
                _ = try rate(ticket, rating, at: step.time, db)
            }
            last = step.time
        }
        for reader in imported.readers { try setReadMark(ReadMark(ticket: id, readUpTo: last), of: reader, db) }
    }

    package func ensureToken(digest: String, for user: User.ID, label: String, at time: Timestamp) throws {
        try administer { db in
            let known = try Int.fetchOne(db, sql: "SELECT 1 FROM token WHERE digest = ?", arguments: [digest])
            guard known == nil else { return }
            _ = try Self.insertToken(digest: digest, for: user, label: label, expires: nil, at: time, db)
        }
    }
}
