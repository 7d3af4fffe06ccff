import Foundation
import HelpdeskDesk
import HelpdeskModels
import Testing

/// The promises of every ``SupportDesk`` about tickets that are written in Telegram.
struct TicketContractTests {
    private let customer = TelegramAuthor.customer(chat: 7)
    private let foreigner = TelegramAuthor.customer(chat: 9)
    private let olena = TelegramAuthor.agent(MemoryDesk.olena.id)

    /// A desk where chat 7 is linked to Зірка and chat 9 to Волна.
    private func world(_ kind: DeskKind) async throws -> any DeskWorld {
        let world = try kind.world()
        _ = try await world.desk.redeem(world.code(by: MemoryDesk.oksana), by: TelegramChat(id: 7, name: "Oksana"))
        _ = try await world.desk.redeem(world.code(by: DeskKind.ivan), by: TelegramChat(id: 9, name: "Ivan"))
        return world
    }

    /// Expects that the desk refuses for good.
    private func expectRefusal(_ body: () async throws -> Void) async {
        let error = await #expect(throws: TelegramDeskError.self) { try await body() }
        guard case .refused = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test("A ticket is filed in the service of its chat, once", arguments: DeskKind.allCases)
    func filing(kind: DeskKind) async throws {
        let world = try await world(kind)
        let (id, message) = (Ticket.ID.make(), Message.ID.make())
        let ticket = try await world.file(id, message: message, by: customer)
        #expect(ticket.id == id && ticket.service == MemoryDesk.zirka.id && ticket.topic == Topic.otherID)
        #expect(ticket.subject == "No calls" && ticket.status == .new && ticket.created == world.clock.now)
        #expect(ticket.author == MemoryDesk.oksana)
        #expect(try await world.desk.ticket(id) == ticket)
        let cursor = try await world.desk.latestCursor()
        #expect(try await world.file(id, message: message, by: customer) == ticket)
        #expect(try await world.desk.latestCursor() == cursor)
        let next = try await world.file(by: customer)
        #expect(next.number > ticket.number)
        // The id stands for what it was used for.
        await expectRefusal { try await world.file(id, message: message, text: "It is loud", by: customer) }
        await expectRefusal { try await world.file(id, "Another subject", message: message, by: customer) }
        await expectRefusal { try await world.file(message: message, by: customer) }
        await #expect(throws: TelegramDeskError.gone) { try await world.file(id, message: message, by: foreigner) }
        await expectRefusal { try await world.file(by: olena) }
        await #expect(throws: TelegramDeskError.gone) { try await world.file(by: .customer(chat: 8)) }
    }

    @Test("What exceeds the limits is refused and leaves nothing", arguments: DeskKind.allCases)
    func limits(kind: DeskKind) async throws {
        let world = try await world(kind)
        let limits = try await world.desk.limits()
        let ticket = try await world.file(by: customer)
        let cursor = try await world.desk.latestCursor()
        let long = String(repeating: "ж", count: limits.textLength + 1)
        for text in [long, " \n", "a\u{0}"] {
            await expectRefusal { try await world.file(text: text, by: customer) }
            await expectRefusal { try await world.write(text, in: ticket, by: customer) }
        }
        for subject in [String(repeating: "x", count: limits.subjectLength + 1), " ", "Two\nlines"] {
            await expectRefusal { try await world.file(.make(), subject, by: customer) }
        }
        for topic: Topic.ID in ["fax", "none"] {
            await expectRefusal { try await world.file(topic: topic, by: customer) }
        }
        let phone = FieldValue(key: "phone", value: "no number")
        for (topic, field) in [("telephony", phone), (Topic.otherID, FieldValue(key: "no", value: "field"))] {
            await expectRefusal { try await world.file(topic: topic, fields: [field], by: customer) }
        }
        let files = try Files()
        let many = try (0...limits.attachmentCount).map { try files.file("\($0)") }
        await expectRefusal { try await world.write("", in: ticket, files: many, by: customer) }
        #expect(try await world.desk.latestCursor() == cursor)
        // The specialist asks for a field that is missing: a chat has no form.
        #expect(try await world.file(topic: "telephony", by: customer).topic == "telephony")
    }

    @Test("Messages of both sides move a ticket on, once each", arguments: DeskKind.allCases)
    func writing(kind: DeskKind) async throws {
        let world = try await world(kind)
        let ticket = try await world.file(by: customer)
        let id = Message.ID.make()
        let answer = try await world.write("Since when?", id: id, in: ticket, by: olena)
        #expect(answer.ticket.status == .waiting && answer.ticket.updated == world.clock.now)
        let message = try #require(answer.messages.first)
        #expect(answer.messages.count == 1 && message.id == id && message.ticket == ticket.id)
        #expect(message.author == MemoryDesk.olena && message.origin == .telegram && !message.isInternal)
        #expect(answer.events.map(\.kind) == [.answered])
        let cursor = try await world.desk.latestCursor()
        #expect(try await world.write("Since when?", id: id, in: ticket, by: olena).messages == [message])
        #expect(try await world.desk.latestCursor() == cursor)
        #expect(try await world.write("Since 11", in: ticket, by: customer).ticket.status == .open)
        _ = try await world.desk.change(ticket.id, NewEvent(kind: .resolved), id: .make(), by: olena)
        let reopened = try await world.write("It is back", in: ticket, by: customer)
        #expect(reopened.ticket.status == .open && reopened.events.map(\.kind) == [.reopened])
        // The id stands for what it was used for: by this author, in this ticket.
        await expectRefusal { try await world.write("Another text", id: id, in: ticket, by: olena) }
        await expectRefusal { try await world.write("Since when?", id: id, in: ticket, by: customer) }
        let other = try await world.file(by: customer)
        await expectRefusal { try await world.write("Since when?", id: id, in: other, by: olena) }
        await #expect(throws: TelegramDeskError.gone) { try await world.write("Hi", in: ticket, by: foreigner) }
        var unknown = ticket
        unknown.id = .make()
        await #expect(throws: TelegramDeskError.gone) { try await world.write("Hi", in: unknown, by: customer) }
    }

    @Test(
        "Internal notes are the staff's and move nothing on; the bot writes some of its own",
        arguments: DeskKind.allCases)
    func notes(kind: DeskKind) async throws {
        let world = try await world(kind)
        let ticket = try await world.file(by: customer)
        await expectRefusal { try await world.write("Mine", in: ticket, isInternal: true, by: customer) }
        let note = try await world.write("The router", in: ticket, isInternal: true, by: olena)
        #expect(note.messages.map(\.isInternal) == [true] && note.ticket.status == .new && note.events.isEmpty)

        let id = Message.ID.make()
        let cursor = try await world.desk.latestCursor()
        try await world.desk.note("Not delivered", id: id, in: ticket.id)
        let page = try await world.desk.changes(after: cursor, limit: 10, wait: 0)
        guard case .message(let message)? = page.changes.first, page.changes.count == 1 else {
            Issue.record("\(page)")
            return
        }
        #expect(message.id == id && message.isInternal && message.text == "Not delivered")
        #expect(message.author.id == TelegramDesk.botID && message.origin == .telegram)
        try await world.desk.note("Not delivered", id: id, in: ticket.id)
        #expect(try await world.desk.changes(after: page.cursor, limit: 10, wait: 0).changes.isEmpty)
        await expectRefusal { try await world.desk.note("Something else", id: id, in: ticket.id) }
        await #expect(throws: TelegramDeskError.gone) { try await world.desk.note("Hi", id: .make(), in: .make()) }
        // A customer does not find out what the id stands for.
        await #expect(throws: TelegramDeskError.gone) {
            try await world.write("Not delivered", id: id, in: ticket, by: customer)
        }
    }

    @Test("Files come with their contents, which never change", arguments: DeskKind.allCases)
    func files(kind: DeskKind) async throws {
        let world = try await world(kind)
        let files = try Files()
        let file = try files.file("content")
        let (id, message) = (Ticket.ID.make(), Message.ID.make())
        for _ in 0..<2 {
            let ticket = try await world.file(id, message: message, text: "", files: [file], by: customer)
            let update = try await world.write("More", in: ticket, files: [files.file("more")], by: olena)
            let attachment = try #require(update.messages.first?.attachments.first)
            #expect(attachment.name == "photo.jpg" && attachment.mediaType == "image/jpeg" && attachment.size == 4)
            let content = try #require(attachment.sha256)
            #expect(try await world.desk.has(content))
            let path = try await world.desk.path(of: content)
            #expect(FileManager.default.contents(atPath: path) == Data("more".utf8))
        }
        await expectRefusal {
            try await world.file(id, message: message, text: "", files: [files.file("other")], by: customer)
        }
        let lost = try #require(SHA256Digest(String(repeating: "0", count: 64)))
        let isThere = try await world.desk.has(lost)
        #expect(!isThere)
        // A folder says it when the file is opened.
        if let path = try? await world.desk.path(of: lost) { #expect(!FileManager.default.fileExists(atPath: path)) }
    }

    @Test("An edit changes the message until the other side has answered it", arguments: DeskKind.allCases)
    func revising(kind: DeskKind) async throws {
        let world = try await world(kind)
        let ticket = try await world.file(by: customer)
        let id = Message.ID.make()
        _ = try await world.write("Line 2", id: id, in: ticket, by: customer)
        world.clock.pass(60)
        let cursor = try await world.desk.latestCursor()
        #expect(try await world.desk.revise(id, text: "Line 3", by: customer) == .revised)
        #expect(try await world.desk.revise(id, text: "Line 3", by: customer) == .unchanged)
        let changes = try await world.desk.changes(after: cursor, limit: 10, wait: 0).changes
        guard case .message(let message)? = changes.first, changes.count == 1 else {
            Issue.record("\(changes)")
            return
        }
        #expect(message.text == "Line 3" && message.edited == world.clock.now)
        await expectRefusal { _ = try await world.desk.revise(id, text: " ", by: customer) }
        for author in [foreigner, olena] {
            await #expect(throws: TelegramDeskError.gone) {
                try await world.desk.revise(id, text: "Mine", by: author)
            }
        }
        // Neither what the own side adds nor a note is an answer.
        _ = try await world.write("And 5", in: ticket, by: customer)
        _ = try await world.answer(ticket.id, "He is wrong", isInternal: true)
        #expect(try await world.desk.revise(id, text: "Line 4", by: customer) == .revised)
        let answer = try await world.answer(ticket.id, "Thank you", isInternal: false)
        #expect(try await world.desk.revise(id, text: "Line 5", by: customer) == .tooLate)
        // The chat cannot edit a message that was written in a terminal.
        await #expect(throws: TelegramDeskError.gone) {
            try await world.desk.revise(answer.id, text: "Thanks", by: olena)
        }
    }

    @Test("A ticket is changed once by what its people are allowed", arguments: DeskKind.allCases)
    func changing(kind: DeskKind) async throws {
        let world = try await world(kind)
        let ticket = try await world.file(by: customer)
        let id = Event.ID.make()
        world.clock.pass(60)
        let resolved = try await world.desk.change(ticket.id, NewEvent(kind: .resolved), id: id, by: olena)
        #expect(resolved.status == .resolved && resolved.resolved == world.clock.now)
        let cursor = try await world.desk.latestCursor()
        // Again, by the same id and by another one.
        for id in [id, .make()] {
            #expect(
                try await world.desk.change(ticket.id, NewEvent(kind: .resolved), id: id, by: olena) == resolved)
        }
        #expect(try await world.desk.latestCursor() == cursor)
        await expectRefusal {
            _ = try await world.desk.change(ticket.id, NewEvent(kind: .reopened), id: id, by: olena)
        }
        let reopened = try await world.desk.change(ticket.id, NewEvent(kind: .reopened), id: .make(), by: customer)
        #expect(reopened.status == .open && reopened.resolved == nil)
        // A repetition that comes late does not act again.
        #expect(
            try await world.desk.change(ticket.id, NewEvent(kind: .resolved), id: id, by: olena).status == .open)
        for event in [NewEvent.assigned(to: MemoryDesk.olena.id), .moved(to: "telephony")] {
            await expectRefusal { _ = try await world.desk.change(ticket.id, event, id: .make(), by: customer) }
            _ = try await world.desk.change(ticket.id, event, id: .make(), by: olena)
        }
        let changed = try #require(try await world.desk.ticket(ticket.id))
        #expect(changed.assignee == MemoryDesk.olena && changed.topic == "telephony")
        for event in [NewEvent.assigned(to: "nobody"), .moved(to: "fax")] {
            await expectRefusal { _ = try await world.desk.change(ticket.id, event, id: .make(), by: olena) }
        }
        await #expect(throws: TelegramDeskError.gone) {
            try await world.desk.change(ticket.id, NewEvent(kind: .resolved), id: .make(), by: foreigner)
        }
        await #expect(throws: TelegramDeskError.gone) {
            try await world.desk.change(.make(), NewEvent(kind: .resolved), id: .make(), by: olena)
        }
    }

    @Test("The help is rated by the customer, after it ended", arguments: DeskKind.allCases)
    func rating(kind: DeskKind) async throws {
        let world = try await world(kind)
        let ticket = try await world.file(by: customer)
        await expectRefusal { _ = try await world.desk.rate(ticket.id, Rating(score: 5), by: customer) }
        _ = try await world.desk.change(ticket.id, NewEvent(kind: .resolved), id: .make(), by: olena)
        for score in [4, 5] {
            #expect(
                try await world.desk.rate(ticket.id, Rating(score: score), by: customer).rating
                    == Rating(score: score))
        }
        let cursor = try await world.desk.latestCursor()
        _ = try await world.desk.rate(ticket.id, Rating(score: 5), by: customer)
        #expect(try await world.desk.latestCursor() == cursor)
        for score in [0, 6] {
            await expectRefusal { _ = try await world.desk.rate(ticket.id, Rating(score: score), by: customer) }
        }
        await expectRefusal { _ = try await world.desk.rate(ticket.id, Rating(score: 5), by: olena) }
        await #expect(throws: TelegramDeskError.gone) {
            try await world.desk.rate(ticket.id, Rating(score: 1), by: foreigner)
        }
    }

    @Test("Tickets of a service are listed by their latest activity", arguments: DeskKind.allCases)
    func lists(kind: DeskKind) async throws {
        let world = try await world(kind)
        var tickets: [Ticket] = []
        for subject in ["One", "Two", "Three"] { tickets.append(try await world.file(.make(), subject, by: customer)) }
        _ = try await world.file(by: foreigner)
        _ = try await world.write("News", in: tickets[0], by: olena)
        world.clock.pass(60)
        _ = try await world.desk.change(tickets[1].id, NewEvent(kind: .resolved), id: .make(), by: olena)
        func subjects(openOnly: Bool, limit: Int) async throws -> [String] {
            try await world.desk.tickets(of: MemoryDesk.zirka.id, openOnly: openOnly, limit: limit).map(\.subject)
        }
        #expect(try await subjects(openOnly: false, limit: 10) == ["Two", "One", "Three"])
        #expect(try await subjects(openOnly: true, limit: 10) == ["One", "Three"])
        #expect(try await subjects(openOnly: true, limit: 1) == ["One"])
        #expect(try await world.desk.tickets(of: "none", openOnly: false, limit: 10).isEmpty)
        #expect(try await world.desk.ticket(.make()) == nil)
        #expect(try await world.desk.topics().map(\.id) == ["telephony", Topic.otherID])
        #expect(try await world.desk.service(MemoryDesk.volna.id) == MemoryDesk.volna)
        #expect(try await world.desk.service("none") == nil)
    }
}

/// Files as a bot has received them.
final class Files: Sendable {
    private let folder = FileManager.default.temporaryDirectory.appending(path: "cabdesk-files-\(UUID().uuidString)")

    init() throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    func file(_ content: String) throws -> TelegramFile {
        let id = HelpdeskModels.Attachment.ID.make()
        let path = folder.appending(path: id.description)
        try Data(content.utf8).write(to: path)
        return TelegramFile(id: id, name: "photo.jpg", mediaType: "image/jpeg", path: path.path)
    }
}
