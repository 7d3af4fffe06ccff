import HelpdeskCore
import HelpdeskModels
import TerminalKit
import TestSupport
import Testing

@testable import CabdeskUI

/// The rows to which the next key leads are read before it is pressed.
@Suite("Rows that are read ahead")
struct NearbyRowsTests {
    private static let ids: [Ticket.ID] = (0..<500).map { SampleDesk.id(1000 + $0) }

    private func row(_ id: Ticket.ID) -> TicketRow {
        var row = SampleDesk.rows[0]
        row.id = id
        return row
    }

    /// A long list whose effects are answered, and what was read.
    private struct Screen {
        var state = UIFixture.state()
        var read: [Effect.Read] = []

        mutating func run(_ effects: [Effect], _ row: (Ticket.ID) -> TicketRow) {
            for case .read(let effect) in effects {
                read.append(effect)
                switch effect {
                case .rows(let ids, _), .nearbyRows(let ids, _):
                    run(state.update(.rowsLoaded(ids.map(row))), row)
                default: break
                }
            }
        }
    }

    private func screen() -> Screen {
        var screen = Screen()
        screen.run(screen.state.update(.listLoaded(TicketQuery(), Self.ids, SampleDesk.counts)), row)
        return screen
    }

    private func isComplete(_ state: AppState) -> Bool {
        state.visibleTicketIDs.allSatisfy { state.tickets.rows[$0] != nil }
    }

    @Test("The visible rows come first, then those to which one key leads; each key finds its page complete")
    func pages() {
        var screen = screen()
        guard case .rows? = screen.read.first, case .nearbyRows(let ids, _)? = screen.read.dropFirst().first else {
            Issue.record("\(screen.read)")
            return
        }
        let page = screen.state.listRows
        #expect(screen.read.count == 2 && ids.contains(Self.ids[499]) && ids.contains(Self.ids[2 * page - 1]))
        for key in [Key.pageDown, .pageDown, .end, .pageUp, .home, .pageDown, .pageUp, .end, .home] {
            let effects = screen.state.press(key)
            #expect(isComplete(screen.state), "\(key.notation)")
            screen.run(effects, row)
        }
        // No more than the window and what is near.
        #expect(screen.state.tickets.rows.count <= 5 * page)
    }

    @Test("Moving line by line reads nothing most of the time, and never finds a row missing")
    func lines() {
        var screen = screen()
        screen.read = []
        for _ in 0..<200 {
            screen.run(screen.state.press(.down), row)
            #expect(isComplete(screen.state))
        }
        #expect(screen.read.count < 30)
    }

    @Test("Another list forgets the rows of the one before; while a filter is typed nothing is read ahead")
    func otherList() {
        var screen = screen()
        screen.run(screen.state.press(.character("/")), row)
        screen.read = []
        screen.run(screen.state.type("звіт"), row)
        let found = Array(Self.ids.dropFirst(3))
        screen.run(screen.state.update(.listLoaded(screen.state.tickets.query, found, SampleDesk.counts)), row)
        let ahead = screen.read.contains { if case .nearbyRows = $0 { true } else { false } }
        #expect(!ahead && Set(screen.state.tickets.rows.keys) == Set(screen.state.visibleTicketIDs))
    }

    @Test("A ticket that is gone is not asked for again and again")
    func gone() {
        var state = UIFixture.state()
        _ = state.update(.listLoaded(TicketQuery(), Self.ids, SampleDesk.counts))
        let effects = state.update(.rowsLoaded(state.visibleTicketIDs.map(row)))
        guard case .read(.nearbyRows)? = effects.first else {
            Issue.record("\(effects)")
            return
        }
        #expect(state.update(.rowsLoaded([])) == [])
        // Half of them.
        #expect(state.update(.rowsLoaded(Self.ids.suffix(20).map(row))) == [])
    }
}
