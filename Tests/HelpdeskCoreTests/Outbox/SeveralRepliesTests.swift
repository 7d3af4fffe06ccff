import HelpdeskModels
import TestSupport
import Testing

@testable import HelpdeskCore

@Suite("One answer to several tickets")
struct SeveralRepliesTests {
    private func desk(_ count: Int = 3) async throws -> (Desk, [Ticket.ID]) {
        let desk = try Desk(Me(user: Sample.agent, service: nil))
        var ids: [Ticket.ID] = []
        for number in 0..<count { ids.append(await desk.backend.addTicket("\(number)").id) }
        _ = try await desk.engine.syncOnce()
        return (desk, ids)
    }

    private func reply(_ text: String) -> SeveralReply { SeveralReply(text: text, language: .english) }

    private func texts(_ desk: Desk, _ ids: [Ticket.ID]) async throws -> [String?] {
        var found: [String?] = []
        for id in ids { found.append(try await desk.conversation(id).messages.last?.message.text) }
        return found
    }

    @Test("Each ticket gets its own message with the placeholders filled in, all at once")
    func filled() async throws {
        let (desk, ids) = try await desk()
        let rows = try await desk.store.rows(ids)
        let queued = try await desk.store.queue(
            reply("{customer}, {ticket} {word}\n{specialist}"), tickets: ids, origin: .tui)
        #expect(queued.tickets == ids && Set(queued.messages).count == 3)
        let wanted = rows.map { "\($0.author.name), № \($0.number ?? 0) {word}\n\(Sample.agent.name)" }
        #expect(try await texts(desk, ids) == wanted)
        #expect(Set(wanted).count == 3)
        #expect(try await desk.engine.syncOnce().sent == 3)
        #expect(try await texts(desk, ids) == wanted)
    }

    @Test("Tickets that were merged, are gone, or have no value for a placeholder are left out")
    func leftOut() async throws {
        let (desk, ids) = try await desk()
        var merged = try #require(await desk.backend.tickets[ids[0]])
        merged.mergedInto = ids[1]
        merged.status = .resolved
        let cursor = try await desk.store.cursor()
        let page = ChangePage(changes: [.ticket(merged)], cursor: "next", hasMore: false)
        try await desk.store.apply(page, after: cursor)
        let asked = ids + [Ticket.ID.make()]
        #expect(try await desk.store.answerable(asked, with: reply("A")) == [ids[1], ids[2]])
        // The service of these tickets is not among those that the store knows.
        let unknown = Ticket(
            id: .make(), number: 99, service: "unknown", topic: Topic.otherID, subject: "S", status: .open,
            author: Author(Sample.colleague), created: .now, updated: .now)
        let next = ChangePage(changes: [.ticket(unknown)], cursor: "then", hasMore: false)
        try await desk.store.apply(next, after: "next")
        #expect(try await desk.store.answerable([unknown.id], with: reply("{service}")).isEmpty)
        #expect(try await desk.store.answerable([unknown.id], with: reply("{customer}")) == [unknown.id])
    }

    @Test("Nothing is sent before the time to undo is over, and the undo leaves neither messages nor drafts")
    func undo() async throws {
        let (desk, ids) = try await desk()
        let queued = try await desk.store.queue(
            reply("A"), tickets: ids, origin: .tui, holdingFor: .seconds(10))
        #expect(try await desk.engine.syncOnce().sent == 0)
        #expect(try await texts(desk, ids) == ["A", "A", "A"])
        #expect(try await desk.store.rows(ids).allSatisfy { $0.status == .waiting })
        #expect(try await desk.store.cancelQueued(messages: queued.messages) == ids)
        #expect(try await desk.store.rows(ids).allSatisfy { $0.status != .waiting && !$0.hasDraft })
        #expect(try await desk.store.listedDrafts().isEmpty)
        desk.clock.advance(seconds: 11)
        #expect(try await desk.engine.syncOnce().sent == 0)
    }

    @Test("The undo says which had left already")
    func late() async throws {
        let (desk, ids) = try await desk(2)
        let first = try await desk.store.queue(reply("A"), tickets: [ids[0]], origin: .tui)
        _ = try await desk.engine.syncOnce()
        let second = try await desk.store.queue(reply("B"), tickets: ids, origin: .tui)
        #expect(try await desk.store.cancelQueued(messages: first.messages + second.messages) == ids)
        #expect(try await texts(desk, [ids[0]]) == ["A"])
    }

    @Test("A text that is too long for one of them is sent to none, and a customer answers one ticket at a time")
    func refused() async throws {
        let (desk, ids) = try await desk()
        // The name of the service is longer than its placeholder.
        let full = String(repeating: "x", count: Sample.desk.limits.textLength - 9) + "{service}"
        for text in [full + "x", " ", full] {
            let error = await #expect(throws: HelpdeskError.self) {
                try await desk.store.queue(reply(text), tickets: ids, origin: .tui)
            }
            #expect(error?.code == .invalid)
        }
        #expect(try await desk.engine.syncOnce().sent == 0)
        let customer = try Desk()
        let ticket = await customer.backend.addTicket("A")
        _ = try await customer.engine.syncOnce()
        let error = await #expect(throws: HelpdeskError.self) {
            try await customer.store.queue(reply("A"), tickets: [ticket.id], origin: .tui)
        }
        #expect(error?.code == .forbidden)
    }
}
