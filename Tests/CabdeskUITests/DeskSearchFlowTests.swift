import CabdeskUI
import HelpdeskCore
import HelpdeskModels
import TerminalKit
import TestSupport
import Testing

@Suite("Searching on the desk")
struct DeskSearchFlowTests {
    private let error = HelpdeskError(.unreachable, subject: "desk.example")

    /// A desk that can be searched.
    private func state(length: Int? = SearchPage.queryLength) -> AppState {
        var state = UIFixture.state(language: .english)
        var snapshot = SampleDesk.snapshot
        snapshot.desk?.searchLength = length
        _ = state.update(.deskLoaded(snapshot))
        return state
    }

    private func page(_ total: Int, isExact: Bool = true, isComplete: Bool = true) -> AppMessage {
        .countedOnDesk(
            "ab", SearchPage(items: [], next: nil, total: total, isTotalExact: isExact, isComplete: isComplete))
    }

    @Test("each filter with words asks the desk once, and the list says what is here and what is there")
    func counting() {
        var state = state()
        state.press(.character("/"))
        #expect(state.type("a") == [.read(.list(TicketQuery(filter: "a"))), .remote(.countOnDesk("a"))])
        #expect(state.type("b") == [.read(.list(TicketQuery(filter: "ab"))), .remote(.countOnDesk("ab"))])
        _ = state.update(.listLoaded(TicketQuery(filter: "ab"), [SampleDesk.rows[0].id], SampleDesk.counts))
        #expect(state.painted.contains("1 ticket"))
        // A late answer to an older filter, and a failure, show nothing.
        _ = state.update(
            .countedOnDesk("a", SearchPage(items: [], next: nil, total: 9, isTotalExact: true, isComplete: true)))
        _ = state.update(.countedOnDesk("ab", nil))
        #expect(state.painted.contains("1 ticket") && state.notice == nil)
        _ = state.update(page(340))
        #expect(state.painted.contains("1 here · 340 on the desk"))
        for inexact in [page(340, isExact: false), page(340, isComplete: false)] {
            _ = state.update(inexact)
            #expect(state.painted.contains("1 here · 340+ on the desk"))
        }
        _ = state.update(.listLoaded(TicketQuery(filter: "ab"), [], SampleDesk.counts))
        #expect(state.painted.contains("0 here · 340+ on the desk"))
        #expect(state.painted.contains("F3 Load from the desk"))
        #expect(state.painted.contains("Nothing here matches. F3 loads what the support desk has."))
        _ = state.update(.listLoaded(TicketQuery(filter: "ab"), [SampleDesk.rows[0].id], SampleDesk.counts))
        // The desk has no more than is here.
        _ = state.update(page(1))
        #expect(state.painted.contains("1 ticket"))
        #expect(!state.painted.contains("Load from the desk"))
        _ = state.update(page(1, isComplete: false))
        #expect(state.painted.contains("F3 Load from the desk"))
        #expect(state.type(" ").isEmpty)
        #expect(state.press(.escape) == [.read(.list(TicketQuery()))])
        #expect(!state.painted.contains("on the desk"))
    }

    @Test("conditions alone, an older desk, no connection: the desk is not asked, and no key is offered")
    func notAsked() {
        var older = state(length: nil)
        older.press(.character("/"))
        #expect(older.type("ab").allSatisfy { $0.isRead } && older.notice == nil)
        #expect(!older.painted.contains("Load from the desk"))
        var state = state()
        state.press(.character("/"))
        #expect(state.update(.pasted("status:open !!")).allSatisfy { $0.isRead })
        #expect(state.press(.function(3)).isEmpty && state.notice == .failed(.searchNeedsWords))
        state.press(.escape)
        _ = state.update(.syncStatusChanged(SyncStatus(phase: .offline(since: SampleDesk.now, error))))
        state.press(.character("/"))
        #expect(state.type("ab").allSatisfy { $0.isRead } && state.notice == nil)
        #expect(!state.painted.contains("Load from the desk"))
        #expect(state.press(.function(3)).isEmpty && state.notice == .failed(.searchNeedsConnection))
        // Back on line it asks by itself.
        #expect(
            state.update(.syncStatusChanged(SyncStatus(phase: .online))) == [.remote(.countOnDesk("ab"))])
        #expect(state.painted.contains("Load from the desk"))
        #expect(state.update(.syncStatusChanged(SyncStatus(phase: .online))).isEmpty)
        let long = String(repeating: "x", count: SearchPage.queryLength)
        #expect(state.update(.pasted(long)).allSatisfy { $0.isRead })
        #expect(state.press(.function(3)).isEmpty && state.notice == .failed(.searchTooLong))
    }

    @Test("one key loads what the desk has, page after page, in the list and while the filter is typed")
    func loading() {
        var state = state()
        state.press(.character("/"))
        state.type("ab")
        _ = state.update(page(340))
        #expect(state.press(.function(3)) == [.remote(.loadFromDesk("ab", after: nil))])
        #expect(state.notice == .done(.loadingFromDesk))
        // Not twice at once.
        #expect(state.press(.function(3)).isEmpty)
        _ = state.update(.loadedFromDesk("ab", FetchedTickets(count: 50, next: "7")))
        #expect(state.notice == .done(.loadedFromDesk(50, key: "F3")))
        state.press(.enter)
        // The same key of a Cyrillic layout.
        #expect(state.press(.character("І")) == [.remote(.loadFromDesk("ab", after: "7"))])
        _ = state.update(.notLoadedFromDesk("ab", error))
        #expect(state.notice == .failed(.error(error)))
        #expect(state.press(.character("S")) == [.remote(.loadFromDesk("ab", after: "7"))])
        _ = state.update(.loadedFromDesk("ab", FetchedTickets(count: 3, next: nil)))
        #expect(state.notice == .done(.loadedFromDesk(3, key: nil)))
        #expect(!state.painted.contains("on the desk"))
        #expect(!state.painted.contains("Load from the desk"))
        #expect(state.press(.character("S")).isEmpty && state.notice == .done(.nothingMoreOnDesk))
        // Another filter begins anew.
        state.press(.character("/"))
        state.type("c")
        #expect(state.press(.function(3)) == [.remote(.loadFromDesk("c", after: nil))])
    }

    @Test("a number that is not here is asked of the desk, where there is one that answers")
    func number() {
        var state = state()
        #expect(state.update(.numberFound(7, nil)) == [.remote(.fetchNumber(7))])
        let id = Ticket.ID.make()
        #expect(state.update(.numberFetched(7, id)) == [.read(.conversation(id))])
        #expect(state.ticket?.id == id)
        _ = state.update(.numberFetched(7, nil))
        #expect(state.notice == .failed(.error(HelpdeskError(.notFound, subject: "№ 7"))))
        var older = self.state(length: nil)
        #expect(older.update(.numberFound(7, nil)).isEmpty)
        #expect(older.notice == .failed(.error(HelpdeskError(.notFound, subject: "№ 7"))))
    }
}

extension Effect {
    fileprivate var isRead: Bool { if case .read = self { true } else { false } }
}
