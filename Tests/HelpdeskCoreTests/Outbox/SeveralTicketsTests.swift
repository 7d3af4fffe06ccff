import HelpdeskModels
import TestSupport
import Testing

@testable import HelpdeskCore

@Suite("Changes of several tickets")
struct SeveralTicketsTests {
    private func desk(_ count: Int = 4) async throws -> (Desk, [Ticket.ID]) {
        let desk = try Desk(Me(user: Sample.agent, service: nil))
        await desk.backend.addAgent()
        var ids: [Ticket.ID] = []
        for number in 0..<count { ids.append(await desk.backend.addTicket("\(number)").id) }
        _ = try await desk.engine.syncOnce()
        return (desk, ids)
    }

    private func statuses(_ desk: Desk, _ ids: [Ticket.ID]) async throws -> [Ticket.Status] {
        try await desk.store.rows(ids).map(\.status)
    }

    @Test("Those that it is possible for change at once and together; the others are left out")
    func together() async throws {
        let (desk, ids) = try await desk()
        try await desk.store.queueTransition(.resolved, ticket: ids[1])
        let gone = Ticket.ID.make(at: desk.clock.now)
        #expect(try await desk.store.changeable(ids + [gone], by: .resolve) == [ids[0], ids[2], ids[3]])
        let queued = try await desk.store.queue(.resolve, tickets: ids + [gone])
        #expect(queued.tickets == [ids[0], ids[2], ids[3]])
        #expect(Set(queued.events).count == 3)
        #expect(try await statuses(desk, ids).allSatisfy { $0 == .resolved })
        #expect(try await desk.store.queue(.resolve, tickets: ids).tickets.isEmpty)
        #expect(try await desk.engine.syncOnce().sent == 4)
        #expect(try await desk.store.queue(.reopen, tickets: ids).tickets == ids)
        #expect(try await statuses(desk, ids).allSatisfy { $0 == .open })
    }

    @Test("Nothing is sent before the time to undo is over, and the undo takes back all of it")
    func undo() async throws {
        let (desk, ids) = try await desk()
        let queued = try await desk.store.queue(
            .assign(Sample.agent.id), tickets: ids, holdingFor: .seconds(10))
        #expect(try await desk.engine.syncOnce().sent == 0)
        #expect(try await desk.store.rows(ids).allSatisfy { $0.assignee?.id == Sample.agent.id })
        #expect(try await desk.store.cancelQueued(events: queued.events) == ids)
        #expect(try await desk.store.rows(ids).allSatisfy { $0.assignee == nil })
        desk.clock.advance(seconds: 11)
        #expect(try await desk.engine.syncOnce().sent == 0)
    }

    @Test("The undo says which had left already")
    func late() async throws {
        let (desk, ids) = try await desk(2)
        let first = try await desk.store.queue(.move("telephony"), tickets: [ids[0]])
        _ = try await desk.engine.syncOnce()
        let second = try await desk.store.queue(.move("telephony"), tickets: ids)
        #expect(second.tickets == [ids[1]])
        #expect(try await desk.store.cancelQueued(events: first.events + second.events) == [ids[1]])
        #expect(try await desk.store.rows(ids).map(\.topic) == ["telephony", Topic.otherID])
    }

    @Test("What the staff alone may do is refused to a customer, and no ticket changes")
    func customers() async throws {
        let desk = try Desk()
        let ticket = await desk.backend.addTicket("A")
        _ = try await desk.engine.syncOnce()
        for change in [TicketChange.assign(nil), .move("telephony")] {
            let error = await #expect(throws: HelpdeskError.self) {
                try await desk.store.queue(change, tickets: [ticket.id])
            }
            #expect(error?.code == .forbidden)
        }
        #expect(try await desk.store.queue(.resolve, tickets: [ticket.id]).tickets == [ticket.id])
    }

    @Test("Tickets of a topic that refuses the change are left out")
    func refusingTopic() async throws {
        let desk = try Desk()
        try await desk.store.signIn(
            Account(url: desk.backend.url, user: Sample.dispatcher.id), me: Sample.me, desk: Sample.desk)
        var topic = Sample.other
        topic.refused = [.resolved]
        let tickets = [await desk.backend.addTicket("A"), await desk.backend.addTicket("B", topic: "telephony")]
        try await desk.store.apply(
            ChangePage(changes: [.topic(topic)] + tickets.map(Change.ticket), cursor: "1", hasMore: false), after: nil)
        #expect(try await desk.store.changeable(tickets.map(\.id), by: .resolve) == [tickets[1].id])
    }
}
