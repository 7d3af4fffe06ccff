import HelpdeskModels
import Testing

@testable import TelegramBots

struct DialogueTests {
    @Test("A stranger's report pages at once; the service's name is asked afterwards and marked as not verified")
    func stranger() throws {
        let desk = try AlertNight()
        #expect(try desk.say("Nothing opens", from: 100).first?.buttons == ["c:p", "c:t", "c:o"])
        try desk.press(.choose(.program), by: 100)
        let sent = try desk.news()
        let page = try #require(sent.first { $0.isPage })
        #expect(page.text.contains("service not named yet, P100: Nothing opens"))
        #expect(sent.first { $0.chat == 100 }?.text.contains("name of your service") == true)
        #expect(try desk.say("  Таксі\n«Зоря»  ", from: 100).first?.text.contains("“Таксі «Зоря»”") == true)
        #expect(
            try desk.say("/incidents", from: 11).first?.text.contains("«Таксі «Зоря»» (not verified), P100") == true)
        // Once the chat is linked, the desk's name counts.
        try desk.link(100, to: "Zorya")
        #expect(try desk.reports().first?.service == ReportedService(id: "zorya", name: "Zorya"))
        // The next message is about the report.
        #expect(try desk.say("Since 22:50", from: 100).first?.text.contains("Added to your report") == true)
        #expect(try desk.reports().first?.remarks == ["Nothing opens", "Since 22:50"])
    }

    @Test("A voice message names no service, and what the desk knows is not overwritten by what is typed")
    func notNamed() throws {
        let desk = try AlertNight()
        try desk.report(from: 100)
        _ = try desk.news()
        let voice = AlertFile(kind: .voice, id: "v")
        try desk.receive(
            .message(
                AlertChatMessage(
                    chat: 100, isPrivate: true, sender: AlertSender(id: 100, name: "P100", language: .english),
                    text: "",
                    hasFile: true, file: voice)))
        #expect(try desk.news().map(\.text) == ["What is the name of your service?"])
        #expect(try desk.reports().first?.service == nil)
        try desk.link(100, to: "Liga")
        try desk.say("Taxi Moon", from: 100)
        #expect(try desk.reports().first?.service == ReportedService(id: "liga", name: "Liga"))
        #expect(try desk.reports().first?.remarks == [AlertRemark("📎", file: voice), "Taxi Moon"])
    }

    @Test("Case 17: who is linked in the support bot is known here by the same chat, with the service's name")
    func linked() throws {
        let desk = try AlertNight()
        try desk.say("No calls", from: 100)
        try desk.link(100, to: "Liga")
        try desk.press(.choose(.telephony), by: 100)
        let sent = try desk.news()
        #expect(sent.first { $0.isPage }?.text.contains("«Liga», P100: No calls") == true)
        #expect(sent.first { $0.chat == 100 }?.text.contains("name of your service") == false)
    }

    @Test("Whoever writes and chooses nothing is not lost: after a minute those on duty are paged anyway")
    func noChoice() throws {
        let desk = try AlertNight()
        try desk.link(100, to: "Liga")
        try desk.say("HELP", from: 100)
        try desk.say("nothing works!!!", from: 100)
        try desk.pass(59)
        #expect(try desk.pages() == [])
        try desk.restart()
        try desk.pass(1)
        let page = try #require(try desk.news().first { $0.isPage })
        #expect(page.text.contains("Something unavailable") && page.text.contains("HELP / nothing works!!!"))
        // A late choice sorts the incident and pages nobody twice.
        try desk.press(.choose(.program), by: 100)
        #expect(try desk.pages() == [])
        #expect(try desk.incident().kind == .program)
        try desk.report(from: 101, service: "Start")
        #expect(try desk.reports().count == 2)
    }

    @Test("A late choice joins the incident of its kind that is open already")
    func lateChoiceJoins() throws {
        let desk = try AlertNight()
        try desk.report(.program, from: 101, service: "Start")
        try desk.say("nothing works", from: 100)
        try desk.pass(60)
        #expect(try desk.incident(2).kind == .unsorted)
        try desk.press(.choose(.program), by: 100)
        #expect(try desk.incident(2).mergedInto == 1)
        #expect(try desk.reports().map(\.chat) == [101, 100])
    }

    @Test("A second press is no second report")
    func twice() throws {
        let desk = try AlertNight()
        try desk.report(from: 100, service: "Liga")
        try desk.report(from: 100)
        #expect(try desk.reports().count == 1)
        #expect(try desk.news().last?.text.contains("We have your report") == true)
    }

    @Test("Other becomes a question in the queue; without a link it waits for one and says so")
    func other() throws {
        let desk = try AlertNight()
        try desk.press(.choose(.other), by: 100)
        let answer = try #require(try desk.say("How do I add a driver?", from: 100).last)
        #expect(answer.text.contains("@example_support_bot"))
        func ready() throws -> [AlertQuestion] {
            try desk.read { try $0.readyQuestions(limit: 10) }
        }
        #expect(try ready() == [])
        try desk.link(100, to: "Liga")
        let question = try #require(try ready().first)
        #expect(question.text == "How do I add a driver?")
        for _ in 0..<2 {
            try desk.write { db in try desk.bot.take(.ticket(42, of: question), at: desk.now, in: db) }
        }
        #expect(try desk.news().map(\.text) == ["Your question is ticket № 42."])
        #expect(try ready() == [])
        #expect(try desk.incidentCount() == 0)
    }

    @Test("A question that was announced and never asked does not swallow a report hours later")
    func forgottenQuestion() throws {
        let desk = try AlertNight()
        try desk.press(.choose(.other), by: 100)
        try desk.pass(901)
        #expect(try desk.say("Nothing opens", from: 100).last?.buttons == ["c:p", "c:t", "c:o"])
    }

    @Test("The language is that of the person's Telegram until another is chosen")
    func languages() throws {
        let desk = try AlertNight()
        #expect(try desk.say("/start", from: 100, language: .russian).first?.text.contains("Что случилось?") == true)
        #expect(try desk.say("/language", from: 100).first?.buttons == ["l:uk", "l:ru", "l:en"])
        try desk.press(.speak(.ukrainian), by: 100)
        _ = try desk.news()
        #expect(try desk.say("/status", from: 100).first?.text.contains("нічого не відомо") == true)
        // Telegram speaks none of ours: the desk's language.
        #expect(try desk.say("/start", from: 200, language: nil).first?.text.contains("What happened?") == true)
    }

    @Test("The status of what is open is told to anybody; somebody on duty gets the duty's help")
    func statusAndHelp() throws {
        let desk = try AlertNight()
        try desk.report(from: 100, service: "Liga")
        _ = try desk.news()
        #expect(try desk.say("/status", from: 200).first?.text.contains("are being called") == true)
        try desk.press(.acknowledge(1), by: 11)
        _ = try desk.news()
        #expect(try desk.say("/status", from: 200).first?.text.contains("is working on it") == true)
        #expect(try desk.say("/help", from: 200).first?.text.contains("08:00 (GMT+3)") == true)
        #expect(try desk.say("/start", from: 11).first?.text.contains("duty list") == true)
        #expect(try desk.say("/nonsense", from: 200).first?.text.contains("/help") == true)
    }

    @Test("Text from outside stays on its line and cannot turn what follows")
    func cleanLines() throws {
        #expect(CleanLine.of("  a\u{1B}[2J\n\n\u{202E}b\u{2066} ", atMost: 10) == "a [2J b")
        #expect(CleanLine.of("👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦", atMost: 2) == "👨‍👩‍👧‍👦👨‍👩‍👧‍👦…")
    }

    @Test("A report that begins with a slash is a report; a command that somebody on duty misspelt pages nobody")
    func slashes() throws {
        let desk = try AlertNight()
        #expect(try desk.say("/dev/ttyUSB0 не працює", from: 100).last?.buttons == ["c:p", "c:t", "c:o"])
        try desk.say("/tmp is full", from: 100)
        try desk.press(.choose(.program), by: 100)
        #expect(try desk.reports().first?.remarks == ["/dev/ttyUSB0 не працює", "/tmp is full"])
        _ = try desk.news()
        #expect(try desk.say("/incidnet 12", from: 11).last?.text.contains("/help") == true)
        try desk.pass(60)
        #expect(try desk.incidentCount() == 1)
    }

    @Test("A talk that another version of the program kept and nobody can read still pages when its time is over")
    func unreadableTalk() throws {
        let desk = try AlertNight()
        try desk.say("HELP", from: 100)
        _ = try desk.news()
        try desk.store.database.run("UPDATE alert_person SET dialogue = '{\"future\":{}}'")
        try desk.pass(60)
        #expect(try desk.pages() == [11, 12])
    }
}
