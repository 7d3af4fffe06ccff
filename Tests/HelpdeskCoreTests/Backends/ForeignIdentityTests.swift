import Foundation
import HelpdeskModels
import TestSupport
import Testing

@testable import HelpdeskCore

/// A backend that gives its own ids, and loses tickets.
struct ForeignIdentityTests {
    let folder: TemporaryFolder
    let store: Store
    private let there = Ticket.ID.make()

    init() async throws {
        folder = try TemporaryFolder()
        store = try Store(directory: folder.path + "/store")
        try await store.signIn(
            Account(url: "https://rt.example", user: Sample.me.user.id), me: Sample.me, desk: Sample.desk)
        try await store.apply(ChangePage(changes: [.topic(Sample.other)], cursor: "1", hasMore: false), after: nil)
    }

    @Test("A ticket keeps the id that it was written under, also if it was received before it was confirmed")
    func adoption() async throws {
        let here = try await store.queueTicket(Draft(topic: Topic.otherID, text: "Ticket"), origin: .tui)
        let item = try #require(try await store.takeNextDue())
        let message = message(.make(), "Ticket")
        try await store.apply(
            ChangePage(changes: [.message(message), .ticket(ticket)], cursor: "2", hasMore: false), after: "1")
        #expect(try await store.ticketIDs(TicketQuery()).count == 2)
        let draft = Draft(kind: .reply(there), text: "Also")
        try await store.saveDraft(draft)
        var changes = store.changes.makeAsyncIterator()
        try await store.confirm(item, TicketUpdate(ticket: ticket, messages: [message]))
        let change = try #require(await changes.next())
        #expect(change.touches(here) && change.touches(there) && change.lists && change.drafts == nil)
        #expect(try await store.drafts().map(\.kind) == [.reply(here)])
        #expect(try await store.ticketIDs(TicketQuery()) == [here])
        #expect(try await store.conversation(here)?.messages.map(\.message.text) == ["Ticket"])
        #expect(try await store.backendID(of: here) == there)

        let answer = self.message(.make(), "Answer")
        try await store.apply(ChangePage(changes: [.message(answer)], cursor: "3", hasMore: false), after: "2")
        #expect(try await store.conversation(here)?.messages.count == 2)
    }

    @Test("A ticket that is gone stays until what waits for it was tried; then refused words are a draft of a new one")
    func gone() async throws {
        try await store.apply(
            ChangePage(changes: [.message(message(.make(), "A")), .ticket(ticket)], cursor: "2", hasMore: false),
            after: "1")
        _ = try await store.queueReply(Draft(kind: .reply(there), text: "Unsent"), origin: .tui)
        let page = ChangePage(changes: [], cursor: "3", hasMore: false, gone: [there])
        try await store.apply(page, after: "2")
        #expect(try await store.conversation(there)?.messages.count == 2)
        let item = try #require(try await store.takeNextDue())
        try await store.park(item, error: HelpdeskError(.forbidden))
        #expect(try await store.conversation(there) == nil)
        let drafts = try await store.drafts()
        #expect(drafts.map(\.kind) == [.newTicket] && drafts.map(\.text) == ["Unsent"])
    }

    @Test("A filter finds a ticket under the id that it was written under, and none that is gone")
    func search() async throws {
        func found(_ filter: String) async throws -> [Ticket.ID] {
            try await store.ticketIDs(TicketQuery(filter: filter))
        }
        let here = try await store.queueTicket(Draft(topic: Topic.otherID, text: "Ticket"), origin: .tui)
        let item = try #require(try await store.takeNextDue())
        let first = message(.make(), "Umbrella")
        try await store.apply(
            ChangePage(changes: [.message(first), .ticket(ticket)], cursor: "2", hasMore: false), after: "1")
        try await store.confirm(item, TicketUpdate(ticket: ticket, messages: [first]))
        let answer = message(.make(), "Lantern")
        try await store.apply(ChangePage(changes: [.message(answer)], cursor: "3", hasMore: false), after: "2")
        #expect(try await found("umbrella lantern") == [here])

        try await store.apply(ChangePage(changes: [], cursor: "4", hasMore: false, gone: [there]), after: "3")
        var other = ticket
        other.id = .make()
        other.subject = "Other"
        try await store.apply(ChangePage(changes: [.ticket(other)], cursor: "5", hasMore: false), after: "4")
        #expect(try await found("umbrella").isEmpty)
        #expect(try await found("other") == [other.id])
        #expect(try await store.counts()[.all] == 1)
    }

    @Test("A try in which nothing was sent does not count as one")
    func notSettled() async throws {
        _ = try await store.queueTicket(Draft(topic: Topic.otherID, text: "Ticket"), origin: .tui)
        let first = try #require(try await store.takeNextDue())
        #expect(first.lastTry == nil)
        #expect(try await store.beginSending(first))
        try await store.postpone(first, for: .zero, error: HelpdeskError(.serverFailed))
        let second = try #require(try await store.takeNextDue())
        let sent = try #require(second.lastTry)
        #expect(try await store.beginSending(second))
        try await store.postpone(second, for: .zero, error: HelpdeskError(.notSettled))
        #expect(try await store.takeNextDue()?.lastTry == sent)
    }

    @Test("A try whose answer was lost counts from its end, and one that did not get through says nothing about it")
    func longTry() async throws {
        let clock = ManualClock()
        let store = try Store(directory: folder.path + "/timed", clock: clock.read, steady: clock.steady)
        try await store.signIn(
            Account(url: "https://rt.example", user: Sample.me.user.id), me: Sample.me, desk: Sample.desk)
        try await store.apply(ChangePage(changes: [.topic(Sample.other)], cursor: "1", hasMore: false), after: nil)
        _ = try await store.queueTicket(Draft(topic: Topic.otherID, text: "Ticket"), origin: .tui)
        let first = try #require(try await store.takeNextDue())
        #expect(try await store.beginSending(first))
        clock.advance(seconds: 90)
        try await store.release(first, error: HelpdeskError(.timedOut))
        let second = try #require(try await store.takeNextDue())
        #expect(second.lastTry == clock.now && second.mayHaveLeft)
        #expect(try await store.beginSending(second))
        try await store.release(second, error: HelpdeskError(.unreachable))
        #expect(try #require(try await store.takeNextDue()).mayHaveLeft)
        // The program ended in the middle of a try: nobody knows when that was over.
        try await store.requeueInterrupted()
        let third = try #require(try await store.takeNextDue())
        #expect(try await store.beginSending(third))
        clock.advance(seconds: 30)
        try await store.requeueInterrupted()
        #expect(try await store.takeNextDue()?.lastTry == clock.now)
    }

    @Test("What was perhaps sent is parked, and sent anew only if somebody says so")
    func perhapsSent() async throws {
        try await store.apply(ChangePage(changes: [.ticket(ticket)], cursor: "2", hasMore: false), after: "1")
        _ = try await store.queueReply(Draft(kind: .reply(there), text: "Reply"), origin: .tui)
        let item = try #require(try await store.takeNextDue())
        #expect(try await store.beginSending(item))
        try await store.park(item, error: HelpdeskError(.perhapsSent))
        #expect(try await store.takeNextDue() == nil)
        #expect(
            try await store.conversation(there)?.messages.last?.delivery == .failed(HelpdeskError(.perhapsSent)))
        try await store.retryFailed(there)
        #expect(try await store.takeNextDue()?.lastTry == nil)
    }

    private var ticket: Ticket {
        Ticket(
            id: there, number: 57, service: Sample.service.id, topic: Topic.otherID, subject: "Ticket", status: .new,
            author: Author(Sample.me.user), created: .now, updated: .now)
    }

    private func message(_ id: Message.ID, _ text: String) -> Message {
        Message(id: id, ticket: there, author: Author(Sample.me.user), origin: .rt, text: text, created: .now)
    }
}
