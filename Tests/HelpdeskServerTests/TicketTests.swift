import Foundation
import HTTPTypes
import HelpdeskModels
import Testing

@testable import HelpdeskServer

@Suite struct TicketTests {
    let desk: TestDesk

    init() throws { desk = try TestDesk() }

    @Test func `a ticket is filed once, however often it is sent`() async throws {
        let (id, new) = (Ticket.ID.make(), desk.newTicket())
        let first = try await desk.put("/v1/tickets/\(id)", as: TestDesk.ann, new)
        desk.clock.advance(seconds: 60)
        let second = try await desk.put("/v1/tickets/\(id)", as: TestDesk.ann, new)
        #expect((first.status, second.status) == (201, 200))
        #expect(first.body == second.body)
        let update: TicketUpdate = try first.json()
        #expect(update.messages.map(\.text) == ["The line is silent."])
        #expect(update.events.map(\.kind) == [.created])
        let page: Page<Ticket> = try await desk.get("/v1/tickets", as: TestDesk.ann).json()
        #expect(page.items == [update.ticket])
    }

    @Test func `the same id with another body, or from another user, is a conflict`() async throws {
        let (id, new) = (Ticket.ID.make(), desk.newTicket())
        _ = try await desk.file(new, id: id)
        var other = new
        other.subject = "Something else"
        #expect(try await desk.put("/v1/tickets/\(id)", as: TestDesk.ann, other).problem == .conflict)
        #expect(try await desk.put("/v1/tickets/\(id)", as: TestDesk.ben, new).problem == .conflict)
        var reused = desk.newTicket()
        reused.messageID = new.messageID
        #expect(try await desk.put("/v1/tickets/\(Ticket.ID.make())", as: TestDesk.ann, reused).problem == .conflict)
    }

    @Test func `numbers count up, and the list is newest activity first by pages`() async throws {
        var tickets: [Ticket] = []
        for _ in 0..<5 { tickets.append(try await desk.file()) }
        #expect(tickets.map(\.number) == tickets.map(\.number).sorted())
        try await desk.write(in: tickets[1], as: TestDesk.greta)
        var (seen, next): ([Ticket.ID], String?) = ([], nil)
        repeat {
            let after = next.map { "&after=\($0)" } ?? ""
            let page: Page<Ticket> = try await desk.get("/v1/tickets?limit=2\(after)", as: TestDesk.ann).json()
            seen += page.items.map(\.id)
            next = page.next
        } while next != nil
        #expect(seen == [1, 4, 3, 2, 0].map { tickets[$0].id })
        let waiting: Page<Ticket> = try await desk.get("/v1/tickets?status=waiting,resolved", as: TestDesk.ann).json()
        #expect(waiting.items.map(\.id) == [tickets[1].id])
    }

    @Test func `what is wrong with a ticket is said by field`() async throws {
        var new = desk.newTicket(" ", text: "")
        new.topic = "nothing"
        let answer = try await desk.put("/v1/tickets/\(Ticket.ID.make())", as: TestDesk.ann, new)
        #expect(answer.problem == .invalid)
        let fields = try answer.json(Problem.self).violations?.map(\.field) ?? []
        #expect(Set(fields) == ["topic", "subject", "text"])
    }

    @Test func `a text with a null character is refused, because it could not be kept whole`() async throws {
        let new = desk.newTicket(text: "before\u{0}after")
        #expect(try await desk.put("/v1/tickets/\(Ticket.ID.make())", as: TestDesk.ann, new).problem == .invalid)
    }

    @Test func `an agent files for a service by name, a customer only for the own one`() async throws {
        var new = desk.newTicket()
        #expect(try await desk.put("/v1/tickets/\(Ticket.ID.make())", as: TestDesk.greta, new).problem == .invalid)
        new.service = TestDesk.valley.id
        #expect(try await desk.put("/v1/tickets/\(Ticket.ID.make())", as: TestDesk.ann, new).problem == .invalid)
        #expect(try await desk.put("/v1/tickets/\(Ticket.ID.make())", as: TestDesk.greta, new).status == 201)
        let page: Page<Ticket> = try await desk.get("/v1/tickets", as: TestDesk.vera).json()
        #expect(page.items.count == 1)
    }

    @Test(arguments: [
        ("{", "application/json", Problem.Kind.malformed),
        ("[]", "application/json", .malformed),
        (#"{"kind":5}"#, "application/json", .malformed),
        (#"{"kind":"created"}"#, "application/json", .malformed),
        (#"{"kind":"resolved","colour":"red"}"#, "application/json", .malformed),
        (#"{"kind":"\ud800"}"#, "application/json", .malformed),
        (#"{"kind":"resolved"}"#, "text/plain", .unsupportedMediaType),
    ])
    func `a body that is not what it should be is refused`(
        body: String, mediaType: String, kind: Problem.Kind
    ) async throws {
        let ticket = try await desk.file()
        let answer = try await desk.send(
            .put, "/v1/tickets/\(ticket.id)/events/\(Event.ID.make())", as: TestDesk.ann,
            headers: [.contentType: mediaType], body: Data(body.utf8))
        #expect(answer.problem == kind)
    }

    @Test func `an unknown field is named, deep inside too`() async throws {
        let body = """
            {"topic":"other","subject":"S","fields":[],"messageID":"\(Message.ID.make())",
            "message":{"origin":"cli","text":"T","attachments":[],"isInternal":false,"colour":1}}
            """
        let answer = try await desk.send(
            .put, "/v1/tickets/\(Ticket.ID.make())", as: TestDesk.ann, headers: [.contentType: "application/json"],
            body: Data(body.utf8))
        #expect(answer.problem == .malformed)
        #expect(try answer.json(Problem.self).detail?.contains("message.colour") == true)
    }

    @Test func `a body over the limit is refused`() async throws {
        let answer = try await desk.send(
            .put, "/v1/tickets/\(Ticket.ID.make())", as: TestDesk.ann, headers: [.contentType: "application/json"],
            body: Data(repeating: 0x20, count: Limits.requestBodySize + 1))
        #expect(answer.problem == .tooLarge)
    }

    @Test func `an unknown address is not found, a wrong method is said with the right ones`() async throws {
        #expect(try await desk.get("/v1/nothing", as: TestDesk.ann).problem == .notFound)
        #expect(try await desk.get("/v1/tickets/not-a-uuid", as: TestDesk.ann).problem == .notFound)
        let answer = try await desk.send(.delete, "/v1/tickets/\(Ticket.ID.make())", as: TestDesk.ann)
        #expect(answer.problem == .methodNotAllowed)
        #expect(answer.headers[.allow] == "GET, HEAD, PUT")
        #expect(try await desk.send(.head, "/v1/tickets/\(Ticket.ID.make())", as: TestDesk.ann).body.isEmpty)
    }

    @Test(arguments: ["limit=0", "limit=-3", "limit=many", "status=lost", "status=,", "status=new,", "after=nowhere"])
    func `a parameter that makes no sense is malformed`(query: String) async throws {
        #expect(try await desk.get("/v1/tickets?\(query)", as: TestDesk.ann).problem == .malformed)
    }
}
