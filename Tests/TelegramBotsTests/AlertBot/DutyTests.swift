import HelpdeskModels
import Testing

@testable import TelegramBots

struct DutyTests {
    @Test("Case 28: a stranger, an anonymous administrator and a foreign group cannot acknowledge, and are told why")
    func refused() throws {
        let desk = try AlertNight(group: AlertNight.group)
        try desk.report(from: 100, service: "Liga")
        _ = try desk.news()
        let stranger = try desk.press(.acknowledge(1), by: 100)
        #expect(stranger.isAlert && stranger.text.contains("duty list"))
        let anonymous = try desk.press(
            .acknowledge(1), by: 1_087_968_824, in: AlertNight.group, isAnonymous: true)
        #expect(anonymous.isAlert && anonymous.text.contains("anonymous administrator"))
        let foreign = try desk.press(.acknowledge(1), by: 11, in: -77)
        #expect(foreign.isAlert && foreign.text.contains("duty list"))
        for text in ["", "a", "a:", "a:x", "a:-1", "a:1:2", "zzz", String(repeating: "a:1", count: 30)] {
            #expect(try desk.press(data: text, by: 100).text == "")
        }
        #expect(try desk.incident().state == .triggered)
        #expect(try desk.news() == [])
        #expect(try desk.press(.acknowledge(1), by: 11, in: AlertNight.group).text.contains("You took"))
    }

    @Test("Case 28: commands for the staff are refused to everybody else, and in foreign groups")
    func refusedCommands() throws {
        let desk = try AlertNight(group: AlertNight.group)
        try desk.report(from: 100, service: "Liga")
        _ = try desk.news()
        for command in ["/incidents", "/incident 1", "/onduty", "/tell 1 hello", "/merge 1 2", "/split 1", "/merge"] {
            let answer = try desk.say(command, from: 100)
            #expect(answer.map(\.chat) == [100])
            #expect(answer.first?.text.contains("duty list") == true)
        }
        func inGroup(_ chat: Int64, _ text: String, isAnonymous: Bool = false) throws -> [String] {
            try desk.receive(
                .message(
                    AlertChatMessage(
                        chat: chat, isPrivate: false,
                        sender: AlertSender(id: 11, name: "Olena", isAnonymous: isAnonymous), text: text)))
            return try desk.news().map(\.text)
        }
        #expect(try inGroup(-77, "/incidents").first?.contains("private chats") == true)
        #expect(try inGroup(-77, "nothing for the bot") == [])
        #expect(try inGroup(AlertNight.group, "/incidents@another_bot") == [])
        #expect(try inGroup(AlertNight.group, "/incidents", isAnonymous: true).first?.contains("anonymous") == true)
        #expect(try inGroup(AlertNight.group, "/incidents@example_alert_bot").first?.contains("№ 1") == true)
    }

    @Test("Case 32: of two acknowledgements the first takes the incident, and the second hears who has it")
    func race() throws {
        let desk = try AlertNight()
        try desk.report(from: 100, service: "Liga")
        _ = try desk.news()
        #expect(try desk.press(.acknowledge(1), by: 12).text.contains("You took"))
        let second = try desk.press(.acknowledge(1), by: 11)
        #expect(second.isAlert && second.text.contains("Ihor was faster"))
        #expect(try desk.press(.acknowledge(1), by: 12).text.contains("already"))
        #expect(try desk.incident().acknowledged?.by.name == "Ihor")
        let told = try desk.news()
        #expect(told.filter { $0.chat == 11 }.map(\.text) == ["№ 1: Ihor took it."])
        #expect(told.filter { $0.chat == 100 }.count == 1)
        try desk.pass(600)
        #expect(try desk.pages() == [])
    }

    @Test("Case 32: an acknowledgement and a resolution after the resolution do nothing")
    func afterResolution() throws {
        let desk = try AlertNight()
        try desk.report(from: 100, service: "Liga")
        try desk.press(.resolve(1), by: 11)
        _ = try desk.news()
        let before = try desk.incident()
        #expect(try desk.press(.acknowledge(1), by: 12).text.contains("already resolved"))
        #expect(try desk.press(.resolve(1), by: 12).text.contains("already resolved"))
        #expect(try desk.incident() == before)
        try desk.pass(7200)
        #expect(try desk.news().filter { $0.isPage || $0.chat == 100 } == [])
    }

    @Test("Case 32: a report after the acknowledgement joins, pages nobody and reopens nothing")
    func reportAfterAcknowledgement() throws {
        let desk = try AlertNight()
        try desk.report(from: 100, service: "Liga")
        try desk.pass(1)
        try desk.press(.acknowledge(1), by: 11)
        let before = try desk.incident()
        try desk.pass(1)
        _ = try desk.news()
        try desk.report(from: 101, service: "Start")
        try desk.report(from: 100)
        let told = try desk.news()
        #expect(told.map(\.chat) == [101, 100])
        #expect(told.first?.text.contains("already working on it") == true)
        #expect(try desk.incident() == before)
        #expect(try desk.reports().count == 2)
        // The person who took it hears of it a minute later, once.
        try desk.pass(60)
        let news = try desk.news()
        #expect(news.map(\.chat) == [11])
        #expect(news.first?.text.contains("«Start»") == true && news.first?.text.contains("«Liga»") == false)
        try desk.pass(60)
        #expect(try desk.news() == [])
    }

    @Test("Case 32: a report soon after the resolution reopens the incident, a later one begins another")
    func reportAfterResolution() throws {
        let desk = try AlertNight()
        try desk.report(from: 100, service: "Liga")
        try desk.report(from: 101, service: "Start")
        try desk.press(.resolve(1), by: 11)
        _ = try desk.news()
        desk.now = desk.now.adding(seconds: 1799)
        try desk.report(from: 100)
        let again = try desk.news()
        #expect(again.filter(\.isPage).map(\.chat) == [11, 12])
        #expect(again.first { $0.isPage }?.text.contains("open again") == true)
        #expect(again.first { $0.chat == 101 }?.text.contains("opened again") == true)
        #expect(try desk.incident().state == .reopened)
        try desk.press(.resolve(1), by: 11)
        _ = try desk.news()
        desk.now = desk.now.adding(seconds: 1800)
        try desk.report(from: 100)
        #expect(try desk.incident(2).state == .triggered)
        #expect(try desk.incident(1).state == .resolved)
        #expect(try desk.pages() == [11, 12])
    }

    @Test("Those who reported hear of the acknowledgement and of the resolution, and the duty that it is settled")
    func story() throws {
        let desk = try AlertNight()
        try desk.report(from: 100, service: "Liga")
        try desk.report(from: 101, service: "Start")
        try desk.pass(300)
        _ = try desk.news()
        try desk.press(.acknowledge(1), by: 21)
        let taken = try desk.news()
        #expect(taken.first?.chat == 21 && taken.first?.buttons == ["r:1"])
        #expect(taken.first?.text.contains("2 reports") == true)
        #expect(taken.map(\.chat).sorted() == [11, 12, 21, 100, 101])
        try desk.press(.resolve(1), by: 21)
        let resolved = try desk.news()
        #expect(resolved.map(\.chat).sorted() == [11, 12, 21, 100, 101])
        #expect(resolved.filter { $0.chat >= 100 }.allSatisfy { $0.text.contains("resolved") && $0.buttons == ["c:p"] })
        try desk.settle()
        try desk.tick()
        #expect(try desk.news().map(\.text) == ["№ 1: 2 of 2 were told."])
        try desk.press(.reopen(1), by: 12)
        #expect(try desk.pages() == [11, 12])
        #expect(try desk.press(.reopen(1), by: 12).text.contains("not resolved"))
    }

    @Test("Who is on duty is told level by level; open incidents come with their buttons")
    func lists() throws {
        let desk = try AlertNight()
        #expect(try desk.say("/onduty", from: 11).first?.text.hasPrefix("Level 1: Olena, Ihor\nLevel 2: Anna") == true)
        #expect(try desk.say("/incidents", from: 11).map(\.text) == ["Nothing is open."])
        try desk.report(from: 100, service: "Liga")
        _ = try desk.news()
        #expect(try desk.say("/incidents", from: 11).map(\.buttons) == [["a:1", "r:1"]])
        #expect(try desk.say("/incident 7", from: 11).first?.text.contains("no incident № 7") == true)
        #expect(try desk.say("/incident №1", from: 11).first?.text.contains("«Liga»") == true)
    }
}
