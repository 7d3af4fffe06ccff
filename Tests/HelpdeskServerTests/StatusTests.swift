import HelpdeskModels
import Testing

@testable import HelpdeskServer

@Suite struct StatusTests {
    let desk: TestDesk

    init() throws { desk = try TestDesk() }

    private func status(_ ticket: Ticket) async throws -> Ticket.Status {
        try await desk.get("/v1/tickets/\(ticket.id)", as: TestDesk.ann).json(Ticket.self).status
    }

    @Test func `an answer makes a ticket wait, a reply opens it, and a message reopens a resolved one`() async throws {
        let ticket = try await desk.file()
        #expect(ticket.status == .new)
        try await desk.write(in: ticket, as: TestDesk.ann)
        #expect(try await status(ticket) == .new)

        let answer: TicketUpdate = try await desk.write(in: ticket, as: TestDesk.greta).json()
        #expect(answer.ticket.status == .waiting)
        #expect(answer.events.map(\.kind) == [.answered])
        let more: TicketUpdate = try await desk.write(in: ticket, as: TestDesk.greta).json()
        #expect(more.events.isEmpty)

        let reply: TicketUpdate = try await desk.write(in: ticket, as: TestDesk.ben).json()
        #expect(reply.ticket.status == .open)
        #expect(reply.events.isEmpty)

        let resolved: TicketUpdate = try await desk.ask(.resolved, for: ticket, as: TestDesk.ann).json()
        #expect(resolved.ticket.resolved == resolved.events.first?.created)
        let word: TicketUpdate = try await desk.write(in: ticket, as: TestDesk.greta).json()
        #expect(word.ticket.status == .resolved)

        let again: TicketUpdate = try await desk.write(in: ticket, as: TestDesk.ann).json()
        #expect(again.ticket.status == .open)
        #expect(again.ticket.resolved == nil)
        #expect(again.events.map(\.kind) == [.reopened])

        let events: Page<Event> = try await desk.get("/v1/tickets/\(ticket.id)/events", as: TestDesk.ann).json()
        #expect(events.items.map(\.kind) == [.created, .answered, .resolved, .reopened])
    }

    @Test func `a late repetition of a request never acts again`() async throws {
        let ticket = try await desk.file()
        let id = Event.ID.make()
        let first = try await desk.ask(.resolved, for: ticket, as: TestDesk.ann, id: id)
        #expect(first.status == 201)
        try await desk.ask(.reopened, for: ticket, as: TestDesk.greta)
        let late = try await desk.ask(.resolved, for: ticket, as: TestDesk.ann, id: id)
        #expect(late.status == 200)
        #expect(try late.json(TicketUpdate.self).events == first.json(TicketUpdate.self).events)
        #expect(try await status(ticket) == .open)
    }

    @Test func `asking for what already is changes nothing, and is remembered`() async throws {
        let ticket = try await desk.file()
        let id = Event.ID.make()
        let answer = try await desk.ask(.reopened, for: ticket, as: TestDesk.ann, id: id)
        #expect(answer.status == 200)
        #expect(try answer.json(TicketUpdate.self) == TicketUpdate(ticket: ticket))
        try await desk.ask(.resolved, for: ticket, as: TestDesk.greta)
        try await desk.ask(.reopened, for: ticket, as: TestDesk.ann, id: id)
        #expect(try await status(ticket) == .resolved)
        #expect(try await desk.ask(.resolved, for: ticket, as: TestDesk.ann, id: id).problem == .conflict)
    }

    @Test func `a message is stored once, and its repetition gets the same events`() async throws {
        let ticket = try await desk.file()
        let id = Message.ID.make()
        let first = try await desk.write("Try again, please.", in: ticket, as: TestDesk.greta, id: id)
        let second = try await desk.write("Try again, please.", in: ticket, as: TestDesk.greta, id: id)
        #expect((first.status, second.status) == (201, 200))
        #expect(first.body == second.body)
        #expect(try await desk.write("Else", in: ticket, as: TestDesk.greta, id: id).problem == .conflict)
        let other = try await desk.file()
        #expect(try await desk.write("Try again, please.", in: other, as: TestDesk.greta, id: id).problem == .conflict)
    }

    @Test func `no two messages of a ticket are created at the same moment`() async throws {
        let ticket = try await desk.file()
        for number in 0..<5 {
            _ = try await desk.put(
                "/v1/tickets/\(ticket.id)/messages/\(Message.ID.make())", as: TestDesk.ann,
                NewMessage(origin: .cli, text: "\(number)"))
        }
        let page: Page<Message> = try await desk.get("/v1/tickets/\(ticket.id)/messages", as: TestDesk.ann).json()
        let times = page.items.map(\.created)
        #expect(Set(times).count == 6)
        #expect(times == times.sorted())
        let now: Ticket = try await desk.get("/v1/tickets/\(ticket.id)", as: TestDesk.ann).json()
        #expect(now.updated == times.last)
    }

    @Test func `a read mark is each user's own, and the last one counts`() async throws {
        let ticket = try await desk.file()
        let path = "/v1/tickets/\(ticket.id)/read"
        #expect(try await desk.get(path, as: TestDesk.ann).json(ReadMark.self).readUpTo.milliseconds == 0)
        for offset in [10.0, 5.0] {
            let mark = ReadMark(ticket: ticket.id, readUpTo: ticket.created.adding(seconds: offset))
            #expect(try await desk.put(path, as: TestDesk.ann, mark).json(ReadMark.self) == mark)
        }
        func marks(_ user: User) async throws -> [ReadMark] {
            try await desk.changes(as: user).changes.compactMap { change in
                if case .readMark(let mark) = change { mark } else { nil }
            }
        }
        #expect(try await marks(TestDesk.ann).map(\.readUpTo) == [ticket.created.adding(seconds: 5)])
        #expect(try await desk.get(path, as: TestDesk.ann).json(ReadMark.self) == marks(TestDesk.ann).first)
        #expect(try await desk.get(path, as: TestDesk.ben).json(ReadMark.self).readUpTo.milliseconds == 0)
        #expect(try await marks(TestDesk.ben).isEmpty)
        #expect(try await marks(TestDesk.greta).isEmpty)
        let wrong = ReadMark(ticket: .make(), readUpTo: .now)
        #expect(try await desk.put(path, as: TestDesk.ann, wrong).problem == .invalid)
    }
}
