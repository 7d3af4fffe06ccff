import CabdeskUI
import Foundation
import HelpdeskCore
import HelpdeskModels
import TerminalKit
import TestSupport
import Testing

/// Golden screens of every state.
@Suite("Screens")
struct ScreenTests {
    static let sizes = [Size(rows: 24, columns: 80), Size(rows: 40, columns: 120)]

    private func state(_ size: Size, _ language: Language = .ukrainian) -> AppState {
        UIFixture.state(size: size, language: language)
    }

    private func check(_ state: AppState, _ name: String, theme: String = "dark") throws {
        let size = "\(state.size.columns)x\(state.size.rows)"
        try assertScreen(state.view(theme: UIFixture.theme(theme)), "\(name)-\(size)")
    }

    @Test("every state, in every language and size", arguments: ScreenState.allCases)
    func states(state: ScreenState) throws {
        let grids = [Size(rows: 24, columns: 80), Size(rows: 40, columns: 120), Size(rows: 60, columns: 200)].flatMap {
            size in
            Language.allCases.map { language in
                let title = "\(size.columns)x\(size.rows) \(language.rawValue)"
                return (title, state.state(size, language).view(theme: .fallback))
            }
        }
        try assertScreens(grids, state.rawValue)
    }

    /// The states that between them show every role.
    @Test(
        "how the states look, with their colours",
        arguments: [ScreenState.list, .note, .ticketUploading, .createWrong, .browser, .palette])
    func colours(state: ScreenState) throws {
        try check(state.state(Self.sizes[0], .ukrainian), "\(state.rawValue)-colours")
    }

    @Test("the list in the light theme and without colours")
    func themes() throws {
        try check(state(Self.sizes[0], .english), "list-light", theme: "light")
        try check(state(Self.sizes[0], .english), "list-mono", theme: "mono")
    }

    @Test("the selected row is bold if it is unread, in every theme")
    func selectedUnread() throws {
        for name in ["dark", "light", "gruvbox", "high-contrast-dark", "high-contrast-light", "mono", "ansi16"] {
            let theme = UIFixture.theme(name)
            for isUnread in [true, false] {
                var state = state(Self.sizes[0], .english)
                let index = try #require(SampleDesk.rows.firstIndex { $0.isUnread == isUnread && $0.number != nil })
                for _ in 0..<index { state.press(.down) }
                let grid = state.view(theme: theme)
                let number = try #require(SampleDesk.rows[index].number)
                let row = try #require(grid.lines.firstIndex { $0.contains(" \(number) ") })
                let style = grid[Position(row: row, column: 20)].style
                #expect(style.background == theme["row.selected"].background, "\(name)")
                #expect(style.attributes.contains(.bold) == isUnread, "\(name)")
            }
        }
    }

    @Test("a window that is too small says so", arguments: Language.allCases)
    func tooSmall(language: Language) throws {
        try check(state(Size(rows: 8, columns: 30), language), "too-small-\(language.rawValue)")
    }

    @Test("every screen draws in every size without a fault", arguments: Language.allCases)
    func anySize(language: Language) {
        for rows in [1, 2, 3, 5, 11, 12, 13, 18, 24, 61] {
            for columns in [1, 2, 7, 49, 50, 51, 63, 64, 79, 109, 110, 133, 240] {
                var state = state(Size(rows: rows, columns: columns), language)
                func draw(_ state: AppState) {
                    #expect(state.view(theme: .fallback).size == state.size)
                }
                draw(state)
                state.openSampleTicket()
                draw(state)
                state.press(.character("r"), .enter, .enter)
                draw(state)
                state.press(.escape, .escape)
                state.fillInSampleTicket()
                draw(state)
                state.press(.control("t"))
                draw(state)
                state.press(.escape, .alt("3"), .end, .pageUp)
                draw(state)
                state.press(.character("?"), .end)
                draw(state)
            }
        }
    }
}
