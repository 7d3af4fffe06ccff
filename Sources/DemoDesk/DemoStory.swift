import Foundation
import HelpdeskDesk
import HelpdeskModels

/// The demo's content as a desk whose past ends at `now`.
struct DemoStory {
    let files: any FileStore
    let now: Timestamp

    /// Messages of the last days are unread.
    private static let unreadDays = 3.0

    func desk() throws -> ImportedDesk {
        let desk = try DemoContent.desk()
        let offset = desk.officeHours?.utcOffsetMinutes ?? 0
        let tickets = DemoContent.tickets.sorted { $0.daysAgo > $1.daysAgo }
        return ImportedDesk(
            desk: desk, services: DemoPeople.services, topics: DemoContent.topics, users: DemoPeople.all,
            // A desk that has been at work for years does not begin with ticket number 1.
            firstNumber: 4101, tickets: try tickets.map { try ticket($0, utcOffsetMinutes: offset) })
    }

    private func ticket(_ demo: DemoTicket, utcOffsetMinutes offset: Int) throws -> ImportedTicket {
        let created = demo.created(now: now, utcOffsetMinutes: offset)
        let (message, files) = try message(demo.text, demo.files)
        let new = NewTicket(
            topic: demo.topic, subject: demo.subject, fields: demo.fields, messageID: .make(at: created),
            message: message)
        var time = created
        let steps = try demo.steps.map { step in
            time = time.adding(seconds: Double(step.minutes) * 60)
            return ImportedTicket.Step(try action(of: step), by: step.author, at: time)
        }
        let isRead = time < now.adding(seconds: -Self.unreadDays * 86_400)
        let readers = DemoPeople.all.filter { $0.role.isStaff || $0.service == demo.author.service }
        return ImportedTicket(
            new, files: files, by: demo.author, at: created, steps: steps, readers: isRead ? readers.map(\.id) : [])
    }

    private func action(of step: DemoTicket.Step) throws -> ImportedTicket.Step.Action {
        switch step.action {
        case .message(let text, let files):
            let (new, received) = try message(text, files)
            return .message(new, files: received)
        case .note(let text):
            var (new, received) = try message(text, [])
            new.isInternal = true
            return .message(new, files: received)
        case .resolve: return .event(NewEvent(kind: .resolved))
        case .reopen: return .event(NewEvent(kind: .reopened))
        case .assign: return .event(.assigned(to: step.author.id))
        case .rate(let score, let comment): return .rating(Rating(score: score, comment: comment))
        }
    }

    private func message(_ text: String, _ demoFiles: [DemoFile]) throws -> (NewMessage, VerifiedFiles) {
        var new = NewMessage(origin: .tui, text: text)
        var verified = VerifiedFiles()
        for file in demoFiles {
            let received = try files.receive(file.make())
            verified.files.append(received)
            new.attachments.append(
                NewAttachment(
                    id: .make(), upload: received.upload, name: file.name, mediaType: file.mediaType,
                    sha256: received.sha256))
        }
        return (new, verified)
    }
}
