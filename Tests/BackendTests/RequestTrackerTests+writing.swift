import Foundation
import HelpdeskCore
import HelpdeskModels
import HelpdeskTransport
import TestSupport
import Testing

/// Filing tickets, replying, attaching files, and the work of agents.
extension RealBackends.RequestTrackerTests {
    private var longAgo: Timestamp { .now.adding(seconds: -3600) }

    @Test("a refusal means the same to a user whose language is not English")
    func language() async throws {
        let reader = try tracker.user("freight")
        try await tracker.administer(.put, "/user/\(reader.id)", ["Lang": "ru"])
        let backend = try tracker.backend("freight")
        let (foreign, _) = try await seeded("talk")
        let error = await #expect(throws: HelpdeskError.self) {
            _ = try await backend.putMessage(.make(), ticket: foreign, NewMessage(origin: .cli, text: "x"))
        }
        #expect(error?.code == .forbidden)
    }

    @Test("in a queue as RT comes, with no fields of ours, nothing is filed or said twice either")
    func stockQueue() async throws {
        let id = Ticket.ID.make()
        let subject = "Стокова \(id.description.prefix(13))"
        let ticket = NewTicket(
            topic: tracker.queue("Stock"), subject: subject, messageID: .make(),
            message: NewMessage(origin: .cli, text: "перше"))
        let first = try await customer.putTicket(id, ticket)
        let again = try await customer.putTicket(id, ticket, PutContext(lastTry: longAgo))
        #expect(first.ticket.number == again.ticket.number)

        let context = PutContext(lastTry: longAgo, newestKnown: first.messages.last?.id)
        let reply = NewMessage(origin: .cli, text: "так само")
        let message = Message.ID.make()
        _ = try await customer.putMessage(message, ticket: first.ticket.id, reply)
        let update = try await customer.putMessage(message, ticket: first.ticket.id, reply, context)
        #expect(update.messages.map(\.text) == ["перше", "так само"])

        // Nothing tells whether the same words of an unknown time are these.
        let error = await #expect(throws: HelpdeskError.self) {
            _ = try await customer.putMessage(
                .make(), ticket: first.ticket.id, reply, PutContext(lastTry: longAgo))
        }
        #expect(error?.code == .perhapsSent && error?.isPermanent == true)
    }

    @Test("in a queue with RT's own lifecycle a customer neither resolves nor reopens, and is told so before")
    func stockLifecycle() async throws {
        let ticket = try await customer.putTicket(
            .make(),
            NewTicket(
                topic: tracker.queue("Stock"), subject: "Без права", messageID: .make(),
                message: NewMessage(origin: .cli, text: "Без права"))
        ).ticket
        let error = await #expect(throws: HelpdeskError.self) {
            _ = try await customer.putEvent(.make(), ticket: ticket.id, NewEvent(kind: .resolved))
        }
        #expect(error?.code == .forbidden)
        try await tracker.administer(.put, "/ticket/\(ticket.number)", ["Status": "resolved"])
        var mirror = Mirror()
        try await mirror.catchUp(with: customer)
        #expect(mirror.topics[tracker.queue("Stock")]?.refused?.contains(.reopened) == true)
        #expect(mirror.topics[tracker.queue("Telephony")]?.refused == nil)
        let refusal = await #expect(throws: HelpdeskError.self) {
            _ = try await customer.putEvent(.make(), ticket: ticket.id, NewEvent(kind: .reopened))
        }
        #expect(refusal?.code == .forbidden)
    }

    @Test("what may still be on its way is looked for again before it is sent again")
    func onItsWay() async throws {
        let ticket = NewTicket(
            topic: tracker.queue("Telephony"), subject: "Ще в дорозі", messageID: .make(),
            message: NewMessage(origin: .cli, text: "Ще в дорозі"))
        let error = await #expect(throws: HelpdeskError.self) {
            _ = try await customer.putTicket(.make(), ticket, PutContext(lastTry: .now))
        }
        #expect(error?.disposition == .transient && error?.retryAfter != nil)
        var mirror = Mirror()
        try await mirror.catchUp(with: customer)
        #expect(mirror.ticket("Ще в дорозі").isEmpty)
    }

    @Test("Cyrillic letters and emoji in the name of a file arrive as they were")
    func fileNames() async throws {
        try await sendsAndReceives("рахунок — «серпень» 😀🚕.pdf", Data([1, 2, 3]))
    }

    @Test("text/plain with bytes of Windows-1251 and a NUL comes back byte for byte")
    func oldText() async throws {
        try await sendsAndReceives("нотатки.txt", Data([0xCF, 0xF0, 0xE8, 0xE2, 0xB3, 0xF2, 0x00, 0x0A]))
    }

    @Test("an empty file, which RT does not take, is named in the text, and its message arrives with the others")
    func emptyFile() async throws {
        let ticket = try await file("Порожній файл").ticket
        let files = [("empty.bin", Data()), ("full.bin", Data([1, 2, 3]))]
        let mail = try await OutgoingMail(files, to: customer, in: folder)
        let update = try await customer.putMessage(
            .make(), ticket: ticket.id,
            NewMessage(origin: .cli, text: "порожньо", attachments: mail.attachments), mail.context)
        #expect(update.messages.contains { $0.text == "порожньо\n\n📎 empty.bin (0 B)" })
        var mirror = Mirror()
        try await mirror.catchUp(with: customer)
        let messages = mirror.messages(of: ticket.id)
        #expect(messages.count == 2)
        #expect(messages.flatMap(\.attachments).map(\.name) == ["full.bin"])
    }

    @Test("an agent assigns and moves a ticket; a customer may not, and nothing changes")
    func handling() async throws {
        let ticket = try await file("Передати").ticket
        let me = try await agent.me().user.id
        let assigned = try await agent.putEvent(.make(), ticket: ticket.id, .assigned(to: me))
        #expect(assigned.ticket.assignee?.id == me)
        let moved = try await agent.putEvent(
            .make(), ticket: ticket.id, .moved(to: tracker.queue("Billing")))
        #expect(moved.ticket.topic == tracker.queue("Billing"))
        let error = await #expect(throws: HelpdeskError.self) {
            _ = try await customer.putEvent(
                .make(), ticket: ticket.id, .moved(to: tracker.queue("Telephony")))
        }
        #expect(error?.code == .forbidden)
        // And everybody reads in the timeline what happened.
        _ = try await agent.putEvent(.make(), ticket: ticket.id, .assigned(to: nil))
        for role in ["customer", "agent"] {
            var mirror = Mirror()
            try await mirror.catchUp(with: tracker.backend(role))
            let events = mirror.events.values.filter { $0.ticket == ticket.id }.sorted { $0.id < $1.id }
            #expect(events.map(\.kind) == [.created, .assigned, .moved])
            #expect(events[1].detail == "Alex Agent" && events[1].author.role.isStaff)
            #expect(events[2].topic == tracker.queue("Billing"))
        }
    }

    @Test("an agent is told whom a ticket can be handed to, a customer is not")
    func colleagues() async throws {
        let ticket = try await file("Кому передати").ticket
        let me = try await agent.me().user.id
        _ = try await agent.putEvent(.make(), ticket: ticket.id, .assigned(to: me))
        for (backend, isTold) in [(agent, true), (customer, false)] {
            var agents: Set<User.ID> = []
            var cursor: String?
            var hasMore = true
            while hasMore {
                let page = try #require(try await backend.changes(after: cursor, limit: 100, wait: 0))
                for case .agent(let agent) in page.changes { agents.insert(agent.id) }
                (cursor, hasMore) = (page.cursor, page.hasMore)
            }
            #expect(agents.contains(me) == isTold)
            #expect(agents.isDisjoint(with: ["Nobody", "RT_System"]))
        }
    }
}
