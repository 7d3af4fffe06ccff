import CabdeskUI
import HelpdeskCore
import HelpdeskModels
import TerminalKit
import TestSupport
import Testing

/// Golden screens of the Customer Page in every state of linking.
@Suite("Screens of the Customer Page")
struct CustomerPageScreenTests {
    static let sizes = [Size(rows: 24, columns: 80), Size(rows: 40, columns: 120), Size(rows: 60, columns: 200)]

    private func page(_ size: Size, _ desk: DeskSnapshot, _ language: Language = .ukrainian) -> AppState {
        var state = UIFixture.state(size: size, language: language)
        _ = state.update(.deskLoaded(desk))
        state.press(.character("3"))
        _ = state.update(.devicesLoaded(SampleDesk.devices))
        return state
    }

    private func check(_ state: AppState, _ name: String) throws {
        let size = "\(state.size.columns)x\(state.size.rows)"
        try assertScreen(state.view(theme: UIFixture.theme("dark")), "page-\(name)-\(size)")
    }

    @Test("not linked yet", arguments: sizes)
    func notLinked(size: Size) throws {
        var state = page(size, SampleDesk.connected())
        state.press(.pageDown)
        try check(state, "not-linked")
    }

    @Test("a code, and waiting for Telegram", arguments: sizes)
    func waiting(size: Size) throws {
        var state = page(size, SampleDesk.connected())
        state.press(.character("l"))
        _ = state.update(.linkOffered(SampleDesk.offer))
        try check(state, "code")
    }

    @Test("a code in Russian and English")
    func waitingLanguages() throws {
        for language in [Language.russian, .english] {
            var state = page(Self.sizes[0], SampleDesk.connected(), language)
            state.press(.character("l"))
            _ = state.update(.linkOffered(SampleDesk.offer))
            try check(state, "code-\(language.rawValue)")
        }
    }

    @Test("several chats: linked, told to be quiet, stopped", arguments: sizes)
    func linked(size: Size) throws {
        let chats = [SampleDesk.blockedChat, SampleDesk.quietChat, SampleDesk.linkedChat]
        var state = page(size, SampleDesk.connected(links: chats))
        state.press(.pageDown)
        try check(state, "linked")
    }

    @Test("a chat that asks to be linked, and the question whether to", arguments: sizes)
    func claim(size: Size) throws {
        var state = page(size, SampleDesk.connected(links: [SampleDesk.linkedChat, SampleDesk.claim]))
        state.press(.pageDown, .character("a"))
        try check(state, "claim")
    }

    @Test("a desk that is not connected to Telegram, to its administrator", arguments: sizes)
    func notConnected(size: Size) throws {
        var desk = SampleDesk.snapshot
        desk.me?.user.role = .admin
        var state = page(size, desk)
        state.press(.pageDown)
        try check(state, "not-connected")
    }

    @Test("an incident is told in every tab", arguments: sizes)
    func incident(size: Size) throws {
        var acknowledged = SampleDesk.outage
        acknowledged.state = .acknowledged
        acknowledged.acknowledgedBy = "Ірина"
        try check(page(size, SampleDesk.connected(incidents: [acknowledged])), "incident")
        var state = UIFixture.state(size: size)
        _ = state.update(.deskLoaded(SampleDesk.connected(incidents: [SampleDesk.outage, acknowledged])))
        try check(state, "incident-tickets")
    }

    @Test("every state draws in every size without a fault", arguments: Language.allCases)
    func anySize(language: Language) {
        for rows in [1, 12, 18, 23, 24, 61] {
            for columns in [1, 50, 63, 74, 80, 133, 240] {
                let links = [SampleDesk.blockedChat, SampleDesk.quietChat, SampleDesk.linkedChat, SampleDesk.claim]
                var state = page(
                    Size(rows: rows, columns: columns),
                    SampleDesk.connected(links: links, incidents: [SampleDesk.outage]), language)
                func draw() { #expect(state.view(theme: .fallback).size == state.size) }
                draw()
                state.press(.end)
                draw()
                for key in "uaxws" {
                    state.press(.character(key))
                    draw()
                    state.press(.escape, .escape)
                }
                state.press(.character("l"))
                draw()
                _ = state.update(.linkOffered(SampleDesk.offer))
                draw()
            }
        }
    }
}
