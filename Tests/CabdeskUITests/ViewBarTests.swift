import HelpdeskCore
import HelpdeskModels
import TerminalKit
import TestSupport
import Testing

@testable import CabdeskUI

@Suite("The views above the list")
struct ViewBarTests {
    private static let names = ["Alpha", "Beta", "Gamma", "Delta", "Eps", "Zeta", "Eta", "Theta"]

    private func bar(current: Int, columns: Int) -> ViewBar {
        let views = zip(TicketView.all(isStaff: true), Self.names).enumerated().map { index, view in
            (view: view.0, name: view.1, count: index)
        }
        return ViewBar(views, current: current, columns: columns)
    }

    /// As it stands in its line.
    private func text(_ bar: ViewBar) -> String {
        bar.labels.reduce("") { line, label in
            line + String(repeating: " ", count: label.column - line.count) + label.text
        }
    }

    @Test("all of them are shown where they have room, in their order")
    func all() {
        let line = " Alpha 0  Beta 1  Gamma 2  Delta 3  Eps 4  Zeta 5  Eta 6  Theta 7"
        #expect(text(bar(current: 3, columns: line.count + 1)) == line)
        #expect(
            text(bar(current: 3, columns: line.count)) == " Alpha 0  Beta 1  Gamma 2  Delta 3  Eps 4  Zeta 5  Eta 6 ›")
    }

    @Test(
        "else the current one stands between its neighbours, with an arrow where there are more",
        arguments: [
            (0, " Alpha 0  Beta 1  Gamma 2 ›"), (1, " Alpha 0  Beta 1  Gamma 2 ›"), (3, " ‹ Gamma 2  Delta 3  Eps 4 ›"),
            (6, " ‹ Zeta 5  Eta 6  Theta 7"), (7, " ‹ Zeta 5  Eta 6  Theta 7"),
        ])
    func window(current: Int, line: String) {
        #expect(text(bar(current: current, columns: 30)) == line)
    }

    @Test("in any room the current one is there with its whole count, and an arrow leads to the nearest of the others")
    func always() {
        let views = TicketView.all(isStaff: true)
        for columns in 12...90 {
            for current in views.indices {
                let bar = bar(current: current, columns: columns)
                let label = bar.labels.first { $0.view == views[current] }
                #expect(label?.text.hasSuffix(" \(current)") == true, "\(current) in \(columns)")
                #expect(text(bar).count < columns, "\(current) in \(columns): \(text(bar))")
                let shown = bar.labels.compactMap { views.firstIndex(of: $0.view) }
                #expect(shown == Array((shown.first ?? 0)...(shown.last ?? 0)))
                // All of them, or an arrow for what is left out.
                #expect(shown.first == 0 || bar.labels.first?.text == "‹")
                #expect(shown.last == views.count - 1 || bar.labels.last?.text == "›")
            }
        }
    }

    @Test("at 80 columns a specialist sees each view when it is the current one, and a press on an arrow goes on")
    func specialist() {
        for language in Language.allCases {
            var state = UIFixture.state(language: language)
            state.beSpecialist()
            for view in state.views {
                state.tickets.query.view = view
                let line = state.view(theme: .fallback).lines[1]
                #expect(line.contains("\(state.strings[.view(view)]) \(state.tickets.counts[view])"), "\(line)")
            }
            state.tickets.query.view = .waiting
            let line = state.view(theme: .fallback).lines[1]
            guard let arrow = line.firstIndex(of: "›") else {
                Issue.record("no arrow: \(line)")
                continue
            }
            let column = DisplayWidth.of(line[..<arrow])
            let effects = state.update(
                .mouse(MouseEvent(kind: .press, position: Position(row: 1, column: column))))
            #expect(effects.contains(.read(.list(state.tickets.query))))
            #expect(!line.contains(state.strings[.view(state.tickets.query.view)]))
        }
    }
}
