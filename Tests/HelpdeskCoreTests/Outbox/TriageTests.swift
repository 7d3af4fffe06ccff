import HelpdeskModels
import TestSupport
import Testing

@testable import HelpdeskCore

struct TriageTests {
    private func staff() throws -> Desk { try Desk(Me(user: Sample.agent, service: nil)) }

    private func priority(_ word: Ticket.Priority) -> TicketQuery {
        var query = TicketQuery()
        query.conditions.priorities = [word]
        return query
    }

    @Test("A priority shows at once, is undone when discarded, and stays once confirmed")
    func priority() async throws {
        let desk = try Desk()
        let ticket = await desk.backend.addTicket("A")
        _ = try await desk.engine.syncOnce()
        try await desk.store.queuePriority(.urgent, ticket: ticket.id)
        try await desk.store.queuePriority(.urgent, ticket: ticket.id)
        #expect(try await desk.conversation(ticket.id).ticket.priority == .urgent)
        #expect(try await desk.conversation(ticket.id).transitions.map(\.kind) == [.prioritised])
        #expect(try await desk.subjects(priority(.urgent)) == ["A"])
        #expect(try await desk.subjects(priority(.normal)).isEmpty)
        #expect(try await desk.engine.syncOnce().sent == 1)
        #expect(await desk.backend.tickets[ticket.id]?.priority == .urgent)
        let violation = Violation(field: "priority", code: .tooMany, limit: 3, again: .now)
        await desk.backend.failNext(.putEvent, with: HelpdeskError(.invalid, violations: [violation]))
        try await desk.store.queuePriority(.normal, ticket: ticket.id)
        #expect(try await desk.conversation(ticket.id).ticket.priority == .normal)
        #expect(try await desk.engine.syncOnce().failed == 1)
        #expect(try await desk.conversation(ticket.id).ticket.priority == .urgent)
    }

    @Test("Urgent tickets come first for specialists in their views, in any order, and in no other view")
    func urgentFirst() async throws {
        let desk = try staff()
        let old = await desk.backend.addTicket("B")
        await desk.backend.addTicket("A")
        _ = try await desk.engine.syncOnce()
        try await desk.store.queuePriority(.urgent, ticket: old.id)
        _ = try await desk.engine.syncOnce()
        await desk.backend.addTicket("C")
        _ = try await desk.engine.syncOnce()
        for view in [TicketView.waiting, .unassigned] {
            #expect(try await desk.subjects(TicketQuery(view: view)) == ["B", "C", "A"])
            let bySubject = TicketQuery(view: view, sort: TicketSort(column: .subject, isAscending: true))
            #expect(try await desk.subjects(bySubject) == ["B", "A", "C"])
        }
        #expect(try await desk.subjects(TicketQuery(view: .all)) == ["C", "B", "A"])
    }

    @Test("Who waits longest comes first in the view, and last in the other direction")
    func waiting() async throws {
        let desk = try staff()
        func ticket(_ number: Int, _ subject: String, since: Int64?) -> Change {
            .ticket(
                Ticket(
                    id: .make(), number: number, service: Sample.service.id, topic: Topic.otherID, subject: subject,
                    status: .open, author: Author(Sample.colleague), created: .now, updated: .now,
                    waitingSince: since.map(Timestamp.init(milliseconds:))))
        }
        _ = try await desk.engine.syncOnce()
        let cursor = try await desk.store.cursor()
        let page = ChangePage(
            changes: [
                ticket(1, "late", since: 3000), ticket(2, "answered", since: nil), ticket(3, "early", since: 1000),
            ],
            cursor: "next", hasMore: false)
        try await desk.store.apply(page, after: cursor)
        #expect(try await desk.subjects(TicketQuery(view: .waitingLongest)) == ["early", "late"])
        #expect(try await desk.store.counts()[.waitingLongest] == 2)
        let sort = TicketSort(column: .waiting, isAscending: false)
        #expect(try await desk.subjects(TicketQuery(sort: sort)) == ["late", "early", "answered"])
        // An answer shows at once that nobody waits any more.
        let id = try #require(try await desk.store.ticketID(number: 3))
        try await desk.queueReply("готово", to: id)
        #expect(try await desk.subjects(TicketQuery(view: .waitingLongest)) == ["late"])
    }

    @Test("Messages that move are held once, in the other ticket, and found there")
    func merging() async throws {
        let desk = try staff()
        let target = await desk.backend.addTicket("target")
        let duplicate = await desk.backend.addTicket("duplicate")
        await desk.backend.answer(duplicate.id, "папороть", file: .init([1, 2, 3]), named: "fern.txt")
        _ = try await desk.engine.syncOnce()
        #expect(try await desk.subjects(TicketQuery(filter: "папороть")) == ["duplicate"])
        try await desk.store.queueMerge(duplicate.id, into: target.id)
        #expect(try await desk.conversation(duplicate.id).ticket.status == .resolved)
        _ = try await desk.engine.syncOnce()
        let old = try await desk.conversation(duplicate.id)
        #expect(old.messages.isEmpty && old.ticket.mergedInto == target.id && old.ticket.attachmentCount == 0)
        let new = try await desk.conversation(target.id)
        #expect(new.messages.map(\.message.text) == ["папороть"] && new.ticket.attachmentCount == 1)
        #expect(try await desk.subjects(TicketQuery(filter: "папороть")) == ["target"])
        #expect(try await desk.store.mergeTarget(of: duplicate.id) == target.id)
        #expect(try await desk.store.mergeTarget(of: target.id) == target.id)
        #expect(try await desk.store.mergeCandidates(of: target.id).isEmpty)
    }

    @Test("A ticket is not merged into itself, into a merged one, or into another service's")
    func refusedMerges() async throws {
        let desk = try staff()
        let first = await desk.backend.addTicket("1")
        let second = await desk.backend.addTicket("2")
        let third = await desk.backend.addTicket("3")
        _ = try await desk.engine.syncOnce()
        try await desk.store.queueMerge(first.id, into: second.id)
        _ = try await desk.engine.syncOnce()
        for (ticket, target) in [(third.id, third.id), (third.id, first.id), (first.id, third.id), (third.id, .make())]
        {
            let error = await #expect(throws: HelpdeskError.self) {
                try await desk.store.queueMerge(ticket, into: target)
            }
            #expect(error?.code == .invalid)
        }
    }
}
