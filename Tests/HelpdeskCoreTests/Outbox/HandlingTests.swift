import HelpdeskModels
import TestSupport
import Testing

@testable import HelpdeskCore

struct HandlingTests {
    @Test("An assignment and a move show at once, are undone when discarded, and stay once confirmed")
    func staff() async throws {
        let desk = try Desk(Me(user: Sample.agent, service: nil))
        await desk.backend.addAgent()
        let ticket = await desk.backend.addTicket("A")
        _ = try await desk.engine.syncOnce()
        #expect(try await desk.store.deskSnapshot().agents == [Author(Sample.agent)])
        try await desk.store.queueAssignment(Sample.agent.id, ticket: ticket.id)
        try await desk.store.queueAssignment(Sample.agent.id, ticket: ticket.id)
        try await desk.store.queueMove("telephony", ticket: ticket.id)
        let conversation = try await desk.conversation(ticket.id)
        #expect(conversation.ticket.assignee == Author(Sample.agent))
        #expect(conversation.ticket.topic == "telephony")
        #expect(conversation.transitions.map(\.kind) == [.assigned, .moved])
        #expect(conversation.transitions.map(\.detail) == [Sample.agent.name, "telephony"])
        #expect(try await desk.subjects(TicketQuery(view: .mine)) == ["A"])
        #expect(try await desk.engine.syncOnce().sent == 2)
        #expect(await desk.backend.tickets[ticket.id]?.assignee == Author(Sample.agent))
        try await desk.store.queueMove(Topic.otherID, ticket: ticket.id)
        #expect(try await desk.conversation(ticket.id).ticket.topic == Topic.otherID)
        await desk.backend.failNext(.putEvent, with: HelpdeskError(.forbidden))
        #expect(try await desk.engine.syncOnce().failed == 1)
        #expect(try await desk.conversation(ticket.id).ticket.topic == "telephony")
        try await desk.store.discardFailed(ticket.id)
        try await desk.store.queueAssignment(nil, ticket: ticket.id)
        #expect(try await desk.conversation(ticket.id).ticket.assignee == nil)
        #expect(try await desk.engine.syncOnce().sent == 1)
        #expect(try await desk.subjects(TicketQuery(view: .mine)).isEmpty)
        await desk.backend.addAgent(isRetired: true)
        _ = try await desk.engine.syncOnce()
        #expect(try await desk.store.deskSnapshot().agents.isEmpty)
    }

    @Test("A rating waits beside the one that the desk has, a newer replaces it, and a bad one is refused")
    func rating() async throws {
        let desk = try Desk()
        let ticket = await desk.backend.addTicket("A", status: .resolved)
        _ = try await desk.engine.syncOnce()
        let error = await #expect(throws: HelpdeskError.self) {
            try await desk.store.queueRating(Rating(score: 6), ticket: ticket.id)
        }
        #expect(error?.violations.map(\.field) == ["score"])
        try await desk.store.queueRating(Rating(score: 2), ticket: ticket.id)
        try await desk.store.queueRating(Rating(score: 5, comment: "Дякую"), ticket: ticket.id)
        let pending = try await desk.conversation(ticket.id)
        #expect(pending.pendingRating == PendingRating(rating: Rating(score: 5, comment: "Дякую"), delivery: .queued))
        #expect(pending.rating == nil)
        #expect(try await desk.engine.syncOnce().sent == 1)
        let sent = try await desk.conversation(ticket.id)
        #expect(sent.pendingRating == nil)
        #expect(sent.rating?.score == 5)
    }

    @Test("A rating that the desk refuses is parked visibly and can be discarded")
    func refusedRating() async throws {
        let desk = try Desk()
        let ticket = await desk.backend.addTicket("A", status: .open)
        _ = try await desk.engine.syncOnce()
        try await desk.store.queueRating(Rating(score: 3), ticket: ticket.id)
        #expect(try await desk.engine.syncOnce().failed == 1)
        #expect(try await desk.conversation(ticket.id).pendingRating?.delivery == .failed(HelpdeskError(.conflict)))
        #expect(try await desk.engine.syncOnce().failed == 0)
        #expect(try await desk.store.parkedErrors() == [HelpdeskError(.conflict)])
        try await desk.store.discardFailed(ticket.id)
        #expect(try await desk.store.parkedErrors().isEmpty)
        #expect(try await desk.conversation(ticket.id).pendingRating == nil)
    }

    @Test("The next unread ticket is the one that waits longest, then the next, then the first again")
    func nextUnread() async throws {
        let desk = try Desk()
        var tickets: [Ticket] = []
        for subject in ["A", "B", "C", "D"] { tickets.append(await desk.backend.addTicket(subject)) }
        let (first, second, third) = (tickets[0].id, tickets[1].id, tickets[2].id)
        for id in [second, third, first] { await desk.backend.answer(id, "answer") }
        _ = try await desk.engine.syncOnce()
        let store = desk.store
        #expect(try await store.nextUnread(after: nil) == second)
        #expect(try await store.nextUnread(after: second) == third)
        #expect(try await store.nextUnread(after: first) == second)
        #expect(try await store.nextUnread(after: tickets[3].id) == second)
        try await store.queueReadMark(third, upTo: desk.clock.now)
        #expect(try await store.nextUnread(after: second) == first)
        #expect(try await store.nextUnread(after: third) == first)
        try await store.queueReadMark(first, upTo: desk.clock.now)
        #expect(try await store.nextUnread(after: second) == nil)
        #expect(try await store.nextUnread(after: second, orItself: true) == second)
    }

    @Test("Marked unread, the last message of others is unread again, here and at the desk")
    func unreadMark() async throws {
        let desk = try Desk()
        let ticket = await desk.backend.addTicket("A")
        let answer = await desk.backend.answer(ticket.id, "B")
        _ = try await desk.engine.syncOnce()
        try await desk.store.queueReadMark(ticket.id, upTo: answer.created)
        try await desk.queueReply("C", to: ticket.id)
        #expect(try await !desk.conversation(ticket.id).ticket.isUnread)
        try await desk.store.queueUnreadMark(ticket.id)
        #expect(try await desk.conversation(ticket.id).ticket.isUnread)
        _ = try await desk.engine.syncOnce()
        #expect(try await desk.conversation(ticket.id).ticket.isUnread)
        #expect(
            await desk.backend.readMarks.map(\.readUpTo) == [Timestamp(milliseconds: answer.created.milliseconds - 1)])
        let own = await desk.backend.addTicket("D", author: Sample.dispatcher)
        _ = try await desk.engine.syncOnce()
        try await desk.store.queueUnreadMark(own.id)
        #expect(try await !desk.conversation(own.id).ticket.isUnread)
    }

    @Test("A message that has just come is news, also in an unread ticket; one's own, and a mark set by hand, are not")
    func news() async throws {
        let desk = try Desk()
        let ticket = await desk.backend.addTicket("A")
        #expect(try await desk.store.counts().news == nil)
        await desk.backend.answer(ticket.id, "B")
        _ = try await desk.engine.syncOnce()
        let first = try #require(try await desk.store.counts().news)
        #expect(first.unread == first.last)

        await desk.backend.answer(ticket.id, "C")
        _ = try await desk.engine.syncOnce()
        let second = try #require(try await desk.store.counts().news)
        #expect(try await desk.store.counts().unread == 1)
        #expect(second.unread > first.last)

        let last = try #require(try await desk.conversation(ticket.id).messages.last?.message.created)
        try await desk.store.queueReadMark(ticket.id, upTo: last)
        #expect(try await desk.store.counts().news == .init(last: second.last, unread: 0))
        try await desk.store.queueUnreadMark(ticket.id)
        let marked = try #require(try await desk.store.counts().news)
        #expect(marked.unread > 0 && marked.unread <= second.last)

        try await desk.queueReply("D", to: ticket.id)
        _ = try await desk.engine.syncOnce()
        let own = try #require(try await desk.store.counts().news)
        #expect(own.unread <= second.last)
    }
}
