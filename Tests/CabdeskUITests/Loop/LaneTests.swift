import HelpdeskCore
import HelpdeskModels
import Synchronization
import TestSupport
import Testing

@testable import CabdeskUI

@Suite("Lanes", .timeLimit(.minutes(5)))
struct LaneTests {
    private static let ticket: Ticket.ID = SampleDesk.id(1)

    @Test("what changes all the time does not keep what waits from its turn")
    func noStarving() async {
        let done = Mutex<[Effect.Read]>([])
        let lane = Mutex<Lane<Effect.Read>?>(nil)
        let wanted: [Effect.Read] = [.desk, .list(TicketQuery()), .conversation(Self.ticket)]
        let made = Lane<Effect.Read> { effect in
            let count = done.withLock { done in
                done.append(effect)
                return done.count
            }
            // The store changes again during each of the first reads.
            if count < 30 { lane.withLock { lane in wanted.forEach { lane?.run($0) } } }
        }
        lane.withLock { $0 = made }
        wanted.forEach(made.run)
        await made.finish()
        let order = done.withLock { $0 }
        for effect in wanted { #expect(order.prefix(6).contains(effect)) }
        #expect(order.count < 40)
        lane.withLock { $0 = nil }
    }

    /// The order in which a lane runs a sequence that waits as a whole.
    private func order<Work: LaneWork>(of sequence: [Work], first: Work) async -> [Work] {
        let done = Mutex<[Work]>([])
        let (stream, hold) = AsyncStream.makeStream(of: Void.self)
        let lane = Lane<Work> { work in
            if done.withLock({ $0.isEmpty }) { for await _ in stream { break } }
            done.withLock { $0.append(work) }
        }
        lane.run(first)
        sequence.forEach(lane.run)
        hold.yield()
        await lane.finish()
        return Array(done.withLock { $0 }.dropFirst())
    }

    @Test("a newer draft takes the place of the older, but never before something else that is done with it")
    func drafts() async {
        func draft(_ text: String, _ number: Int) -> Draft {
            Draft(id: SampleDesk.id(number), text: text, updated: SampleDesk.now)
        }
        let order = await order(
            of: [
                .saveDraft(draft("a", 1)), .saveDraft(draft("x", 2)), .saveDraft(draft("ab", 1)),
                .leaveDraft(SampleDesk.id(2)), .saveDraft(draft("xy", 2)),
            ], first: Effect.Write.acknowledgeRescue)
        #expect(
            order == [
                .saveDraft(draft("ab", 1)), .saveDraft(draft("x", 2)), .leaveDraft(SampleDesk.id(2)),
                .saveDraft(draft("xy", 2)),
            ])
    }

    @Test("of reads that wait the newest of a kind is done, but each ticket and each question has its own answer")
    func reads() async {
        let (one, two): (Ticket.ID, Ticket.ID) = (SampleDesk.id(1), SampleDesk.id(2))
        let order = await order(
            of: [
                .list(TicketQuery()), .conversation(one), .number(7), .list(TicketQuery(filter: "q")),
                .conversation(two),
                .number(8), .conversation(one), .similar("a"), .similar("ab"), .rows([one], TicketQuery()),
                .rows([two], TicketQuery()),
            ], first: Effect.Read.desk)
        #expect(
            order == [
                .list(TicketQuery(filter: "q")), .conversation(one), .number(7), .conversation(two), .number(8),
                .similar("ab"), .rows([two], TicketQuery()),
            ])
    }

    @Test("a lane that has nothing to do is finished")
    func idle() async {
        await Lane<Effect.Read> { _ in }.finish()
    }
}
