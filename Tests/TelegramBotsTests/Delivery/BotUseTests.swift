import HelpdeskModels
import SQLDatabase
import TestSupport
import Testing

@testable import TelegramBots

/// How a bot is doing, for metrics and the doctor.
struct BotUseTests {
    @Test("Waiting calls, set-aside updates and refused calls are counted, and the oldest call is told")
    func support() async throws {
        let rig = try SupportRig(staff: true)
        let begin = rig.clock.now
        var use = try await rig.store.use()
        #expect(use.waiting == 0 && use.oldestWaiting == nil && use.openIncidents == nil && use.holder == nil)
        for text in ["One", "Two", "Three"] {
            try await rig.store.queue([Outgoing(to: 7, .message(FormattedText(text)))], at: rig.clock.now)
            rig.clock.pass(5)
        }
        try await rig.receive([rig.update("message", ["message_id": "no number", "chat": ["id": 7]])])
        let first = try #require(try await rig.store.sendable(at: rig.clock.now, limit: 1).first)
        try await rig.store.giveUp(on: first, as: .failed, because: "refused", at: rig.clock.now)
        use = try await rig.store.use()
        #expect(use.waiting == 2 && use.failed == 1 && use.unknown == 0)
        #expect(use.oldestWaiting == begin.adding(seconds: 5))
        try await rig.settle()
        use = try await rig.store.use()
        #expect(use.waiting == 0 && use.setAside == 1)
    }

    @Test("The oldest page that has not been sent, and the open incidents")
    func alert() async throws {
        let night = try AlertNight()
        #expect(try await night.store.use().oldestPage == nil)
        let begin = night.now
        try night.report(from: 100, service: "Liga")
        try night.pass(30)
        #expect(try await night.store.use().oldestPage == begin)
        #expect(try await night.store.use().openIncidents == 1)
        try night.settle()
        #expect(try await night.store.use().oldestPage == nil)
        try night.press(.resolve(1), by: 11)
        #expect(try await night.store.use().openIncidents == 0)
        // Answers and results wait, and are no pages.
        #expect(try await night.store.use().waiting > 0)
        #expect(try await night.store.use().oldestPage == nil)
    }
}
