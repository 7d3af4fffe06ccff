import HelpdeskCore
import HelpdeskModels
import TerminalKit
import TestSupport
import Testing

@testable import CabdeskUI

@Suite("Priority, waiting, merging, figures")
struct TriageFlowTests {
    private let id = SampleDesk.conversation.ticket.id

    @Test("a customer is asked whether it is urgent, and Enter alone changes nothing")
    func urgentByCustomer() {
        var state = UIFixture.state()
        state.openSampleTicket()
        state.press(.character("P"))
        #expect(state.overlays.last == .confirm(Confirmation(question: .urgent(id))))
        #expect(state.press(.enter) == [])
        state.press(.character("P"))
        #expect(state.press(.character("y")) == [.write(.prioritise(id, .urgent))])
        var urgent = SampleDesk.conversation
        urgent.ticket.priority = .urgent
        _ = state.update(.conversationLoaded(id, urgent))
        state.press(.character("P"))
        #expect(state.press(.enter) == [.write(.prioritise(id, .normal))])
        urgent.events.append(
            Event(
                id: .make(), ticket: id, kind: .prioritised, author: SampleDesk.iryna, created: SampleDesk.now,
                priority: .urgent))
        _ = state.update(.conversationLoaded(id, urgent))
        state.press(.character("P"))
        #expect(state.notice == .failed(.urgentBySpecialist) && state.overlays.isEmpty)
    }

    @Test("a specialist chooses a priority, in the list too")
    func bySpecialist() {
        var state = UIFixture.state()
        state.beSpecialist()
        state.press(.down, .character("P"))
        state.type("терм")
        #expect(state.press(.enter) == [.write(.prioritise(SampleDesk.rows[1].id, .urgent))])
        state = UIFixture.state()
        state.beSpecialist()
        state.openSampleTicket()
        state.press(.character("P"))
        state.type("звич")
        #expect(state.press(.enter) == [.write(.prioritise(id, .normal))])
    }

    @Test("a desk without priorities says so, and has no column, view and order for waiting")
    func oldDesk() {
        var state = UIFixture.state()
        state.beSpecialist()
        #expect(state.views.contains(.waitingLongest) && state.sortColumns.contains(.waiting))
        state.desk.desk?.limits.urgentPerDay = nil
        #expect(!state.views.contains(.waitingLongest) && !state.sortColumns.contains(.waiting))
        for key in [Key.character("P"), .alt("s")] {
            state.press(key)
            #expect(state.notice == .failed(.notOfferedHere))
        }
        state.desk.desk?.limits.urgentPerDay = 3
        state.capabilities.priorities = false
        state.openSampleTicket()
        state.press(.character("M"))
        #expect(state.notice == .failed(.notOfferedHere))
    }

    @Test("a merge is chosen, asked about, and queued")
    func merge() {
        var state = UIFixture.state()
        state.beSpecialist()
        state.openSampleTicket()
        #expect(state.press(.character("M")) == [.read(.mergeCandidates(id))])
        let target = SampleDesk.rows[2]
        _ = state.update(.mergeCandidatesFound(id, [target]))
        state.press(.enter)
        #expect(state.context == .confirm)
        #expect(state.press(.enter) == [])
        _ = state.update(.mergeCandidatesFound(id, [target]))
        state.press(.enter)
        #expect(state.press(.character("y")) == [.write(.merge(id, into: target.id))])
    }

    @Test("a merged ticket leads on with Enter, and takes nothing any more")
    func merged() {
        var state = UIFixture.state()
        state.openSampleTicket()
        #expect(state.press(.enter) == [])
        #expect(state.notice == .failed(.notMerged))
        _ = state.update(.conversationLoaded(id, SampleScreens.merged))
        state.press(.character("r"))
        #expect(state.notice == .failed(.wasMerged(into: "1043", key: "Enter")) && state.ticket?.reply == nil)
        let target = SampleDesk.rows[2].id
        #expect(state.press(.enter) == [.read(.conversation(target))])
        #expect(state.ticket?.id == target)
    }

    @Test("only specialists merge, and see the figures")
    func roles() {
        var state = UIFixture.state()
        state.press(.alt("s"))
        #expect(state.notice == .failed(.onlyForSpecialists))
        state.openSampleTicket()
        state.press(.character("M"))
        #expect(state.notice == .failed(.onlyForSpecialists))
        state.press(.escape)
        state.beSpecialist()
        #expect(state.press(.alt("s")) == [.remote(.statistics)])
    }

    @Test("the view of those who wait longest has an order of its own")
    func waitingLongest() {
        var state = UIFixture.state()
        state.beSpecialist()
        _ = state.showView(.waitingLongest)
        #expect(state.tickets.query.order == TicketSort(column: .waiting, isAscending: true))
        #expect(state.press(.character("o")) == [])
        #expect(state.notice == .failed(.sortedByWaiting))
    }

    @Test("the filter knows priorities by their names in any language")
    func filter() {
        let syntax = FilterSyntax(
            strings: Strings(language: .ukrainian), desk: SampleDesk.snapshot, now: SampleDesk.now)
        #expect(syntax.parse("priority:urgent").conditions.priorities == [.urgent])
        #expect(syntax.parse("пріоритет:терм").conditions.priorities == [.urgent])
        #expect(syntax.parse("приоритет:высокий").conditions.priorities == [.high])
        #expect(syntax.parse("priority:nothing").conditions.priorities == [])
        #expect(syntax.complete("пріо").text == "пріоритет:")
    }

    @Test("a refusal says how many were marked, and when it is possible again", arguments: Language.allCases)
    func refusal(language: Language) {
        let again = SampleDesk.time("2026-03-13T08:30:00Z")
        let strings = Strings(language: language, timeZone: UIFixture.state().timeZone)
        let violation = Violation(field: "priority", code: .tooMany, limit: 3, again: again)
        let text = strings[.violation(violation, label: nil)]
        #expect(text.contains("(3)") && text.contains(strings.dateTime(again)))
    }

    @Test("ages are short in every language", arguments: Language.allCases)
    func ages(language: Language) {
        let strings = Strings(language: language)
        for seconds in [0, 59, 3599, 3600, 47 * 3600, 48 * 3600, 400 * 86_400] {
            #expect(strings.span(seconds: seconds).count <= 7)
        }
        #expect(Strings(language: .english).span(seconds: 47 * 3600) == "47 h")
    }
}
