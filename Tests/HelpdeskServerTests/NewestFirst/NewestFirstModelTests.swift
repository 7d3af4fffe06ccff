import Foundation
import GRDB
import HelpdeskModels
import HelpdeskTransport
import Synchronization
import TestSupport
import Testing

@testable import HelpdeskCore

/// A client that receives a desk newest first, while everything happens on the desk, the connection is lost and the program
/// is killed. `FEED_SEED=N` repeats the random choices of a run.
@Suite(.timeLimit(.minutes(5))) struct NewestFirstModelTests {
    private static var seed: UInt64 {
        ProcessInfo.processInfo.environment["FEED_SEED"].flatMap { UInt64($0) } ?? .random(in: 0...999_999)
    }

    @Test(arguments: [TestDesk.ann, TestDesk.greta], [3, 20])
    func `the store ends as the desk is, and never goes back`(user: User, limit: Int) async throws {
        let seed = Self.seed
        let world = try NewestFirstWorld(seed: seed, pageSize: limit)
        for _ in 0..<120 { try await world.act() }
        let folder = try TemporaryFolder()
        let directory = folder.path + "/store"
        _ = try Store(directory: directory)
        let guardian = try StoreGuardian(directory + "/store.sqlite")
        try guardian.watch()

        var isDone = false
        while !isDone {
            // Opened anew, as after a kill.
            let engine = try world.engine(try Store(directory: directory), as: user)
            while !isDone {
                do {
                    _ = try await engine.syncOnce()
                    isDone = true
                } catch {
                    #expect([.unreachable, .timedOut].contains(error.code), "FEED_SEED=\(seed): \(error)")
                    if world.roll(3) == 0 { break }
                }
            }
        }
        world.calm()
        _ = try await world.engine(try Store(directory: directory), as: user).syncOnce()
        try await guardian.compare(with: world.desk, as: user, "FEED_SEED=\(seed)")
    }

    /// Between the reading of a page and its arrival, another window of the same account writes, and has its answer.
    @Test func `an answer that overtakes a page is not undone by it`() async throws {
        let seed = Self.seed
        let world = try NewestFirstWorld(seed: seed, pageSize: 8)
        for _ in 0..<60 { try await world.act() }
        let folder = try TemporaryFolder()
        let directory = folder.path + "/store"
        let (puller, pusher) = (try Store(directory: directory), try Store(directory: directory))
        let pushing = try world.engine(pusher, as: TestDesk.ann, isReliable: true)
        _ = try await pushing.syncOnce()
        let guardian = try StoreGuardian(directory + "/store.sqlite")
        try guardian.watch()
        try guardian.forgetCursor()

        let answers = Mutex(0)
        let transport = DeskTransport(desk: world.desk, user: TestDesk.ann) { _ in
        } after: { request, response in
            guard request.url.contains("/changes"), answers.withLock(\.self) < 40 else { return }
            let page: ChangePage = try WireJSON.decode(from: response.body)
            let tickets = page.changes.compactMap { change in
                if case .ticket(let ticket) = change { ticket } else { nil }
            }
            guard let ticket = tickets.first, try await pusher.conversation(ticket.id) != nil else { return }
            let kind: NewEvent.Kind = ticket.status == .resolved ? .reopened : .resolved
            guard try await pusher.queueTransition(kind, ticket: ticket.id) else { return }
            var report = SyncReport()
            try await pushing.pushDue(&report)
            answers.withLock { $0 += report.sent }
        }
        _ = try await world.engine(puller, over: transport).syncOnce()
        #expect(answers.withLock(\.self) > 3, "FEED_SEED=\(seed)")
        world.calm()
        _ = try await world.engine(puller, as: TestDesk.ann).syncOnce()
        try await guardian.compare(with: world.desk, as: TestDesk.ann, "FEED_SEED=\(seed)")
    }
}
