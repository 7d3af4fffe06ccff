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

    @Test(
        "A thousand linked services report one incident: two pages, and all hear of the end within the limits, in order"
    )
    func oneIncident() async throws {
        let night = try AlertNight()
        let chats = Array(Int64(1001)...2000)
        try night.write { db in
            let links = chats.map { ($0, Service(id: Service.ID("s\($0)"), name: "Service\($0)")) }
            try AlertRecords(db: db).replaceLinks(Dictionary(uniqueKeysWithValues: links))
        }
        func press(_ press: AlertPress, by user: Int64) throws {
            try night.receive(
                .press(
                    AlertButtonPress(
                        id: "\(user)", chat: user, isPrivate: true,
                        sender: AlertSender(id: user, name: "P\(user)", language: .english), data: press.data)))
        }
        for chat in chats { try press(.choose(.telephony), by: chat) }
        #expect(try night.incidentCount() == 1)
        #expect(try night.reports().count == 1000)
        #expect(try night.pages() == [11, 12])
        try night.settle()
        try press(.acknowledge(1), by: 11)
        try press(.resolve(1), by: 11)

        let clock = BotClock()
        let telegram = ScriptedTelegram(clock)
        let token = try #require(BotToken("124:AAsecret-of-the-alert-bot"))
        let client = BotClient(token: token, transport: telegram, folder: night.store.folder)
        let sender = BotSender(store: night.store, client: client, desk: nil, clock: { clock.now }, log: LogLines().log)
        let start = clock.now
        while let next = try await sender.sendDue() { clock.move(to: next) }

        let sent = telegram.calls.filter { $0.method == "sendMessage" }
        // That somebody takes care, and that it is over.
        let told = Dictionary(grouping: sent.filter { $0.chat.map(chats.contains) == true }, by: \.chat)
        #expect(told.count == 1000)
        #expect(told.values.allSatisfy { $0.count == 2 && $0[1].text?.contains("esolved") == true })
        let least = Duration.seconds(sent.count / 30)
        #expect(try #require(sent.last).at - start <= least * 1.2)
    }
}
