import CabdeskUI
import HelpdeskCore
import HelpdeskModels
import TerminalKit
import TestSupport
import Testing

/// Texts that nobody writes by hand: they are drawn like any other, and the window does not wait for them.
@Suite("Floods of text", .timeLimit(.minutes(5)))
struct FloodTests {
    enum Flood: String, CaseIterable, Sendable {
        case marks, line, lines, quote, escapes, crlf

        var text: String {
            switch self {
            case .marks: "Щ" + String(repeating: "\u{301}\u{489}", count: 5_000) + "!"
            case .line: String(repeating: "дзвінок ", count: 70_000)
            case .lines: String(repeating: "x\n", count: 1_000_000)
            case .quote: String(repeating: "> x\n", count: 1_000_000)
            case .escapes: String(repeating: "\u{1B}]52;c;\u{9D}\u{202E}\u{200B}\u{E000}\u{7F}\u{0}", count: 20_000)
            case .crlf: String(repeating: "x\r\n", count: 100_000)
            }
        }
    }

    private func opened(_ change: (inout Conversation) -> Void) -> AppState {
        var conversation = SampleDesk.conversation
        change(&conversation)
        var state = UIFixture.state()
        state.press(.down, .enter)
        _ = state.update(.conversationLoaded(conversation.ticket.id, conversation))
        return state
    }

    private func expectHarmless(_ state: AppState) {
        let grid = state.view(theme: .fallback)
        #expect(grid.size == state.size)
        for row in 0..<grid.size.rows {
            for cell in grid.row(row) {
                #expect(cell.text.unicodeScalars.count <= 9)
                #expect(cell.text.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control })
            }
        }
    }

    @Test("a message of them is drawn from its first line to its end", arguments: Flood.allCases)
    func message(flood: Flood) {
        var state = opened { $0.messages[0].message.text = flood.text }
        for key in [Key.home, .pageDown, .end, .pageUp] {
            state.press(key)
            expectHarmless(state)
        }
        // The part that is kept is bounded, and scrolling down through all of it ends.
        var pages = 0
        state.press(.home)
        while pages < 2_000 {
            let before = state.ticket?.scroll
            state.press(.pageDown)
            if state.ticket?.scroll == before { break }
            pages += 1
        }
        #expect(pages < 1_000)
        expectHarmless(state)
    }

    @Test("what is cut of a message says so")
    func cut() {
        var state = opened { $0.messages = [$0.messages[0]] }
        #expect(!state.view(theme: .fallback).lines.joined().contains("решта цього"))
        state = opened {
            $0.messages = [$0.messages[0]]
            $0.messages[0].message.text = Flood.lines.text
        }
        state.press(.end)
        let said = Strings(language: .ukrainian)[.textCut].prefix(20)
        #expect(state.view(theme: .fallback).lines.contains { $0.contains(said) })
    }

    @Test("names, subjects and what is wrong are drawn in their room", arguments: Flood.allCases)
    func everywhereElse(flood: Flood) {
        let text = String(flood.text.unicodeScalars.prefix(20_000))
        var state = opened {
            $0.ticket.subject = text
            $0.ticket.author.name = text
            $0.messages[0].message.author.name = text
            $0.messages[0].message.attachments[0].name = text
        }
        state.press(.home)
        expectHarmless(state)
        state.press(.character("s"))
        expectHarmless(state)
        state.press(.escape)
        _ = state.update(.failed(HelpdeskError(.invalid, subject: text, detail: text)))
        expectHarmless(state)

        var snapshot = SampleDesk.snapshot
        snapshot.topics[0].title = LocalizedText([.ukrainian: text])
        snapshot.topics[0].recommendation = LocalizedText([.ukrainian: text])
        snapshot.topics[0].fields[0].label = LocalizedText([.ukrainian: text])
        snapshot.me?.service?.name = text
        _ = state.update(.deskLoaded(snapshot))
        state.press(.escape)
        expectHarmless(state)
        state.press(.alt("2"), .enter)
        expectHarmless(state)
        state.press(.enter)
        expectHarmless(state)
        state.press(.alt("3"))
        expectHarmless(state)
    }

    @Test("a megabyte that is pasted into a reply is there at once, and is gone again with one key")
    func paste() {
        var state = opened { _ in }
        state.press(.character("r"))
        _ = state.update(.pasted(Flood.line.text))
        expectHarmless(state)
        #expect(state.ticket?.reply?.draft.text.utf8.count == Flood.line.text.utf8.count)
        state.type("x")
        expectHarmless(state)
        state.press(.alt("u"), .alt("u"))
        #expect(state.ticket?.reply?.draft.text == "")
    }
}
