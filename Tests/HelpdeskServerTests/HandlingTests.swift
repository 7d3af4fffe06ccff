import Foundation
import HTTPTypes
import HelpdeskDesk
import HelpdeskModels
import Testing

@testable import DeskStorage
@testable import HelpdeskServer

@Suite struct HandlingTests {
    let desk: TestDesk

    init() throws { desk = try TestDesk() }

    private func agents(in changes: [Change]) -> [Agent] {
        changes.compactMap { change in if case .agent(let agent) = change { agent } else { nil } }
    }

    @Test func `an agent assigns a ticket to somebody and to nobody, and everybody is told`()
        async throws
    {
        let ticket = try await desk.file()
        let greta = Author(TestDesk.greta)
        let assigned: TicketUpdate = try await desk.ask(
            .assigned(to: greta.id), for: ticket, as: TestDesk.greta
        ).json()
        #expect(assigned.ticket.assignee == greta)
        #expect(assigned.events.map(\.kind) == [.assigned])
        #expect(assigned.events.map(\.detail) == ["Greta"])
        #expect(assigned.ticket.updated == assigned.events.first?.created)
        let seen = try await desk.changes(as: TestDesk.ann).changes.compactMap { change in
            if case .ticket(let ticket) = change { ticket } else { nil }
        }
        #expect(seen == [assigned.ticket])
        let again = try await desk.ask(.assigned(to: greta.id), for: ticket, as: TestDesk.greta)
        #expect(again.status == 200)
        #expect(try again.json(TicketUpdate.self).events.isEmpty)
        let nobody: TicketUpdate = try await desk.ask(.assigned(to: nil), for: ticket, as: TestDesk.greta).json()
        #expect(nobody.ticket.assignee == nil)
        #expect(nobody.events.map(\.detail) == [nil])
    }

    @Test func `an agent moves a ticket to a topic that takes tickets`() async throws {
        let title = LocalizedText([.english: "Maps"])
        try desk.helpdesk.addTopic(
            Topic(id: "maps", title: title, recommendation: LocalizedText([:]), order: 1))
        try desk.helpdesk.addTopic(
            Topic(id: "old", title: title, recommendation: LocalizedText([:]), order: 2, isRetired: true))
        let ticket = try await desk.file()
        let moved: TicketUpdate = try await desk.ask(.moved(to: "maps"), for: ticket, as: TestDesk.greta).json()
        #expect(moved.ticket.topic == "maps")
        #expect(moved.events.map(\.topic) == ["maps"])
        #expect(moved.events.map(\.detail) == ["Maps"])
        let events: Page<Event> = try await desk.get("/v1/tickets/\(ticket.id)/events", as: TestDesk.ann).json()
        #expect(events.items.last == moved.events.first)
        for (event, field) in [(NewEvent.moved(to: "old"), "topic"), (.moved(to: "nowhere"), "topic")] {
            let answer = try await desk.ask(event, for: ticket, as: TestDesk.greta)
            #expect(try answer.json(Problem.self).violations == [Violation(field: field, code: .unknown)])
        }
    }

    @Test func `customers neither assign nor move, and learn nothing of the staff`() async throws {
        let ticket = try await desk.file()
        for event in [NewEvent.assigned(to: nil), .assigned(to: TestDesk.greta.id), .moved(to: Topic.otherID)] {
            #expect(try await desk.ask(event, for: ticket, as: TestDesk.ann).problem == .forbidden)
        }
        #expect(try await desk.get("/v1/agents", as: TestDesk.ann).problem == .forbidden)
        #expect(try await agents(in: desk.changes(as: TestDesk.ann).changes).isEmpty)
    }

    @Test func `only somebody of the staff in office can be assigned`() async throws {
        let ticket = try await desk.file()
        try desk.helpdesk.addUser(User(id: "hugo", name: "Hugo", role: .admin, service: nil))
        try desk.helpdesk.retireUser("hugo")
        for id in ["hugo", TestDesk.ann.id, "nobody"] {
            let answer = try await desk.ask(.assigned(to: id), for: ticket, as: TestDesk.greta)
            #expect(try answer.json(Problem.self).violations == [Violation(field: "assignee", code: .unknown)])
        }
    }

    @Test func `a request with what its kind has no use for is refused`() async throws {
        let ticket = try await desk.file()
        for body in [
            #"{"kind":"resolved","topic":"other"}"#, #"{"kind":"reopened","assignee":"greta"}"#,
            #"{"kind":"assigned","assignee":"greta","topic":"other"}"#, #"{"kind":"moved"}"#,
            #"{"kind":"moved","topic":"other","assignee":"greta"}"#,
        ] {
            let answer = try await desk.send(
                .put, "/v1/tickets/\(ticket.id)/events/\(Event.ID.make())", as: TestDesk.greta,
                headers: [.contentType: "application/json"], body: Data(body.utf8))
            #expect(answer.problem == .invalid, "\(body)")
        }
    }

    @Test func `the id of an assignment acts once, and stands for that assignment only`() async throws {
        let ticket = try await desk.file()
        let id = Event.ID.make()
        let first = try await desk.ask(.assigned(to: TestDesk.greta.id), for: ticket, as: TestDesk.greta, id: id)
        #expect(first.status == 201)
        try await desk.ask(.assigned(to: nil), for: ticket, as: TestDesk.greta)
        let late = try await desk.ask(.assigned(to: TestDesk.greta.id), for: ticket, as: TestDesk.greta, id: id)
        #expect(late.status == 200)
        #expect(try late.json(TicketUpdate.self).ticket.assignee == nil)
        #expect(try late.json(TicketUpdate.self).events == first.json(TicketUpdate.self).events)
        for other in [NewEvent.assigned(to: nil), .moved(to: Topic.otherID)] {
            #expect(try await desk.ask(other, for: ticket, as: TestDesk.greta, id: id).problem == .conflict)
        }
    }

    @Test func `the staff is listed and told of in the feed, until somebody retires`() async throws {
        func listed() async throws -> [Agent] {
            try await desk.get("/v1/agents", as: TestDesk.greta).json(Page<Agent>.self).items
        }
        let helpdesk = desk.helpdesk
        try helpdesk.addUser(User(id: "hugo", name: "Hugo", role: .admin, service: nil))
        try helpdesk.renameUser("hugo", to: "Hugh")
        let hugh = Agent(id: "hugo", name: "Hugh", role: .admin)
        #expect(try await listed() == [Agent(id: "greta", name: "Greta", role: .agent), hugh])
        let (changes, cursor) = try await desk.changes(as: TestDesk.greta)
        #expect(agents(in: changes).map(\.name) == ["Greta", "Hugh"])
        try helpdesk.renameUser(TestDesk.ann.id, to: "Anna")
        try helpdesk.retireUser("hugo")
        let news = try await desk.changes(as: TestDesk.greta, after: cursor).changes
        #expect(agents(in: news) == [Agent(id: "hugo", name: "Hugh", role: .admin, isRetired: true)])
        #expect(try await listed().map(\.id) == ["greta"])
    }

    @Test func `a customer rates a resolved ticket, and the last word counts`()
        async throws
    {
        let ticket = try await desk.file()
        #expect(try await desk.rate(ticket, 5, as: TestDesk.ann).problem == .conflict)
        try await desk.ask(.resolved, for: ticket, as: TestDesk.greta)
        #expect(try await desk.rate(ticket, 5, as: TestDesk.greta).problem == .forbidden)
        let first: TicketUpdate = try await desk.rate(ticket, 2, "Slow", as: TestDesk.ann).json()
        #expect(first.ticket.rating == Rating(score: 2, comment: "Slow"))
        #expect(first.ticket.status == .resolved)
        let second: TicketUpdate = try await desk.rate(ticket, 4, as: TestDesk.ben).json()
        #expect(second.ticket.rating == Rating(score: 4))
        let cursor = try await desk.changes(as: TestDesk.greta).cursor
        let same: TicketUpdate = try await desk.rate(ticket, 4, as: TestDesk.ben).json()
        #expect(same == second)
        #expect(try await desk.changes(as: TestDesk.greta, after: cursor).changes.isEmpty)
        let reopened: TicketUpdate = try await desk.ask(.reopened, for: ticket, as: TestDesk.ann).json()
        #expect(reopened.ticket.rating == Rating(score: 4))
    }

    @Test func `a rating beyond its limits is refused`() async throws {
        let ticket = try await desk.file()
        try await desk.ask(.resolved, for: ticket, as: TestDesk.ann)
        for (score, comment, violation) in [
            (0, "", Violation(field: "score", code: .malformed)), (6, "", Violation(field: "score", code: .malformed)),
            (3, String(repeating: "a", count: 501), Violation(field: "comment", code: .tooLong, limit: 500)),
            (3, "a\u{0}", Violation(field: "comment", code: .malformed)),
        ] {
            let answer = try await desk.rate(ticket, score, comment, as: TestDesk.ann)
            #expect(try answer.json(Problem.self).violations == [violation])
        }
    }
}
