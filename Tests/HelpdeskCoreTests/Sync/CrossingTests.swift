import Foundation
import HelpdeskModels
import TestSupport
import Testing

@testable import HelpdeskCore

/// Pages of changes and answers to requests that cross on the way.
@Suite(.timeLimit(.minutes(2)))
struct CrossingTests {
    let desk: Desk
    let ticket: Ticket

    init() async throws {
        desk = try Desk()
        ticket = await desk.backend.addTicket("A")
        await desk.backend.addTicket("B")
        _ = try await desk.engine.syncOnce()
    }

    private func page(_ changes: Change...) -> ChangePage {
        ChangePage(changes: changes, cursor: "next", hasMore: false)
    }

    private func resolve() async throws {
        #expect(try await desk.store.queueTransition(.resolved, ticket: ticket.id))
        var report = SyncReport()
        try await desk.engine.pushDue(&report)
        #expect(report.sent == 1)
    }

    private func later(_ change: (inout Ticket) -> Void = { _ in }) -> Ticket {
        var ticket = ticket
        ticket.updated = ticket.updated.adding(seconds: 3600)
        change(&ticket)
        return ticket
    }

    @Test("A page that was asked for before an answer about its ticket came is asked for again")
    func olderPage() async throws {
        let place = try await desk.store.place()
        try await resolve()
        let event = Event(
            id: .make(), ticket: ticket.id, kind: .answered, author: ticket.author, created: ticket.created)
        let mark = ReadMark(ticket: ticket.id, readUpTo: ticket.created)
        for change: Change in [.ticket(ticket), .event(event), .readMark(mark)] {
            #expect(try await !desk.store.apply(page(change), after: place.cursor, asked: place.turn))
        }
        #expect(try await desk.conversation(ticket.id).ticket.status == .resolved)
        #expect(try await desk.store.cursor() == place.cursor)
        let now = try await desk.store.place()
        #expect(try await desk.store.apply(page(.event(event)), after: now.cursor, asked: now.turn))
    }

    @Test("A page about other tickets is taken although an answer came")
    func otherPage() async throws {
        let place = try await desk.store.place()
        try await resolve()
        let service = Service(id: "other", name: "Other")
        let other = await desk.backend.addTicket("C")
        let page = page(.service(service), .ticket(other))
        #expect(try await desk.store.apply(page, after: place.cursor, asked: place.turn))
        #expect(try await desk.subjects().contains("C"))
    }

    @Test("Of an answer that is older than a page only what is missing is stored")
    func olderAnswer() async throws {
        try await desk.queueReply("Hello", to: ticket.id)
        let item = try #require(try await desk.store.takeNextDue())
        let cursor = try await desk.store.cursor()
        #expect(try await desk.store.apply(page(.ticket(later { $0.status = .resolved })), after: cursor))
        let message = Message(
            id: Message.ID(item.id), ticket: ticket.id, author: ticket.author, origin: .tui, text: "Hello",
            attachments: [], created: ticket.created)
        var answered = ticket
        answered.status = .open
        try await desk.store.confirm(item, TicketUpdate(ticket: answered, messages: [message]))
        let conversation = try await desk.conversation(ticket.id)
        #expect(conversation.ticket.status == .resolved)
        #expect(conversation.messages.map(\.message.text).contains("Hello"))
        #expect(try await desk.store.outboxCounts().waiting == 0)
    }

    @Test("An answer that is newer than a page replaces what the page brought")
    func newerAnswer() async throws {
        #expect(try await desk.store.queueTransition(.resolved, ticket: ticket.id))
        let item = try #require(try await desk.store.takeNextDue())
        let cursor = try await desk.store.cursor()
        #expect(try await desk.store.apply(page(.ticket(ticket)), after: cursor))
        let resolved = later { ticket in
            ticket.status = .resolved
            ticket.resolved = ticket.updated
        }
        try await desk.store.confirm(item, TicketUpdate(ticket: resolved))
        #expect(try await desk.conversation(ticket.id).ticket.status == .resolved)
    }

    @Test("A read mark that a page brought while an own one was on its way stays")
    func mark() async throws {
        try await desk.store.queueReadMark(ticket.id, upTo: ticket.created)
        let item = try #require(try await desk.store.takeNextDue())
        let newer = ReadMark(ticket: ticket.id, readUpTo: ticket.created.adding(seconds: 60))
        let cursor = try await desk.store.cursor()
        #expect(try await desk.store.apply(page(.readMark(newer)), after: cursor))
        try await desk.store.confirm(item, ReadMark(ticket: ticket.id, readUpTo: ticket.created))
        #expect(try await desk.conversation(ticket.id).readUpTo == newer.readUpTo)
    }
}
