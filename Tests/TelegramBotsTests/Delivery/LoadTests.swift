import HelpdeskModels
import Testing

@testable import TelegramBots

struct LoadTests {
    @Test("A thousand chats get two messages each within a fifth of the time that Telegram's limits ask, in order")
    func thousandChats() async throws {
        let rig = try SupportRig()
        let chats = Array(Int64(1)...1000)
        try await rig.store.queue(
            chats.flatMap { chat in ["first", "second"].map { Outgoing(to: chat, .message(FormattedText($0))) } },
            at: rig.clock.now)
        let start = rig.clock.now
        try await rig.settle()
        let calls = rig.telegram.calls
        #expect(calls.count == 2000)
        let least = Duration.seconds(2000 / 30)
        let taken = try #require(calls.last).at - start
        #expect(taken <= least * 1.2)
        for chat in chats {
            let own = calls.filter { $0.chat == chat }
            #expect(own.compactMap(\.text) == ["first", "second"])
            #expect(own[1].at - own[0].at >= .seconds(1))
        }
        for (early, late) in zip(calls, calls.dropFirst(30)) {
            #expect(late.at - early.at >= .seconds(1))
        }
    }

    @Test("A group gets no more than twenty messages a minute")
    func group() async throws {
        let rig = try SupportRig()
        try await rig.store.queue(
            (1...45).map { Outgoing(to: -5, .message(FormattedText("\($0)"))) }, at: rig.clock.now)
        try await rig.settle()
        let calls = rig.telegram.calls
        #expect(calls.compactMap(\.text) == (1...45).map { "\($0)" })
        for (early, late) in zip(calls, calls.dropFirst(20)) {
            #expect(late.at - early.at >= .seconds(60))
        }
    }
}
