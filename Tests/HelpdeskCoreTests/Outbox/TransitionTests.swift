import HelpdeskModels
import TestSupport
import Testing

@testable import HelpdeskCore

@Suite("A change of status with a word of why")
struct TransitionTests {
    private func desk() async throws -> (Desk, Ticket.ID) {
        let desk = try Desk()
        let ticket = await desk.backend.addTicket("A")
        _ = try await desk.engine.syncOnce()
        return (desk, ticket.id)
    }

    @Test("The word leaves as a reply before a ticket is resolved, and after it is opened again")
    func order() async throws {
        let (desk, id) = try await desk()
        try await desk.store.queueTransition(.resolved, ticket: id, why: "Працює")
        #expect(try await desk.conversation(id).ticket.status == .resolved)
        #expect(try await desk.engine.syncOnce().sent == 2)
        #expect(try await desk.conversation(id).ticket.status == .resolved)
        try await desk.store.queueTransition(.reopened, ticket: id, why: "Знову ні")
        #expect(try await desk.conversation(id).ticket.status == .open)
        #expect(try await desk.engine.syncOnce().sent == 2)
        let conversation = try await desk.conversation(id)
        #expect(conversation.ticket.status == .open)
        #expect(conversation.messages.map(\.message.text).suffix(2) == ["Працює", "Знову ні"])
        #expect(conversation.deliveries.isEmpty)
    }

    @Test("Without a word, or with blanks alone, no reply is sent", arguments: ["", " \n"])
    func silent(_ why: String) async throws {
        let (desk, id) = try await desk()
        let before = try await desk.conversation(id).messages.count
        try await desk.store.queueTransition(.resolved, ticket: id, why: why)
        #expect(try await desk.conversation(id).messages.count == before)
        #expect(try await desk.engine.syncOnce().sent == 1)
    }

    @Test("Nothing leaves before the time to undo is over; the undo takes back both, and the word is a draft again")
    func undo() async throws {
        let (desk, id) = try await desk()
        try await desk.store.queueTransition(.resolved, ticket: id, why: "Працює", holdingFor: .seconds(5))
        #expect(try await desk.engine.syncOnce().sent == 0)
        let change = try #require(try await desk.conversation(id).transitions.first)
        let undone = try await desk.store.cancelQueued(transition: change.id)
        #expect(undone.wasUndone)
        #expect(undone.why?.text == "Працює" && undone.why?.kind == .reply(id))
        let conversation = try await desk.conversation(id)
        #expect(conversation.ticket.status != .resolved && conversation.deliveries.isEmpty)
        desk.clock.advance(seconds: 6)
        #expect(try await desk.engine.syncOnce().sent == 0)
    }

    @Test("A reply that was written before stays where it is when the change is taken back")
    func others() async throws {
        let (desk, id) = try await desk()
        try await desk.queueReply("раніше", to: id)
        desk.clock.advance(seconds: 1)
        try await desk.store.queueTransition(.resolved, ticket: id, holdingFor: .seconds(5))
        let change = try #require(try await desk.conversation(id).transitions.first)
        let undone = try await desk.store.cancelQueued(transition: change.id)
        #expect(undone.wasUndone && undone.why == nil)
        #expect(try await desk.conversation(id).messages.last?.message.text == "раніше")
    }

    @Test("What has left cannot be taken back")
    func late() async throws {
        let (desk, id) = try await desk()
        try await desk.store.queueTransition(.resolved, ticket: id, why: "Працює")
        let change = try #require(try await desk.conversation(id).transitions.first)
        _ = try await desk.engine.syncOnce()
        let undone = try await desk.store.cancelQueued(transition: change.id)
        #expect(!undone.wasUndone && undone.why == nil)
    }

    @Test("A ticket that is so already takes no word, and says so")
    func already() async throws {
        let (desk, id) = try await desk()
        #expect(try await desk.store.queueTransition(.resolved, ticket: id))
        #expect(try await !desk.store.queueTransition(.resolved, ticket: id, why: "Працює"))
        #expect(try await desk.conversation(id).messages.allSatisfy { $0.message.text != "Працює" })
    }

    @Test("A word that is too long is refused, and nothing is queued")
    func tooLong() async throws {
        let (desk, id) = try await desk()
        let long = String(repeating: "a", count: 20_001)
        await #expect(throws: HelpdeskError.self) {
            try await desk.store.queueTransition(.resolved, ticket: id, why: long)
        }
        #expect(try await desk.conversation(id).deliveries.isEmpty)
    }
}
