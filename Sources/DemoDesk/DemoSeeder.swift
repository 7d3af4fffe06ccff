import DeskStorage
import Foundation
import GRDB
import HelpdeskDesk
import HelpdeskModels

/// Puts the demo desk's content into an empty database, all in one transaction.
struct DemoSeeder: Sendable {
    let directory: DataDirectory
    let now: Timestamp

    private static let newsDays = 3.0

    func seed() throws {
        let tickets = DemoContent.tickets.sorted { $0.daysAgo > $1.daysAgo }
        let desk = try DemoContent.desk()
        try directory.store.administer { db in
            try SQLiteStore.setDesk(desk, db)
            for service in DemoPeople.services { try SQLiteStore.putService(service, db) }
            for topic in DemoContent.topics { try SQLiteStore.putTopic(topic, db) }
            for user in DemoPeople.all { try SQLiteStore.insertUser(user, db) }
            // A desk that has been at work for years does not begin with ticket number 1.
            try db.execute(sql: "INSERT INTO sqlite_sequence(name, seq) VALUES ('ticket', 4100)")
            for ticket in tickets {
                try replay(ticket, utcOffsetMinutes: desk.officeHours?.utcOffsetMinutes ?? 0, db)
            }
        }
        // Nobody else uploads to a desk that is made just now.
        for upload in try directory.files.uploads(untouchedSince: .distantFuture) {
            try directory.files.remove(upload)
        }
    }

    private func account(_ user: User) -> Account {
        Account(user: user, service: DemoPeople.services.first { $0.id == user.service }, token: 0)
    }

    private func replay(_ demo: DemoTicket, utcOffsetMinutes offset: Int, _ db: Database) throws {
        var time = demo.created(now: now, utcOffsetMinutes: offset)
        let author = account(demo.author)
        let (message, files) = try message(demo.text, demo.files)
        let new = NewTicket(
            topic: demo.topic, subject: demo.subject, fields: demo.fields, messageID: .make(at: time), message: message)
        let id = Ticket.ID.make(at: time)
        _ = try SQLiteStore.insertTicket(id, new, files: files, by: author, at: time, db)
        for step in demo.steps {
            time = time.adding(seconds: Double(step.minutes) * 60)
            try replay(step, in: id, at: time, db)
        }
        // What is new in the demo is what happened in the last days.
        guard time < now.adding(seconds: -Self.newsDays * 86_400) else { return }
        for user in DemoPeople.all where user.role.isStaff || user.service == author.user.service {
            try SQLiteStore.setReadMark(ReadMark(ticket: id, readUpTo: time), of: user.id, db)
        }
    }

    private func replay(_ step: DemoTicket.Step, in id: Ticket.ID, at time: Timestamp, _ db: Database) throws {
        let account = account(step.author)
        let ticket = try SQLiteStore.ticket(id, for: account, db)
        switch step.action {
        case .message(let text, let files):
            let (new, staged) = try message(text, files)
            _ = try SQLiteStore.addMessage(
                .make(at: time), new, files: staged, to: ticket, by: account, at: time, db)
        case .note(let text):
            var (new, staged) = try message(text, [])
            new.isInternal = true
            _ = try SQLiteStore.addMessage(
                .make(at: time), new, files: staged, to: ticket, by: account, at: time, db)
        case .resolve:
            _ = try SQLiteStore.change(
                ticket, NewEvent(kind: .resolved), .make(at: time), by: account, at: time, db)
        case .reopen:
            _ = try SQLiteStore.change(
                ticket, NewEvent(kind: .reopened), .make(at: time), by: account, at: time, db)
        case .assign:
            _ = try SQLiteStore.change(
                ticket, .assigned(to: account.user.id), .make(at: time), by: account, at: time, db)
        case .rate(let score, let comment):
            _ = try SQLiteStore.rate(ticket, Rating(score: score, comment: comment), at: time, db)
        }
    }

    /// A message with its files.
    private func message(_ text: String, _ files: [DemoFile]) throws -> (NewMessage, VerifiedFiles) {
        var new = NewMessage(origin: .tui, text: text)
        var verified = VerifiedFiles()
        for file in files {
            let received = try directory.files.receive(file.make())
            verified.files.append(received)
            new.attachments.append(
                NewAttachment(
                    id: .make(), upload: received.upload, name: file.name, mediaType: file.mediaType,
                    sha256: received.sha256))
        }
        return (new, verified)
    }
}
