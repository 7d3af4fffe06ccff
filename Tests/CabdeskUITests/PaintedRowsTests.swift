import HelpdeskCore
import HelpdeskModels
import TerminalKit
import TestSupport
import Testing

@testable import CabdeskUI

@Suite("Rows that are painted once")
struct PaintedRowsTests {
    /// Compares each picture with one that was made from nothing.
    private struct Screen {
        var state: AppState
        var theme = UIFixture.theme("dark")
        var rows = PaintedRows()

        mutating func expectSame(after what: String) {
            let reused = state.view(theme: theme, reusing: &rows)
            #expect(reused == state.view(theme: theme), "after \(what)")
        }
    }

    private func screen(_ size: Size) -> Screen {
        var state = UIFixture.state(size: size)
        state.beSpecialist()
        let more = (0..<60).map { number -> TicketRow in
            var row = SampleDesk.rows[number % SampleDesk.rows.count]
            row.id = SampleDesk.id(500 + number)
            row.number = 2000 + number
            return row
        }
        _ = state.update(.listLoaded(state.tickets.query, more.map(\.id), SampleDesk.counts))
        _ = state.update(.rowsLoaded(more))
        return Screen(state: state)
    }

    @Test(
        "The list looks as if all of it were painted, whatever happens",
        arguments: [Size(rows: 24, columns: 80), Size(rows: 40, columns: 160), Size(rows: 12, columns: 50)])
    func anything(_ size: Size) {
        var random = SeededGenerator(seed: 3)
        var screen = screen(size)
        let keys: [Key] = [
            .down, .up, .pageDown, .pageUp, .end, .home, .character(" "), .character("v"), .character("o"),
            .character("O"), .character("/"), .character("р"), .escape, .alt("l"), .enter, .alt("2"), .alt("1"),
        ]
        for _ in 0..<400 {
            var what = ""
            switch Int.random(in: 0..<12, using: &random) {
            case 0:
                var row = SampleDesk.rows.randomElement(using: &random) ?? SampleDesk.rows[0]
                row.id = screen.state.tickets.viewport.ids.randomElement(using: &random) ?? row.id
                row.isUnread = Bool.random(using: &random)
                row.hit = Bool.random(using: &random) ? "Добрий день, звіт" : nil
                _ = screen.state.update(.rowsLoaded([row]))
                what = "a row"
            case 1:
                let minutes = Int.random(in: 0..<3000, using: &random)
                _ = screen.state.update(.minutePassed(screen.state.now.adding(seconds: Double(minutes * 60))))
                what = "\(minutes) minutes"
            case 2:
                screen.theme = UIFixture.theme(["dark", "light", "nord"].randomElement(using: &random) ?? "dark")
                what = "another theme"
            case 3:
                var snapshot = screen.state.desk
                snapshot.topics.shuffle(using: &random)
                if Bool.random(using: &random) { snapshot.topics.removeLast() }
                _ = screen.state.update(.deskLoaded(snapshot.topics.isEmpty ? SampleDesk.snapshot : snapshot))
                what = "another desk"
            case 4:
                var ids = screen.state.tickets.viewport.ids
                ids.shuffle(using: &random)
                _ = screen.state.update(.listLoaded(screen.state.tickets.query, ids, SampleDesk.counts))
                what = "another order"
            case 5:
                let columns = size.columns + Int.random(in: 0...3, using: &random)
                _ = screen.state.update(.windowResized(Size(rows: size.rows, columns: columns)))
                what = "another width"
            default:
                let key = keys.randomElement(using: &random) ?? .down
                screen.state.press(key)
                what = key.notation
            }
            screen.expectSame(after: what)
        }
    }

    @Test("Moving the selection paints two rows")
    func two() {
        var screen = screen(Size(rows: 24, columns: 80))
        screen.expectSame(after: "the start")
        screen.state.press(.down)
        screen.expectSame(after: "a move")
        #expect(screen.rows.paintedCount == 2)
        // The same picture once more.
        screen.expectSame(after: "nothing")
        #expect(screen.rows.paintedCount == 0)
    }
}
