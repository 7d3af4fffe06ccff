import HelpdeskModels
import Testing

@testable import TelegramBots

struct EscalationTests {
    @Test("Case 31: without an acknowledgement each step is taken exactly once, also across restarts")
    func stepsOnce() throws {
        let desk = try AlertNight(group: AlertNight.group)
        try desk.report(from: 100, service: "Liga")
        #expect(try desk.pages() == [11, 12])
        var pages: [[Int64]] = []
        for _ in 0..<12 {
            // Two looks at each minute and a half, a restart in between.
            try desk.pass(90)
            try desk.restart()
            try desk.tick()
            let paged = try desk.pages()
            if !paged.isEmpty { pages.append(paged) }
        }
        // 18 minutes: the second level once five have passed, then everyone and the group, again and again.
        #expect(pages == [[21], [11, 12, 21, AlertNight.group], [11, 12, 21, AlertNight.group]])
    }

    @Test("Case 31: a step that a crash rolled back is taken once afterwards")
    func crash() throws {
        let desk = try AlertNight()
        try desk.report(from: 100, service: "Liga")
        #expect(try desk.pages() == [11, 12])
        desk.now = desk.now.adding(seconds: 300)
        struct Crash: Error {}
        #expect(throws: Crash.self) {
            try desk.write { db in
                try desk.bot.tick(at: desk.now, in: db)
                throw Crash()
            }
        }
        #expect(try desk.pages() == [])
        try desk.restart()
        try desk.tick()
        try desk.tick()
        #expect(try desk.pages() == [21])
    }

    @Test("After a long outage one step is taken, not all that were missed")
    func afterOutage() throws {
        let desk = try AlertNight()
        try desk.report(from: 100, service: "Liga")
        _ = try desk.pages()
        try desk.pass(4 * 3600)
        #expect(try desk.pages() == [21])
        try desk.pass(299)
        #expect(try desk.pages() == [])
        try desk.pass(1)
        #expect(try desk.pages() == [11, 12, 21])
    }

    @Test("A level with nobody on duty is passed over at once; if that is all of them, everyone is paged")
    func emptyLevels() throws {
        let day = AlertHours(
            from: try #require(TimeOfDay("08:00")), to: try #require(TimeOfDay("20:00")), utcOffsetMinutes: 180)
        var olena = AlertNight.olena
        olena.hours = day
        let desk = try AlertNight(levels: [[olena], [AlertNight.anna]])
        try desk.report(from: 100, service: "Liga")
        #expect(try desk.pages() == [21])
        var anna = AlertNight.anna
        anna.hours = day
        let empty = try AlertNight(levels: [[olena], [anna]])
        try empty.report(from: 100, service: "Liga")
        #expect(try empty.pages() == [11, 21])
    }

    @Test("A level that Telegram reaches nobody of is not waited for")
    func unreachable() throws {
        let desk = try AlertNight()
        try desk.report(from: 100, service: "Liga")
        #expect(try desk.pages() == [11, 12])
        try desk.block(11)
        try desk.pass(1)
        #expect(try desk.pages() == [])
        try desk.block(12)
        try desk.pass(1)
        #expect(try desk.pages() == [21])
        try desk.block(21)
        try desk.pass(1)
        #expect(try desk.pages() == [11, 12, 21])
        // Once everyone was paged there is nobody to go on to: now it is a matter of time.
        try desk.pass(1)
        #expect(try desk.pages() == [])
        // A person who writes has let the bot in again.
        try desk.say("/incidents", from: 11)
        #expect(try desk.read { try $0.pages(of: [1]).first { $0.chat == 11 }?.outcome } == .open)
    }

    @Test("An acknowledgement older than 30 minutes without a resolution pages again, from the first level")
    func forgotten() throws {
        let desk = try AlertNight()
        try desk.report(from: 100, service: "Liga")
        try desk.press(.acknowledge(1), by: 11)
        _ = try desk.news()
        try desk.pass(1799)
        try desk.restart()
        #expect(try desk.pages() == [])
        try desk.pass(1)
        let again = try desk.news().filter(\.isPage)
        #expect(again.map(\.chat) == [11, 12])
        #expect(again.first?.text.contains("Olena acknowledged at 23:00 (GMT+3), and it is still not resolved") == true)
        #expect(try desk.incident().state == .triggered)
        try desk.pass(300)
        #expect(try desk.pages() == [21])
        // The second acknowledgement is no news to the reporter.
        try desk.press(.acknowledge(1), by: 21)
        #expect(try desk.news().filter { $0.chat == 100 }.isEmpty)
    }

    /// Nothing can be queued for the chat.
    private func breakOutbox(for chat: Int64, of desk: AlertNight) throws {
        try desk.store.breakInserts(into: "outbox", where: "NEW.chat = \(chat)")
    }

    @Test("A page that fails for one person reaches the others at once, and is told; the report is not lost with it")
    func onePersonFails() async throws {
        let desk = try AlertNight(group: AlertNight.group)
        try breakOutbox(for: 11, of: desk)
        try desk.report(from: 100, service: "Liga")
        let sent = try desk.news()
        #expect(sent.filter(\.isPage).map(\.chat) == [12])
        #expect(sent.contains { $0.chat == 100 && $0.text.hasPrefix("Received") })
        let now = desk.now
        let handler = AlertHandler(bot: desk.bot, log: desk.lines.log)
        try await UpdateWorker(store: desk.store, handler: handler, clock: { now }, log: desk.lines.log).drain()
        #expect(try desk.news().map(\.chat) == [AlertNight.group, 12])
        #expect(desk.lines.all.contains { $0.contains("a page of incident 1 to 11 failed") })
        try desk.pass(300)
        #expect(try desk.pages() == [21])
    }

    @Test("A level that nobody of can be paged is passed over, and everybody is still asked again and again")
    func levelFails() throws {
        let desk = try AlertNight(levels: [[AlertNight.olena], [AlertNight.anna]])
        try breakOutbox(for: 11, of: desk)
        try desk.report(from: 100, service: "Liga")
        #expect(try desk.pages() == [])
        try desk.pass(1)
        #expect(try desk.pages() == [21])
        try desk.pass(300)
        #expect(try desk.pages() == [21])
        try desk.pass(1)
        #expect(try desk.pages() == [])
        try desk.pass(299)
        #expect(try desk.pages() == [21])
    }

    @Test("An incident whose step fails stops neither the others, nor what somebody wrote, nor its own later steps")
    func oneIncidentFails() throws {
        let desk = try AlertNight()
        try desk.report(.program, from: 100, service: "Liga")
        try desk.report(.telephony, from: 101, service: "Start")
        try desk.say("HELP", from: 102)
        _ = try desk.pages()
        try desk.store.breakInserts(into: "alert_step", where: "NEW.incident = 1 AND NEW.step = 1")
        try desk.pass(300)
        let pages = try desk.news().filter(\.isPage)
        #expect(pages.map(\.chat) == [11, 12, 21])
        #expect(!pages.contains { $0.text.contains("№ 1 ·") })
        #expect(try desk.incident(1).due == desk.now.adding(seconds: 300))
        try desk.store.mendInserts(into: "alert_step")
        try desk.pass(300)
        #expect(try desk.news().contains { $0.isPage && $0.chat == 21 && $0.text.contains("№ 1 ·") })
    }

    @Test("A notice that fails for one reporter reaches the others")
    func oneReporterFails() throws {
        let desk = try AlertNight()
        try desk.report(from: 100, service: "Liga")
        try desk.report(from: 101, service: "Start")
        try breakOutbox(for: 100, of: desk)
        try desk.press(.resolve(1), by: 11)
        #expect(try desk.incident().state == .resolved)
        #expect(try desk.news().contains { $0.chat == 101 && $0.text.contains("resolved") })
    }

    @Test("The same person twice in a level, however it came there, is paged once and stops nothing")
    func samePersonTwice() throws {
        let desk = try AlertNight(levels: [[AlertNight.olena, AlertNight.olena], [AlertNight.anna, AlertNight.anna]])
        try desk.report(from: 100, service: "Liga")
        #expect(try desk.pages() == [11])
        try desk.pass(300)
        #expect(try desk.pages() == [21])
        try desk.pass(300)
        #expect(try desk.pages() == [11, 21])
    }
}
