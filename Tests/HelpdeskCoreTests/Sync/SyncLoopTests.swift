import Foundation
import HelpdeskModels
import TestSupport
import Testing

@testable import HelpdeskCore

/// The engine's loops, against a backend that really lets a long poll wait.
@Suite(.timeLimit(.minutes(5)))
struct SyncLoopTests {
    /// Runs the engine around `body`, and ends it.
    private func running(_ engine: SyncEngine, _ body: () async throws -> Void) async throws {
        let task = Task { await engine.run() }
        defer { task.cancel() }
        try await body()
        task.cancel()
        await task.value
    }

    private func wait(_ engine: SyncEngine, for condition: (SyncStatus) -> Bool) async {
        for await status in engine.statuses where condition(status) { return }
    }

    @Test("While a long poll waits, an intent is sent at once and an answer arrives unasked")
    func longPoll() async throws {
        let desk = try Desk()
        let changes = desk.store.changes
        try await running(desk.engine) {
            await wait(desk.engine) { $0.phase == .online }
            let id = try await desk.queueTicket("A", files: ["1.txt": Data("one".utf8)])
            for await _ in changes where try await desk.store.conversation(id)?.ticket.number == 1 { break }
            await desk.backend.answer(id, "B")
            for await _ in changes where try await desk.conversation(id).messages.count == 2 { break }
            #expect(try await desk.conversation(id).ticket.isUnread)
            #expect(try await desk.conversation(id).ticket.status == .waiting)
        }
    }

    @Test("Offline is said with its cause and its beginning, and ends when the user tries again")
    func offline() async throws {
        let desk = try Desk()
        let (sleeps, asleep) = AsyncStream.makeStream(of: Void.self)
        // As long as no one wakes it, the engine would sleep for ever.
        let engine = SyncEngine(
            store: desk.store, backend: desk.backend, clock: desk.clock.read, random: { 0 },
            sleep: { _ in
                asleep.yield()
                let (stream, continuation) = AsyncStream.makeStream(of: Void.self)
                for await _ in stream {}
                continuation.finish()
                throw CancellationError()
            })
        let why = HelpdeskError(.unreachable, subject: "desk.example")
        for _ in 1...2 { await desk.backend.failNext(.desk, with: why) }
        let began = desk.clock.now
        try await running(engine) {
            await wait(engine) { $0.phase == .offline(since: began, why) }
            for await _ in sleeps where await desk.backend.count(of: .desk) == 2 { break }
            engine.retryNow()
            await wait(engine) { $0.phase == .online }
        }
    }

    @Test("After a failure the engine tries again by itself, with growing pauses")
    func recovery() async throws {
        let desk = try Desk()
        let slept = Slept()
        let engine = SyncEngine(
            store: desk.store, backend: desk.backend, clock: desk.clock.read, random: { 0 },
            sleep: { duration in
                await slept.add(duration)
                desk.clock.advance(seconds: 60)
            })
        for _ in 1...8 { await desk.backend.failNext(.desk, with: HelpdeskError(.timedOut)) }
        try await running(engine) {
            await wait(engine) { $0.phase == .online }
        }
        let durations = await slept.durations
        #expect(durations.contains(.seconds(1)))
        #expect(durations.contains(.seconds(2)))
        #expect(durations.contains(.seconds(4)))
    }

    @Test("A rejected token pauses everything until the user acts")
    func signedOut() async throws {
        let desk = try Desk()
        await desk.backend.failNext(.me, with: HelpdeskError(.tokenRejected))
        try await running(desk.engine) {
            await wait(desk.engine) { $0.phase == .signedOut(HelpdeskError(.tokenRejected)) }
            desk.engine.retryNow()
            await wait(desk.engine) { $0.phase == .online }
            #expect(await desk.backend.count(of: .me) >= 2)
        }
    }

    @Test("After a refused token the first success of any request wakes both loops", arguments: [true, false])
    func wakesAfterSignedOut(_ isPush: Bool) async throws {
        let desk = try Desk()
        let changes = desk.store.changes
        try await running(desk.engine) {
            await wait(desk.engine) { $0.phase == .online }
            let error = HelpdeskError(.tokenRejected)
            await desk.backend.failNext(.changes, with: error)
            // Ends the long poll.
            await desk.backend.addTicket("The last")
            await wait(desk.engine) { $0.phase == .signedOut(error) }
            await desk.backend.addTicket("While nobody listens")
            if isPush { try await desk.queueTicket("A") } else { _ = try await desk.engine.devices() }
            await wait(desk.engine) { $0.phase == .online }
            for await _ in changes where try await desk.subjects().contains("While nobody listens") { break }
        }
    }

    @Test("What was queued before the start is sent before anything is received")
    func pushFirst() async throws {
        let desk = try Desk()
        _ = try await desk.engine.syncOnce()
        let id = try await desk.queueTicket("A")
        // Killed while it was being sent.
        _ = try await desk.store.takeNextDue()
        let next = try desk.restarted()
        let before = await desk.backend.calls.count
        try await running(next.engine) {
            await wait(next.engine) { $0.phase == .online && $0.outboxCount == 0 }
        }
        let calls = await desk.backend.calls.dropFirst(before)
        let sent = try #require(calls.firstIndex(of: .putTicket))
        let received = try #require(calls.firstIndex(of: .changes))
        #expect(sent < received)
        #expect(try await next.conversation(id).ticket.number == 1)
    }

    private actor Slept {
        var durations: [Duration] = []
        func add(_ duration: Duration) { durations.append(duration) }
    }
}
