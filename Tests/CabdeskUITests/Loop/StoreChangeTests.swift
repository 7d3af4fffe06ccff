import HelpdeskCore
import HelpdeskModels
import TerminalKit
import TestSupport
import Testing

@testable import CabdeskUI

/// The screen reads again only what may have changed in the store.
@Suite("What a change of the store reloads")
struct StoreChangeTests {
    private let open = SampleDesk.conversation.ticket.id

    /// The sample ticket is open, and so is a reply to it.
    private func replying() -> AppState {
        var state = UIFixture.state()
        state.openSampleTicket()
        state.press(.character("r"))
        state.type("Так")
        return state
    }

    @Test("a draft that is being written reloads nothing")
    func draft() throws {
        var state = replying()
        let draft = try #require(state.ticket?.reply?.draft.id)
        #expect(state.update(.storeChanged(StoreChange(drafts: [draft]))) == [])
        #expect(state.update(.storeChanged(StoreChange(drafts: [state.create.draft.id]))) == [])
    }

    @Test("a draft that was left, or that another program wrote, is shown in its ticket")
    func otherDraft() throws {
        var state = replying()
        let draft = try #require(state.ticket?.reply?.draft.id)
        // Its mark stands in the row as well.
        let rows = Effect.read(.rows(Array(state.visibleTicketIDs), state.tickets.query))
        #expect(
            state.update(.storeChanged(StoreChange(drafts: [SampleDesk.id(90)]))) == [rows, .read(.conversation(open))])
        state.press(.escape)
        #expect(state.update(.draftLeft(draft)) == [.read(.conversation(open)), rows])
    }

    @Test("a change that leaves the order as it is reads only the rows that are seen, and the ticket that is open")
    func row() {
        var state = UIFixture.state()
        let first = state.tickets.viewport.ids[0]
        let rows: [Effect] = [.read(.rows(Array(state.visibleTicketIDs), state.tickets.query))]
        #expect(state.update(.storeChanged(StoreChange(tickets: [first]))) == rows)
        #expect(state.update(.storeChanged(StoreChange(tickets: [SampleDesk.id(999)]))) == [])
        state.openSampleTicket()
        #expect(state.update(.storeChanged(StoreChange(tickets: [open]))) == rows + [.read(.conversation(open))])
        #expect(state.update(.storeChanged(StoreChange(tickets: [first]))) == rows)
    }

    @Test("a read mark reads the counts, and not the list")
    func counts() {
        var state = UIFixture.state()
        let effects = state.update(.storeChanged(StoreChange(tickets: [SampleDesk.id(999)], counts: true)))
        #expect(effects == [.read(.counts)])
        var counts = SampleDesk.counts
        counts.unread = 7
        _ = state.update(.countsLoaded(counts))
        #expect(state.tickets.counts.unread == 7)
    }

    @Test("a row that changed out of sight is read again when it comes into sight")
    func hidden() {
        var state = UIFixture.state()
        let more: [Ticket.ID] = SampleDesk.rows.map(\.id) + (100..<140).map { SampleDesk.id($0) }
        _ = state.update(.listLoaded(state.tickets.query, more, SampleDesk.counts))
        let last = more[more.count - 1]
        state.tickets.rows[last] = SampleDesk.rows[0]
        #expect(!state.visibleTicketIDs.contains(last))
        _ = state.update(.storeChanged(StoreChange(tickets: [last])))
        #expect(state.tickets.rows[last] == nil)
    }

    @Test("what may have changed the order reads the list; the desk is read when it changed, and all of it in doubt")
    func everything() {
        var state = UIFixture.state()
        let query = state.tickets.query
        #expect(
            state.update(.storeChanged(StoreChange(tickets: [open], lists: true, counts: true)))
                == [.read(.list(query))])
        #expect(state.update(.storeChanged(StoreChange(desk: true))) == [.read(.desk)])
        state.openSampleTicket()
        #expect(
            state.update(.storeChanged(.everything)) == [
                .read(.desk), .read(.list(query)), .read(.conversation(open)),
            ])
    }
}
