import HelpdeskDesk
import HelpdeskModels
import Synchronization
import Testing

@testable import TelegramBots

struct AlertCourierTests {
    private func courier(_ night: AlertNight, _ desk: MemoryDesk) -> AlertCourier {
        let now = night.now
        return AlertCourier(
            store: night.store, bot: night.bot, desk: LazyDesk { desk }, clock: { now }, log: BotLog { _, _ in })
    }

    @Test("Case 33: with the desk down people are paged; when it is back it hears how the incident stands, once")
    func deskDown() async throws {
        let night = try AlertNight()
        let desk = MemoryDesk(BotClock())
        let courier = courier(night, desk)
        try night.report(from: 100, service: "Liga")
        #expect(try night.pages() == [11, 12])
        await desk.fail(1)
        await #expect(throws: TelegramDeskError.unavailable("busy")) { try await courier.publish() }
        try night.report(from: 101)
        try night.press(.acknowledge(1), by: 11)
        try await courier.publish()
        try await courier.publish()
        let published = await Array(desk.incidents.values)
        #expect(published.map(\.state) == [.acknowledged])
        #expect(await desk.feed.count == 1)
        #expect(published.first?.acknowledgedBy == "Olena")
        #expect(published.first?.reportCount == 2)
        #expect(published.first?.kind == .program)
    }

    @Test("An incident that nobody has sorted is in no banner until somebody has")
    func unsorted() async throws {
        let night = try AlertNight()
        let desk = MemoryDesk(BotClock())
        let courier = courier(night, desk)
        try night.say("HELP", from: 100)
        try night.pass(60)
        try await courier.publish()
        #expect(await desk.incidents.isEmpty)
        try night.press(.choose(.telephony), by: 100)
        try await courier.publish()
        #expect(await desk.incidents.values.map(\.kind) == [.telephony])
    }

    @Test("A question waits for the desk and for the link; one that is refused stands in nobody's way")
    func questions() async throws {
        let night = try AlertNight()
        let desk = MemoryDesk(BotClock())
        let courier = courier(night, desk)
        for (chat, text) in [(Int64(100), "refused"), (101, "taken"), (102, "not linked")] {
            try night.press(.choose(.other), by: chat)
            try night.say(text, from: chat)
        }
        for chat: Int64 in [100, 101] { await desk.setLink(chat) }
        await desk.refuse(text: "refused")
        try await courier.fetchLinks()
        try await courier.sendQuestions()
        try await courier.sendQuestions()
        #expect(await desk.messages.map(\.text) == ["taken"])
        let said = try night.news().sorted { $0.chat < $1.chat }
        #expect(said.map(\.chat) == [100, 101])
        // The author of a question that the desk does not take is told so once, with where to ask it.
        #expect(said.first?.text.contains("no ticket of your question: “refused”") == true)
        #expect(said.first?.text.contains("@example_support_bot") == true)
        #expect(said.last?.text == "Your question is ticket № 1.")
        #expect(try night.read { try $0.services(of: [100])[100] } == ReportedService(id: "zirka", name: "Зірка"))
        for chat: Int64 in [100, 101] { await desk.setLink(chat, nil) }
        try await courier.fetchLinks()
        #expect(try night.read { try $0.services(of: [100])[100] } == nil)
    }

    @Test("A link that ended a moment ago leaves the question waiting; a desk that is busy is asked again")
    func endedLink() async throws {
        let night = try AlertNight()
        let desk = MemoryDesk(BotClock())
        let courier = courier(night, desk)
        try night.press(.choose(.other), by: 100)
        try night.say("How do I add a driver?", from: 100)
        await desk.setLink(100)
        try await courier.fetchLinks()
        await desk.setLink(100, nil)
        try await courier.sendQuestions()
        #expect(await desk.tickets.isEmpty)
        await desk.setLink(100)
        await desk.fail(1)
        await #expect(throws: TelegramDeskError.unavailable("busy")) { try await courier.sendQuestions() }
        try await courier.sendQuestions()
        #expect(await desk.tickets.map(\.subject) == ["How do I add a driver?"])
        #expect(try night.read { try $0.readyQuestions(limit: 10) }.isEmpty)
    }

    @Test("A desk that cannot be opened is opened again at the next need, and then stays open")
    func opening() async throws {
        struct Locked: Error {}
        let isLocked = Mutex(true)
        let memory = MemoryDesk(BotClock())
        let desk = LazyDesk {
            guard !isLocked.withLock({ $0 }) else { throw Locked() }
            return memory
        }
        await #expect(throws: Locked.self) { try await desk.opened() }
        isLocked.withLock { $0 = false }
        _ = try await desk.opened().limits()
        isLocked.withLock { $0 = true }
        _ = try await desk.opened().limits()
    }

    @Test("A question that no message of the desk can hold is the ticket's messages, one after the other")
    func longQuestion() throws {
        let night = try AlertNight()
        try night.press(.choose(.other), by: 100)
        for number in 0..<50 { try night.say("\(number) " + String(repeating: "ж", count: 990), from: 100) }
        let long = AlertQuestion(
            id: .make(at: night.now), messageID: .make(at: night.now), chat: 100,
            text: (0..<50).map { "\($0) " + String(repeating: "ж", count: 990) }.joined(separator: "\n"),
            created: night.now)
        let parts = long.messages(.standard)
        #expect(parts.count == 3)
        #expect(parts[0].id == long.messageID && Set(parts.map(\.id)).count == 3)
        #expect(parts.map(\.id) == long.messages(.standard).map(\.id))
        #expect(parts.allSatisfy { $0.text.unicodeScalars.count <= Limits.standard.textLength })
        #expect(parts.flatMap { $0.text.split(separator: "\n") }.count == 50)
        #expect(Limits.standard.violations(inSubject: long.subject(.standard)).isEmpty)
        var piled = long.subject(.standard)
        piled = String(repeating: "e" + String(repeating: "\u{301}", count: 20), count: 90)
        let question = AlertQuestion(
            id: .make(at: night.now), messageID: .make(at: night.now), chat: 100, text: piled, created: night.now)
        #expect(Limits.standard.violations(inSubject: question.subject(.standard)).isEmpty)
    }
}
