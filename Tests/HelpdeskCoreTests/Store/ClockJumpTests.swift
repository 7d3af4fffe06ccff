import Foundation
import HelpdeskModels
import TestSupport
import Testing

@testable import HelpdeskCore

/// A date that is set back or forward while something waits.
struct ClockJumpTests {
    private static let hour = 3600.0
    static let jumps = [-hour, 366 * 24 * hour, -60 * 366 * 24 * hour]

    @Test("What is held for undo leaves after its seconds, whatever the date says", arguments: jumps)
    func held(jump: Double) async throws {
        let desk = try Desk()
        let ticket = await desk.backend.addTicket("A")
        _ = try await desk.engine.syncOnce()
        _ = try await desk.store.queueReply(
            try await desk.draft("B", .reply(ticket.id)), origin: .tui, holdingFor: .seconds(5))
        desk.clock.jump(seconds: jump)
        let until = desk.clock.now.adding(seconds: 5)
        #expect(try await desk.conversation(ticket.id).messages.last?.delivery == .held(until: until))
        #expect(try await desk.engine.syncOnce().sent == 0)
        desk.clock.advance(seconds: 5)
        #expect(try await desk.engine.syncOnce().sent == 1)
    }

    @Test("A wait that the backend asked for is as long as it asked, whatever the date says", arguments: jumps)
    func retryAfter(jump: Double) async throws {
        let desk = try Desk()
        let ticket = await desk.backend.addTicket("A")
        _ = try await desk.engine.syncOnce()
        try await desk.queueReply("B", to: ticket.id)
        await desk.backend.failNext(.putMessage, with: HelpdeskError(.serverFailed, retryAfter: .seconds(90)))
        _ = try await desk.engine.syncOnce()
        desk.clock.jump(seconds: jump)
        desk.clock.advance(seconds: 89)
        #expect(try await desk.store.takeNextDue() == nil)
        desk.clock.advance(seconds: 1)
        #expect(try await desk.store.takeNextDue() != nil)
    }

    @Test("Intents leave in the order in which they were made, with ids of their own, whatever the date says")
    func order() async throws {
        let desk = try Desk()
        _ = try await desk.engine.syncOnce()
        let id = try await desk.queueTicket("0")
        for (number, jump) in Self.jumps.enumerated() {
            desk.clock.jump(seconds: jump)
            try await desk.queueReply("\(number + 1)", to: id)
        }
        let report = try await desk.engine.syncOnce()
        #expect((report.sent, report.failed) == (4, 0))
        let sent = await desk.backend.messages.values
        #expect(sent.count == 4)
        #expect(await desk.backend.calls.filter { [.putTicket, .putMessage].contains($0) }.first == .putTicket)
        let times = sent.sorted { $0.created < $1.created }.map(\.text)
        #expect(Set(times) == ["0", "1", "2", "3"])
    }

    @Test("After a start of the machine nothing waits any longer")
    func restart() async throws {
        let folder = try TemporaryFolder()
        let clock = ManualClock()
        let account = Account(url: "https://desk.example", user: Sample.dispatcher.id)
        do {
            let store = try Store(directory: folder.path, clock: clock.read, steady: clock.steady)
            try await store.signIn(account, me: Sample.me, desk: Sample.desk)
            try await store.apply(ChangePage(changes: [.topic(Sample.other)], cursor: "1", hasMore: false), after: nil)
            let draft = Draft(topic: Topic.otherID, text: "A", updated: clock.now)
            _ = try await store.queueTicket(draft, origin: .tui, holdingFor: .seconds(50))
            #expect(try await store.takeNextDue() == nil)
        }
        let steady = BootClock(era: "another") { Timestamp(milliseconds: 1) }
        let store = try Store(directory: folder.path, clock: clock.read, steady: steady)
        #expect(try await store.takeNextDue() != nil)
    }

    @Test("An id of before 1970 is an id")
    func beforeTheEpoch() {
        let early = Ticket.ID.make(at: Timestamp(milliseconds: -5))
        #expect(early < Ticket.ID.make(at: Timestamp(milliseconds: 1_000_000)))
        #expect(early != Ticket.ID.make(at: Timestamp(milliseconds: -5)))
    }
}
