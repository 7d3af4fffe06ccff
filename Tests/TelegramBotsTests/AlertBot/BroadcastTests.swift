import HelpdeskModels
import Testing

@testable import TelegramBots

struct BroadcastTests {
    @Test("Case 30: thirty services report: one incident, one page for each on duty, thirty resolved notices")
    func thirty() throws {
        let desk = try AlertNight(group: AlertNight.group)
        for chat in Int64(100)..<130 { try desk.report(.telephony, from: chat, service: "Service\(chat)") }
        #expect(try desk.incidentCount() == 1)
        #expect(try desk.reports().count == 30)
        #expect(try desk.pages() == [11, 12])
        // Everyone, for the group's sake, and then the one who takes it.
        try desk.pass(300)
        try desk.pass(300)
        try desk.press(.acknowledge(1), by: 11)
        let taken = try #require(try desk.news().last { $0.chat == 11 })
        #expect(taken.text.utf16.count <= 4096)
        #expect(taken.text.contains("… and 20 more"))
        try desk.press(.resolve(1), by: 11)
        let resolved = try desk.news()
        #expect(resolved.filter { $0.chat >= 100 }.map(\.chat).sorted() == Array(100..<130))
        // The group hears three things of the whole night: the page, who took it, that it is over.
        try desk.settle()
        try desk.tick()
        let group = try desk.messages().filter { $0.chat == AlertNight.group }
        #expect(group.count == 3)
        #expect(try desk.news().map(\.text) == ["№ 1: 30 of 30 were told."])
    }

    @Test("Case 34: one reporter has blocked the bot: the others are told, and the staff see who was not reached")
    func oneBlocked() throws {
        let desk = try AlertNight()
        for chat in Int64(100)..<103 { try desk.report(from: chat, service: "Service\(chat)") }
        try desk.press(.acknowledge(1), by: 11)
        try desk.press(.resolve(1), by: 11)
        _ = try desk.news()
        try desk.settle(in: [11, 12, 21, 100])
        try desk.tick()
        try desk.restart()
        // No result before everyone's is known.
        #expect(try desk.news() == [])
        try desk.block(101)
        try desk.settle(in: [102])
        try desk.tick()
        try desk.tick()
        let results = try desk.news()
        #expect(results.map(\.chat) == [11, 11])
        #expect(
            results.last?.text == "№ 1: 2 of 3 were told.\nNot told: «Service101», the bot is blocked there.")
    }

    @Test("The staff's own words reach every chat that reported, once, and what they are is said")
    func words() throws {
        let desk = try AlertNight()
        try desk.report(from: 100, service: "Liga")
        try desk.report(.telephony, from: 100)
        try desk.report(from: 101)
        _ = try desk.news()
        let sent = try desk.say("/tell 1 Back in ten minutes.\nDo not restart.", from: 12)
        #expect(sent.map(\.chat) == [100, 101, 12])
        #expect(sent.first?.text.hasSuffix(":\nBack in ten minutes.\nDo not restart.") == true)
        try desk.settle(.unknown, in: [101])
        try desk.settle()
        try desk.tick()
        #expect(
            try desk.news().map(\.text) == [
                "№ 1: 1 of 2 were told.\nPerhaps not told: P101, Telegram did not confirm it."
            ])
        #expect(try desk.say("/tell 1", from: 12).first?.text.contains("/tell 12 TEXT") == true)
    }

    @Test("Merged incidents are one, and a report that is split off begins another that pages nobody")
    func mergeAndSplit() throws {
        let desk = try AlertNight()
        try desk.report(.program, from: 100, service: "Liga")
        try desk.report(.telephony, from: 101, service: "Start")
        try desk.press(.acknowledge(1), by: 11)
        _ = try desk.news()
        let merged = try desk.say("/merge 2 1", from: 11)
        #expect(merged.map(\.chat) == [11, 12])
        #expect(try desk.incident(2).mergedInto == 1)
        #expect(try desk.reports().map(\.chat) == [100, 101])
        #expect(try desk.say("/merge 2 1", from: 11).first?.text.contains("only while both are open") == true)
        // The old message's button acts on what became of it.
        #expect(try desk.press(.acknowledge(2), by: 12).text.contains("№ 1: Olena"))
        try desk.pass(600)
        #expect(try desk.pages() == [])
        #expect(try desk.say("/split 2", from: 11).count == 2)
        #expect(try desk.reports(of: 3).map(\.chat) == [101])
        #expect(try desk.incident(3).state == .acknowledged)
        #expect(try desk.say("/split 2", from: 11).first?.text.contains("no report #2") == true)
        // It is one of the kind it came from, so further reports still join the older one.
        try desk.report(.program, from: 102, service: "Third")
        #expect(try desk.reports().map(\.chat) == [100, 102])
    }
}
