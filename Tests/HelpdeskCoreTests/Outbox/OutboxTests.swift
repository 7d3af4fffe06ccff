import Foundation
import HelpdeskModels
import TestSupport
import Testing

@testable import HelpdeskCore

struct OutboxTests {
    @Test("A queued ticket shows at once, and its draft is gone")
    func echo() async throws {
        let desk = try Desk()
        _ = try await desk.engine.syncOnce()
        let id = try await desk.queueTicket("  \nПерший рядок\nдругий", files: ["a.log": Data("log".utf8)])
        let conversation = try await desk.conversation(id)
        #expect(conversation.ticket.number == nil)
        #expect(conversation.ticket.subject == "Перший рядок")
        #expect(conversation.ticket.author == Author(Sample.dispatcher))
        #expect(conversation.ticket.delivery == .queued)
        #expect(conversation.ticket.attachmentCount == 1)
        #expect(conversation.messages.map(\.delivery) == [.queued])
        #expect(conversation.messages[0].message.attachments.map(\.name) == ["a.log"])
        #expect(try await desk.store.drafts().isEmpty)
    }

    @Test("Before the first sign-in nothing can be queued")
    func signedOut() async throws {
        let desk = try Desk()
        let error = await #expect(throws: HelpdeskError.self) { try await desk.queueTicket("A") }
        #expect(error?.code == .notSignedIn)
        #expect(try await desk.store.drafts().count == 1)
    }

    @Test("What the desk would refuse is said before it is queued, and the draft stays")
    func violations() async throws {
        let desk = try Desk()
        _ = try await desk.engine.syncOnce()
        var draft = try await desk.draft("text")
        draft.topic = Sample.telephony.id
        draft.fields = [FieldValue(key: "phone", value: "no number")]
        let error = await #expect(throws: HelpdeskError.self) {
            try await desk.store.queueTicket(draft, origin: .tui)
        }
        #expect(error?.violations == [Violation(field: "fields.phone", code: .malformed)])
        let blank = try await desk.draft(" ")
        let empty = await #expect(throws: HelpdeskError.self) {
            try await desk.store.queueTicket(blank, origin: .tui)
        }
        #expect(empty?.violations.map(\.field) == ["subject", "text"])
        // The blank one is kept as well, and not listed.
        #expect(try await desk.store.drafts().map(\.text) == ["text"])
    }

    @Test("A reply and changes of status move the ticket at once, and without them it moves back")
    func transitions() async throws {
        let desk = try Desk()
        let ticket = await desk.backend.addTicket("A")
        await desk.backend.answer(ticket.id, "B")
        _ = try await desk.engine.syncOnce()
        func status() async throws -> Ticket.Status { try await desk.conversation(ticket.id).ticket.status }
        #expect(try await status() == .waiting)
        let reply = try await desk.queueReply("C", to: ticket.id)
        #expect(try await status() == .open)
        _ = try await desk.store.cancelQueued(message: reply)
        #expect(try await status() == .waiting)
        try await desk.queueReply("D", to: ticket.id)
        try await desk.store.queueTransition(.resolved, ticket: ticket.id)
        try await desk.store.queueTransition(.resolved, ticket: ticket.id)
        let conversation = try await desk.conversation(ticket.id)
        #expect(conversation.ticket.status == .resolved)
        #expect(conversation.ticket.resolved != nil)
        #expect(conversation.transitions.map(\.kind) == [.resolved])
        await desk.backend.failNext(.putEvent, with: HelpdeskError(.forbidden))
        #expect(try await desk.engine.syncOnce().sent == 1)
        #expect(try await status() == .open)
        try await desk.store.discardFailed(ticket.id)
        #expect(try await desk.conversation(ticket.id).transitions.isEmpty)
        #expect(try await desk.engine.syncOnce().sent == 0)
    }

    @Test("A reply that is taken back is a draft again, with its files")
    func recall() async throws {
        let desk = try Desk()
        let ticket = await desk.backend.addTicket("A")
        _ = try await desk.engine.syncOnce()
        let reply = try await desk.queueReply("C", to: ticket.id, files: ["x.txt": Data("x".utf8)])
        let draft = try #require(try await desk.store.cancelQueued(message: reply))
        #expect(draft.text == "C")
        #expect(draft.files.map(\.name) == ["x.txt"])
        #expect(try await desk.store.openDraft(.reply(ticket.id)) == draft)
        #expect(try await desk.conversation(ticket.id).messages.isEmpty)
        let again = try await desk.store.queueReply(draft, origin: .tui)
        #expect(try await desk.engine.syncOnce().sent == 1)
        #expect(await desk.backend.messages[again]?.attachments.count == 1)
    }

    @Test("Discarding a ticket that was refused takes its replies and files with it")
    func discardTicket() async throws {
        let desk = try Desk()
        _ = try await desk.engine.syncOnce()
        let id = try await desk.queueTicket("A", files: ["x.txt": Data("x".utf8)])
        try await desk.queueReply("B", to: id)
        let messages = try await desk.conversation(id).messages
        #expect(messages.map(\.message.text) == ["A", "B"])
        let copy = desk.store.outgoingFilePath(messages[0].message.attachments[0].id)
        #expect(FileManager.default.fileExists(atPath: copy))
        await desk.backend.failNext(.putTicket, with: HelpdeskError(.forbidden))
        #expect(try await desk.engine.syncOnce().failed == 1)
        try await desk.store.discardFailed(id)
        #expect(try await desk.store.conversation(id) == nil)
        #expect(!FileManager.default.fileExists(atPath: copy))
        #expect(try await desk.engine.syncOnce().sent == 0)
    }

    @Test("What was refused is dropped together: a message, a change of status and a rating; what waits stays")
    func discardFailed() async throws {
        let desk = try Desk()
        let ticket = await desk.backend.addTicket("A", status: .open)
        _ = try await desk.engine.syncOnce()
        try await desk.queueReply("refused", to: ticket.id)
        try await desk.store.queueTransition(.resolved, ticket: ticket.id)
        try await desk.store.queueRating(Rating(score: 5), ticket: ticket.id)
        for call in [FakeBackend.Call.putMessage, .putEvent, .putRating] {
            await desk.backend.failNext(call, with: HelpdeskError(.forbidden))
        }
        #expect(try await desk.engine.syncOnce().failed == 3)
        let waiting = try await desk.queueReply("waiting", to: ticket.id)
        let failed = Delivery.failed(HelpdeskError(.forbidden))
        #expect(try await desk.conversation(ticket.id).deliveries.count { $0 == failed } == 3)
        try await desk.store.discardFailed(ticket.id)
        let conversation = try await desk.conversation(ticket.id)
        #expect(conversation.deliveries == [.queued])
        #expect(conversation.messages.map(\.id) == [waiting])
        #expect(conversation.ticket.status == .open)
    }

    @Test("Internal notes leave the ticket where it is, and only agents write them")
    func internalNotes() async throws {
        let desk = try Desk(Me(user: Sample.agent, service: nil))
        let ticket = await desk.backend.addTicket("A")
        _ = try await desk.engine.syncOnce()
        let draft = try await desk.draft("note", .note(ticket.id))
        _ = try await desk.store.queueReply(draft, origin: .tui)
        #expect(try await desk.conversation(ticket.id).ticket.status == .new)
        #expect(try await desk.conversation(ticket.id).messages.last?.message.isInternal == true)
        try await desk.queueReply("answer", to: ticket.id)
        #expect(try await desk.conversation(ticket.id).ticket.status == .waiting)
    }
}
