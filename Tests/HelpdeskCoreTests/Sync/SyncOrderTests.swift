import Foundation
import HelpdeskModels
import TestSupport
import Testing

@testable import HelpdeskCore

/// One synchronisation after another, without the loops.
struct SyncOrderTests {
    @Test("A ticket, replies with files and a change of status are sent in the order in which they were made")
    func order() async throws {
        let desk = try Desk()
        _ = try await desk.engine.syncOnce()
        let id = try await desk.queueTicket("A", files: ["1.txt": Data("one".utf8), "2.txt": Data("two".utf8)])
        try await desk.queueReply("B", to: id)
        try await desk.store.queueTransition(.resolved, ticket: id)
        let report = try await desk.engine.syncOnce()
        #expect(report.sent == 3)
        #expect(report.failed == 0)
        let writes: [FakeBackend.Call] = await desk.backend.calls.filter { call in
            [.putTicket, .putMessage, .putEvent, .sendUpload].contains(call)
        }
        #expect(writes == [.sendUpload, .sendUpload, .putTicket, .putMessage, .putEvent])
        let conversation = try await desk.conversation(id)
        #expect(conversation.ticket.number == 1)
        #expect(conversation.ticket.status == .resolved)
        #expect(conversation.ticket.delivery == nil)
        #expect(conversation.messages.map(\.message.text) == ["A", "B"])
        #expect(conversation.messages.allSatisfy { $0.delivery == nil })
        let sent = conversation.messages[0].message.attachments
        #expect(sent.map(\.name) == ["1.txt", "2.txt"])
        #expect(await desk.backend.files[sent[0].id] == Data("one".utf8))
        let left = try FileManager.default.contentsOfDirectory(atPath: desk.store.directory + "/outbox")
        #expect(left.isEmpty)
    }

    @Test("Killed at any call, before or after it took effect, everything is sent once", arguments: [false, true])
    func crashPoints(afterEffect: Bool) async throws {
        var calls = 0
        var isComplete = false
        while !isComplete {
            let desk = try Desk()
            _ = try await desk.engine.syncOnce()
            let id = try await desk.queueTicket("A", files: ["1.txt": Data("one".utf8)])
            try await desk.queueReply("B", to: id, files: ["2.txt": Data("two".utf8)])
            try await desk.store.queueTransition(.resolved, ticket: id)
            await desk.backend.crash(afterCalls: calls, afterEffect: afterEffect)
            isComplete = (try? await desk.engine.syncOnce()) != nil
            await desk.backend.crash(afterCalls: nil, afterEffect: false)
            let next = try desk.restarted()
            _ = try await next.engine.syncOnce()
            let conversation = try await next.conversation(id)
            #expect(conversation.messages.map(\.message.text) == ["A", "B"], "killed at call \(calls)")
            #expect(conversation.ticket.delivery == nil, "killed at call \(calls)")
            #expect(conversation.ticket.status == .resolved, "killed at call \(calls)")
            #expect(await next.backend.tickets.count == 1)
            #expect(await next.backend.messages.count == 2)
            #expect(await next.backend.events.count == 1)
            #expect(await Set(next.backend.files.values) == [Data("one".utf8), Data("two".utf8)])
            calls += 1
        }
        #expect(calls >= 9)
    }

    @Test("A refused ticket is parked with what depends on it, others go on, and it can be tried again")
    func parking() async throws {
        let desk = try Desk()
        _ = try await desk.engine.syncOnce()
        let refused = try await desk.queueTicket("refused")
        try await desk.queueReply("dependent", to: refused)
        let fine = try await desk.queueTicket("fine")
        let why = HelpdeskError(.invalid, violations: [Violation(field: "topic", code: .unknown)])
        await desk.backend.failNext(.putTicket, with: why)
        let report = try await desk.engine.syncOnce()
        #expect(report.sent == 1)
        #expect(report.errors == [why])
        #expect(try await desk.conversation(fine).ticket.number != nil)
        #expect(try await desk.conversation(refused).messages.map(\.delivery) == [.failed(why), .failed(why)])
        #expect(desk.engine.status.failedCount == 2)
        #expect(try await desk.engine.syncOnce().sent == 0)
        try await desk.store.retryFailed(refused)
        #expect(try await desk.engine.syncOnce().sent == 2)
        #expect(try await desk.conversation(refused).ticket.delivery == nil)
    }

    @Test("A refused reply does not hold up the ticket's later ones")
    func refusedReply() async throws {
        let desk = try Desk()
        let ticket = await desk.backend.addTicket("A", status: .open)
        _ = try await desk.engine.syncOnce()
        try await desk.queueReply("refused", to: ticket.id)
        try await desk.queueReply("fine", to: ticket.id)
        await desk.backend.failNext(.putMessage, with: HelpdeskError(.conflict))
        #expect(try await desk.engine.syncOnce().sent == 1)
        let messages = try await desk.conversation(ticket.id).messages
        #expect(messages.map(\.message.text) == ["fine", "refused"])
        #expect(messages.last?.delivery == .failed(HelpdeskError(.conflict)))
        try await desk.store.discardFailed(ticket.id)
        #expect(try await desk.conversation(ticket.id).ticket.delivery == nil)
    }

    @Test("A failing server delays its intent by the back-off or as long as it asks, and not the others")
    func backOff() async throws {
        let desk = try Desk()
        let ticket = await desk.backend.addTicket("A")
        _ = try await desk.engine.syncOnce()
        try await desk.queueReply("B", to: ticket.id)
        try await desk.queueTicket("C")
        await desk.backend.failNext(.putMessage, with: HelpdeskError(.serverFailed, retryAfter: .seconds(7)))
        let report = try await desk.engine.syncOnce()
        #expect((report.sent, report.failed) == (1, 1))
        let wait = try #require(try await desk.store.nextTry()) - desk.clock.now
        #expect(wait > .seconds(6) && wait <= .seconds(7))
        #expect(try await desk.store.takeNextDue() == nil)
        #expect(desk.engine.status.outboxCount == 1)
        desk.clock.advance(seconds: 7)
        #expect(try await desk.store.takeNextDue()?.attempts == 1)
    }

    @Test("The back-off doubles to a minute, loses at most half, and heeds the backend")
    func delays() {
        func seconds(_ failures: Int, random: Double) -> Duration {
            BackOff.delay(failures: failures, retryAfter: nil, random: random)
        }
        #expect((1...8).map { seconds($0, random: 0) } == [1, 2, 4, 8, 16, 32, 60, 60].map { .seconds($0) })
        #expect(seconds(3, random: 1) == .seconds(2))
        #expect(seconds(1_000_000, random: 0) == .seconds(60))
        #expect(BackOff.delay(failures: 1, retryAfter: .seconds(90), random: 0) == .seconds(90))
    }

    @Test("A rejected token ends the synchronisation, and the intents wait unharmed")
    func unauthorised() async throws {
        let desk = try Desk()
        _ = try await desk.engine.syncOnce()
        let id = try await desk.queueTicket("A")
        await desk.backend.failNext(.putTicket, with: HelpdeskError(.tokenRejected))
        let error = await #expect(throws: HelpdeskError.self) { try await desk.engine.syncOnce() }
        #expect(error?.code == .tokenRejected)
        #expect(desk.engine.status.phase == .signedOut(HelpdeskError(.tokenRejected)))
        #expect(try await desk.conversation(id).ticket.delivery == .queued)
        #expect(try await desk.engine.syncOnce().sent == 1)
        #expect(desk.engine.status.phase == .online)
    }

    @Test("An upload that is gone is begun anew, one that is cut goes on")
    func uploads() async throws {
        let desk = try Desk()
        _ = try await desk.engine.syncOnce()
        try await desk.queueTicket("A", files: ["1.txt": Data("one".utf8)])
        await desk.backend.failNext(.sendUpload, with: HelpdeskError(.unreachable))
        _ = try? await desk.engine.syncOnce()
        await desk.backend.failNext(.putTicket, with: HelpdeskError(.unreachable))
        _ = try? await desk.engine.syncOnce()
        #expect(await desk.backend.count(of: .createUpload) == 1)
        await desk.backend.forgetUploads()
        #expect(try await desk.engine.syncOnce().sent == 1)
        #expect(await desk.backend.count(of: .createUpload) == 2)
        #expect(await desk.backend.files.values.map { $0 } == [Data("one".utf8)])
    }

    @Test("An upload that moved on while it was asked about goes on from there, at once")
    func movingUpload() async throws {
        let desk = try Desk()
        _ = try await desk.engine.syncOnce()
        try await desk.queueTicket("A", files: ["1.txt": Data("one".utf8)])
        // An older connection delivers all of it while the next one asks to go on.
        await desk.backend.failNext(.sendUpload, with: HelpdeskError(.conflict), afterEffect: true)
        let report = try await desk.engine.syncOnce()
        #expect(report.sent == 1 && report.errors.isEmpty)
        #expect(await desk.backend.count(of: .sendUpload) == 1)
        #expect(await desk.backend.files.values.map { $0 } == [Data("one".utf8)])
    }

    @Test("An upload that is lost between the question and the bytes is begun anew, at once")
    func lostUpload() async throws {
        let desk = try Desk()
        _ = try await desk.engine.syncOnce()
        try await desk.queueTicket("A", files: ["1.txt": Data("one".utf8)])
        await desk.backend.failNext(.sendUpload, with: HelpdeskError(.notFound))
        await desk.backend.failNext(.uploadState, with: HelpdeskError(.notFound))
        let report = try await desk.engine.syncOnce()
        #expect(report.sent == 1 && report.errors.isEmpty)
        #expect(await desk.backend.count(of: .createUpload) == 2)
    }

    @Test("An upload that another connection holds is left for later, and the error says so")
    func heldUpload() async throws {
        let desk = try Desk()
        _ = try await desk.engine.syncOnce()
        let id = try await desk.queueTicket("A", files: ["1.txt": Data("one".utf8)])
        for _ in 0..<6 { await desk.backend.failNext(.sendUpload, with: HelpdeskError(.conflict)) }
        let (pauses, pause) = AsyncStream.makeStream(of: Duration.self)
        let engine = SyncEngine(
            store: desk.store, backend: desk.backend, clock: desk.clock.read, random: { 0 }, sleep: { pause.yield($0) })
        let report = try await engine.syncOnce()
        pause.finish()
        #expect(report.errors.map(\.code) == [.uploadBusy] && report.errors.first?.subject == "1.txt")
        #expect(await pauses.reduce(into: 0) { count, _ in count += 1 } == 5)
        #expect(try await desk.conversation(id).ticket.delivery == .queued)
        #expect(try await engine.syncOnce().sent == 1)
        #expect(await desk.backend.count(of: .createUpload) == 1)
    }

    @Test("A cursor that the backend forgot begins anew, keeps what is there and removes what is gone")
    func cursorGone() async throws {
        let desk = try Desk()
        let kept = await desk.backend.addTicket("kept")
        let lost = await desk.backend.addTicket("lost")
        _ = try await desk.engine.syncOnce()
        let queued = try await desk.queueReply("B", to: kept.id)
        await desk.backend.failNext(.putMessage, with: HelpdeskError(.serverFailed))
        await desk.backend.lose(lost.id)
        await desk.backend.forgetCursors()
        _ = try await desk.engine.syncOnce()
        #expect(try await desk.subjects() == ["kept"])
        #expect(try await desk.conversation(kept.id).messages.map(\.id) == [queued])
    }

    @Test("A store of another account is neither filled nor sent from")
    func otherAccount() async throws {
        let desk = try Desk()
        _ = try await desk.engine.syncOnce()
        try await desk.queueTicket("mine")
        let other = FakeBackend(Me(user: Sample.colleague, service: Sample.service))
        let engine = SyncEngine(store: desk.store, backend: other)
        let error = await #expect(throws: HelpdeskError.self) { try await engine.syncOnce() }
        #expect(error?.code == .otherAccount)
        #expect(await other.tickets.isEmpty)
        #expect(await other.count(of: .changes) == 0)
    }
}
