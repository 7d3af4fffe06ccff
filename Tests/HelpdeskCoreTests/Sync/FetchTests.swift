import Foundation
import HelpdeskModels
import TestSupport
import Testing

@testable import HelpdeskCore

/// Single tickets that are asked for while the feed goes on.
@Suite(.timeLimit(.minutes(2)))
struct FetchTests {
    let desk: Desk
    /// Outside of what the feed brings.
    let old: Ticket.ID

    init() async throws {
        desk = try Desk()
        old = await desk.backend.addTicket("Стара").id
        await desk.backend.answer(old, "давня відповідь", file: Data("x".utf8), named: "схема.pdf")
        await desk.backend.leaveOut(old)
        await desk.backend.addTicket("Нова")
        _ = try await desk.engine.syncOnce()
    }

    @Test("A ticket that the feed does not bring is here after it was fetched, with all that is in it, and is found")
    func fetching() async throws {
        #expect(try await desk.subjects() == ["Нова"])
        _ = try await desk.backend.putEvent(.make(), ticket: old, NewEvent(kind: .resolved))
        await desk.backend.leaveOut(old)
        #expect(try await desk.engine.fetch(old) == old)
        let conversation = try await desk.conversation(old)
        #expect(conversation.messages.map(\.message.text) == ["давня відповідь"])
        #expect(conversation.messages.flatMap(\.message.attachments).map(\.name) == ["схема.pdf"])
        #expect(conversation.events.map(\.kind) == [.resolved])
        #expect(try await desk.subjects(TicketQuery(filter: "СХЕМА відп")) == ["Стара"])
        // A second time changes nothing.
        try await desk.engine.fetch(old)
        #expect(try await desk.conversation(old).messages.count == 1)
        #expect(try await desk.subjects(TicketQuery(filter: "схема")) == ["Стара"])
    }

    @Test("What was fetched is no news, and read as far as it was read elsewhere")
    func readMark() async throws {
        let before = try await desk.store.counts()
        let unread = await desk.backend.addTicket("Непрочитана").id
        await desk.backend.answer(unread, "ще ніхто не читав")
        await desk.backend.leaveOut(unread)
        try await desk.engine.fetch(unread)
        let after = try await desk.store.counts()
        #expect(after.unread == before.unread + 1)
        #expect(try #require(after.news).last == before.news?.last)

        _ = try await desk.backend.putReadMark(ReadMark(ticket: old, readUpTo: desk.clock.now.adding(seconds: 60)))
        await desk.backend.leaveOut(old)
        try await desk.engine.fetch(old)
        #expect(try await desk.store.counts().unread == before.unread + 1)
    }

    @Test("If the feed moves on between the answer and the store, the ticket is asked for again")
    func older() async throws {
        let (backend, other, old) = (desk.backend, try desk.restarted(), old)
        await backend.doMeanwhile {
            await backend.doMeanwhile(nil)
            await backend.rename(old, "Інша назва")
            await backend.answer(old, "нова відповідь")
            // Another program with the same store.
            _ = try await other.engine.syncOnce()
        }
        try await desk.engine.fetch(old)
        #expect(try await desk.conversation(old).ticket.subject == "Інша назва")
        #expect(try await desk.conversation(old).messages.map(\.message.text) == ["давня відповідь", "нова відповідь"])
        #expect(await backend.count(of: .ticket) == 2)
    }

    @Test("A ticket that was erased between the answer and the store does not come back")
    func erased() async throws {
        let (backend, other, old) = (desk.backend, try desk.restarted(), old)
        await backend.doMeanwhile {
            await backend.erase(old)
            _ = try await other.engine.syncOnce()
        }
        let error = await #expect(throws: HelpdeskError.self) { try await desk.engine.fetch(old) }
        #expect(error?.code == .notFound)
        #expect(try await desk.subjects() == ["Нова"])
    }

    @Test("The answer to what was sent meanwhile is not replaced by an older ticket")
    func sentMeanwhile() async throws {
        let before = try #require(await desk.backend.tickets[old])
        try await desk.engine.fetch(old)
        var newer = before
        newer.status = .resolved
        newer.updated = before.updated.adding(seconds: 1)
        let update = TicketUpdate(ticket: newer)
        try await desk.store.write { database in
            var writer = try ChangeWriter(database)
            try writer.write(update, asked: .max)
        }
        let cursor = try await desk.store.cursor()
        #expect(try await desk.store.keep(WholeTicket(ticket: before), askedForAt: cursor) == old)
        #expect(try await desk.conversation(old).ticket.status == .resolved)
        #expect(try await desk.store.keep(WholeTicket(ticket: newer), askedForAt: "elsewhere") == nil)
    }

    @Test("This program's own feed waits for a ticket that was overtaken once")
    func holding() async throws {
        let (backend, engine, old) = (desk.backend, desk.engine, old)
        await backend.doMeanwhile {
            await backend.addTicket("Ще одна")
            let asked = await backend.count(of: .changes)
            let sync = Task { try await engine.syncOnce() }
            // Where the feed waits, it has asked; otherwise it ends and has moved.
            if await engine.fetchesHoldingFeed == 0 {
                _ = try await sync.value
            } else {
                while await backend.count(of: .changes) == asked { await Task.yield() }
            }
        }
        try await engine.fetch(old)
        #expect(await backend.count(of: .ticket) == 2)
    }

    @Test("While another program receives all the time, it gives up and says so")
    func overtaken() async throws {
        let (backend, other) = (desk.backend, try desk.restarted())
        await backend.doMeanwhile {
            await backend.addTicket("Ще одна")
            _ = try await other.engine.syncOnce()
        }
        let error = await #expect(throws: HelpdeskError.self) { try await desk.engine.fetch(old) }
        #expect(error?.code == .storeBusy)
        #expect(await backend.count(of: .ticket) == 4)
        // Nobody waits for it any more.
        await backend.doMeanwhile(nil)
        _ = try await desk.engine.syncOnce()
    }

    @Test("What the desk finds and is not here is fetched, page by page; what is here is not asked for again")
    func found() async throws {
        let backend = desk.backend
        for number in 1...55 {
            let id = await backend.addTicket("Антена \(number)").id
            await backend.leaveOut(id)
        }
        try await desk.engine.fetch(await backend.tickets.values.first { $0.subject == "Антена 55" }?.id ?? old)
        let counted = try await desk.engine.countOnDesk("антена")
        #expect(counted.total == 55)
        let asked = await backend.count(of: .ticket)
        let first = try await desk.engine.fetchFound("АНТЕНА", after: nil)
        #expect(first.count == 49 && first.next != nil)
        #expect(await backend.count(of: .ticket) == asked + 49)
        let second = try await desk.engine.fetchFound("антена", after: first.next)
        #expect(second == FetchedTickets(count: 5, next: nil))
        #expect(try await desk.subjects(TicketQuery(filter: "антена")).count == 55)
        #expect(try await desk.engine.fetchFound("антена", after: nil) == FetchedTickets(count: 0, next: nil))
        #expect(await backend.count(of: .ticket) == asked + 54)
    }

    @Test("A failure on the way leaves what was fetched, and is reported; a ticket that is gone is none")
    func failing() async throws {
        let backend = desk.backend
        for number in 1...3 {
            let id = await backend.addTicket("Антена \(number)").id
            await backend.leaveOut(id)
        }
        await backend.failNext(.ticket, with: HelpdeskError(.notFound))
        #expect(try await desk.engine.fetchFound("антена", after: nil).count == 2)
        await backend.failNext(.ticket, with: HelpdeskError(.unreachable))
        let error = await #expect(throws: HelpdeskError.self) {
            _ = try await desk.engine.fetchFound("антена", after: nil)
        }
        #expect(error?.code == .unreachable)
        #expect(try await desk.engine.fetch(number: 1) == old)
        #expect(try await desk.engine.fetch(number: 999) == nil)
    }
}
