import CabdeskUI
import Foundation
import HelpdeskCore
import HelpdeskModels
import TerminalKit
import TestSupport
import Testing

/// Golden screens of every tab, at the two sizes that people have most.
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

    @Test("the list of tickets", arguments: sizes)
    func ticketList(size: Size) throws {
        try check(state(size), "tickets")
    }

    @Test("the list in Russian and English, and in the light theme")
    func ticketListLanguages() throws {
        try check(state(Self.sizes[0], .russian), "tickets-ru")
        try check(state(Self.sizes[0], .english), "tickets-en")
        try check(state(Self.sizes[0], .english), "tickets-light", theme: "light")
    }

    @Test("an open ticket", arguments: sizes)
    func ticket(size: Size) throws {
        var state = state(size)
        state.openSampleTicket()
        try check(state, "ticket")
    }

    @Test("a reply being written", arguments: sizes)
    func reply(size: Size) throws {
        var state = state(size)
        state.openSampleTicket()
        state.press(.character("r"))
        state.type("Дякуємо, все гаразд.")
        try check(state, "reply")
    }

    @Test("Create Ticket before a topic is chosen", arguments: sizes)
    func createEmpty(size: Size) throws {
        var state = state(size)
        state.press(.character("2"))
        try check(state, "create-empty")
    }

    @Test("Create Ticket with the topics open", arguments: sizes)
    func createTopics(size: Size) throws {
        var state = state(size)
        state.press(.character("2"), .enter)
        try check(state, "create-topics")
    }

    @Test("Create Ticket filled in", arguments: sizes)
    func createFilled(size: Size) throws {
        var state = state(size)
        state.fillInSampleTicket()
        try check(state, "create-filled")
    }

    @Test("the Customer Page", arguments: sizes)
    func customerPage(size: Size) throws {
        var state = state(size)
        state.press(.character("3"))
        try check(state, "customer-page")
    }

    @Test("the Customer Page to its end", arguments: sizes)
    func customerPageEnd(size: Size) throws {
        var state = state(size)
        state.press(.character("3"), .end)
        try check(state, "customer-page-end")
    }

    @Test("help", arguments: sizes)
    func help(size: Size) throws {
        var state = state(size)
        state.press(.character("?"))
        try check(state, "help")
    }

    @Test("outside of office hours and without a connection")
    func nightAndOffline() throws {
        var state = state(Self.sizes[0], .english)
        _ = state.update(.minutePassed(SampleDesk.time("2026-03-12T19:30:00Z")))
        let offline = SyncStatus(
            phase: .offline(since: SampleDesk.now, HelpdeskError(.unreachable, subject: "desk.example.org")),
            outboxCount: 2)
        _ = state.update(.syncStatusChanged(offline))
        try check(state, "night-offline")
    }

    @Test("a window that is too small says so")
    func tooSmall() throws {
        try check(state(Size(rows: 8, columns: 30)), "too-small")
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
