import HelpdeskModels
import Testing

@testable import TelegramBots

struct LoadTests {
    @Test("A thousand chats are told within a fifth more than the time that Telegram's limits ask, each in order")
    func thousandChats() async throws {
        let rig = try SupportRig()
        let twice = Array(Int64(1)...30)
        let calls = (Int64(1)...1000).map { ($0, "first") } + twice.map { ($0, "second") }
        try await rig.store.queue(
            calls.map { Outgoing(to: $0, .message(FormattedText($1))) }, at: rig.clock.now)
        let start = rig.clock.now
        try await rig.settle()
        let sent = rig.telegram.calls
        #expect(sent.count == calls.count)
        let least = Duration.seconds(calls.count / 30)
        #expect(try #require(sent.last).at - start <= least * 1.2)
        for chat in twice {
            let own = sent.filter { $0.chat == chat }
            #expect(own.compactMap(\.text) == ["first", "second"])
            #expect(own[1].at - own[0].at >= .seconds(1))
        }
        for (early, late) in zip(sent, sent.dropFirst(30)) {
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
