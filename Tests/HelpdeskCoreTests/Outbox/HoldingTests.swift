import Foundation
import HelpdeskModels
import TestSupport
import Testing

@testable import HelpdeskCore

@Suite(.timeLimit(.minutes(5)))
struct HoldingTests {
    @Test("A held message does not leave before its time, and what follows it in the ticket waits with it")
    func held() async throws {
        let desk = try Desk()
        let ticket = await desk.backend.addTicket("A")
        _ = try await desk.engine.syncOnce()
        let draft = try await desk.draft("B", .reply(ticket.id))
        let until = desk.clock.now.adding(seconds: 5)
        _ = try await desk.store.queueReply(draft, origin: .tui, holdingFor: .seconds(5))
        try await desk.store.queueTransition(.resolved, ticket: ticket.id)
        #expect(try await desk.conversation(ticket.id).messages.last?.delivery == .held(until: until))
        #expect(try await desk.store.nextTry() == until)
        #expect(try await desk.engine.syncOnce().sent == 0)
        desk.clock.advance(seconds: 5)
        #expect(try await desk.conversation(ticket.id).messages.last?.delivery == .queued)
        #expect(try await desk.engine.syncOnce().sent == 2)
    }

    @Test("A ticket that is taken back is a draft of a new ticket again, with all that was queued for it")
    func ticket() async throws {
        let desk = try Desk()
        _ = try await desk.engine.syncOnce()
        var draft = try await desk.draft("перший рядок\nтекст", files: ["x.txt": Data("x".utf8)])
        draft.topic = Sample.telephony.id
        draft.fields = [FieldValue(key: "phone", value: "0441234567")]
        let id = try await desk.store.queueTicket(draft, origin: .tui, holdingFor: .seconds(5))
        try await desk.queueReply("ще", to: id, files: ["y.txt": Data("y".utf8)])
        let half = try await desk.draft("half a reply", .reply(id))
        let message = try #require(try await desk.conversation(id).messages.first)
        let back = try #require(try await desk.store.cancelQueued(message: message.id))
        #expect(back.kind == .newTicket)
        #expect(back.topic == draft.topic)
        #expect(back.fields == draft.fields)
        #expect(back.subject == nil)
        #expect(back.text == "перший рядок\nтекст\n\nще")
        #expect(back.files.map(\.name) == ["x.txt", "y.txt"])
        #expect(try await desk.store.conversation(id) == nil)
        let drafts = try await desk.store.drafts()
        #expect(Set(drafts.map(\.id)) == [back.id, half.id])
        #expect(drafts.allSatisfy { $0.kind == .newTicket })
        let again = try await desk.store.queueTicket(back, origin: .tui)
        #expect(try await desk.engine.syncOnce().sent == 1)
        #expect(try await desk.conversation(again).ticket.attachmentCount == 2)
    }

    @Test("What may have left cannot be taken back; what was refused or never got through can")
    func left() async throws {
        let desk = try Desk()
        let ticket = await desk.backend.addTicket("A")
        _ = try await desk.engine.syncOnce()
        let lost = try await desk.queueReply("B", to: ticket.id)
        await desk.backend.failNext(.putMessage, with: HelpdeskError(.timedOut), afterEffect: true)
        _ = try? await desk.engine.syncOnce()
        #expect(try await desk.store.cancelQueued(message: lost) == nil)
        _ = try await desk.engine.syncOnce()
        #expect(try await desk.store.cancelQueued(message: lost) == nil)
        for code in [HelpdeskError.Code.unreachable, .invalid] {
            let reply = try await desk.queueReply("C", to: ticket.id)
            await desk.backend.failNext(.putMessage, with: HelpdeskError(code))
            _ = try? await desk.engine.syncOnce()
            #expect(try await desk.store.cancelQueued(message: reply)?.text == "C", "\(code)")
        }
    }

    @Test("A message whose file is being uploaded can be taken back, which ends the upload and sends nothing")
    func uploading() async throws {
        let desk = try Desk()
        let ticket = await desk.backend.addTicket("A")
        _ = try await desk.engine.syncOnce()
        await desk.backend.hangUploads()
        let reply = try await desk.queueReply("B", to: ticket.id, files: ["x.txt": Data("x".utf8)])
        let sync = Task { try await desk.engine.syncOnce() }
        for await status in desk.engine.statuses where status.upload != nil { break }
        let shown = try #require(desk.engine.status.upload)
        #expect((shown.name, shown.done, shown.total) == ("x.txt", 0, 1))
        let draft = try #require(try await desk.store.cancelQueued(message: reply))
        #expect(draft.files.map(\.name) == ["x.txt"])
        #expect(try await sync.value.sent == 0)
        #expect(desk.engine.status.upload == nil)
        #expect(await desk.backend.count(of: .putMessage) == 0)
        #expect(try await desk.conversation(ticket.id).ticket.delivery == nil)
    }

    @Test("A rate is the mean since the start without what was there before, and tells the time that remains")
    func progress() {
        let start = Timestamp(milliseconds: 0)
        var progress = TransferProgress(name: "a", done: 100, total: 1000, initial: 100, started: start)
        #expect(progress.rate == nil)
        #expect(progress.remaining == nil)
        progress.done = 300
        progress.updated = start.adding(seconds: 2)
        #expect(progress.rate == 100)
        #expect(progress.remaining == .seconds(7))
    }
}
