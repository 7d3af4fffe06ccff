import HelpdeskCore
import HelpdeskModels
import TerminalKit
import TestSupport
import Testing

@testable import CabdeskUI

@Suite("What is typed into the filter")
struct FilterSyntaxTests {
    private func syntax(_ language: Language = .ukrainian, isStaff: Bool = false) -> FilterSyntax {
        let state = UIFixture.state(language: language)
        var desk = state.desk
        if isStaff { desk.me?.user.role = .agent }
        return FilterSyntax(
            strings: Strings(language: language, timeZone: UIFixture.kyiv), desk: desk, now: SampleDesk.now)
    }

    private func conditions(_ text: String, isStaff: Bool = false) -> TicketConditions {
        syntax(isStaff: isStaff).parse(text).conditions
    }

    @Test(
        "words stay words, whatever stands in them",
        arguments: ["звук зник", "12:30", "http://a", "до речі", "2.5", "№ 1042"])
    func words(text: String) {
        let filter = syntax().parse(text)
        #expect(filter.words == text)
        #expect(filter.conditions.isEmpty)
    }

    @Test(
        "a condition has its name in any of the three languages",
        arguments: ["status:resolved", "стан:вирішено", "СТАТУС:реш", "состояние:\"Решён\"", "статус:Resolved"])
    func languages(text: String) {
        #expect(conditions(text).statuses == [.resolved])
        #expect(syntax().parse("кабель \(text) лінія").words == "кабель лінія")
    }

    @Test("a value that is no date finds nothing, and quotes alone are no filter")
    func nonsense() {
        for text in ["до:сміття", "після:2026-02-31", "до:2026-03-00", "після:-1.-1", "before:00.03"] {
            #expect(conditions(text).activity?.isEmpty == true, "\(text)")
        }
        #expect(syntax().parse("\"").words.isEmpty && syntax().parse("«»").words.isEmpty)
        #expect(syntax().parse("\"немає звуку\"").words == "немає звуку")
    }

    @Test("specialists name a status as their list does")
    func statusForStaff() {
        #expect(conditions("стан:\"наш хід\"", isStaff: true).statuses == [.open])
        #expect(conditions("status:their", isStaff: true).statuses == [.waiting])
        #expect(conditions("status:your", isStaff: true).statuses == [])
    }

    @Test("a value in quotes has spaces, and one that names nothing finds nothing")
    func values() {
        #expect(conditions("стан:\"чекає на\"").statuses == [.waiting])
        #expect(conditions("стан:«чекає на»").statuses == [.waiting])
        #expect(conditions("стан:галактика").statuses == [])
        #expect(conditions("тема:теле").topics == ["telephony"])
        #expect(conditions("від:\"Олена Т\"").author == "Олена Т")
        #expect(conditions("тема:").isEmpty)
    }

    @Test("several values of one name are alternatives, and names narrow one another")
    func alternatives() {
        #expect(conditions("status:new status:open").statuses == [.new, .open])
        #expect(conditions("стан:вирішено status:new").statuses == [.resolved, .new])
        #expect(conditions("status:new стан:галактика").statuses == [.new])
        #expect(conditions("тема:теле тема:other").topics == ["telephony", "other"])
        #expect(conditions("priority:urgent priority:low").priorities == [.urgent, .low])
        let both = conditions("status:new тема:теле")
        #expect(both.statuses == [.new] && both.topics == ["telephony"])
    }

    @Test("only specialists ask for a service or an assignee")
    func roles() {
        #expect(conditions("служба:зірка").isEmpty)
        #expect(syntax().parse("служба:зірка").words == "служба:зірка")
        #expect(conditions("service:зірка", isStaff: true).services?.count == 1)
        #expect(conditions("відповідає:ніхто", isStaff: true).assignees == [User.ID("")])
    }

    @Test("a date is a day in the reader's zone", arguments: ["2026-03-10", "10.03.2026"])
    func dates(day: String) throws {
        let activity = try #require(conditions(day).activity)
        let strings = Strings(language: .ukrainian, timeZone: UIFixture.kyiv)
        #expect(strings.dateTime(activity.lowerBound) == "10.03.2026 00:00")
        #expect(strings.dateTime(activity.upperBound) == "11.03.2026 00:00")
        #expect(conditions("після:\(day)").filedFrom == activity.lowerBound)
        #expect(conditions("до:\(day)").filedBefore == activity.lowerBound)
        #expect(conditions("до:10.03").filedBefore.map(strings.date)?.hasPrefix("10.03.") == true)
    }

    @Test("the day on which the clocks change has its own length")
    func summerTime() throws {
        let day = try #require(conditions("2026-03-29").activity)
        #expect(day.upperBound.milliseconds - day.lowerBound.milliseconds == 23 * 3_600_000)
    }

    @Test(
        "what is no date is a word", arguments: ["31.02.2026", "2026-13-01", "1.2.3", "99999-01-01", "--", "1-2-3-4"])
    func noDates(text: String) {
        #expect(syntax().parse(text).conditions.isEmpty)
        #expect(syntax().parse(text).words == text)
    }

    @Test("Tab completes a name, then its value, and says what there is")
    func completion() {
        #expect(syntax().complete("те") == FilterSyntax.Completion(text: "тема:", candidates: ["тема:"]))
        #expect(syntax().complete("кабель ст").text == "кабель стан:")
        #expect(syntax().complete("тема:тел").text == "тема:Телефонія ")
        #expect(syntax().complete("стан:чек").text == "стан:\"Чекає на вас\" ")
        #expect(syntax().complete("тема:").candidates.count > 1)
        #expect(syntax().complete("кабель") == FilterSyntax.Completion(text: "кабель", candidates: []))
        #expect(syntax().complete("").candidates.contains("стан:"))
        #expect(!syntax().complete("").candidates.contains("служба:"))
        #expect(syntax(.english, isStaff: true).complete("ser").text == "service:")
    }

    @Test("a new filter begins anew, and Tab in it completes")
    func keys() {
        var state = UIFixture.state()
        state.press(.character("/"))
        state.type("тема:тел")
        state.press(.tab)
        #expect(state.tickets.filter.text == "тема:Телефонія ")
        #expect(state.tickets.query.conditions.topics == ["telephony"])
        state.press(.enter)
        #expect(state.context == .ticketList)
        #expect(state.press(.character("/")).first == .read(.list(TicketQuery())))
        #expect(state.tickets.filter.isEmpty)
    }
}
