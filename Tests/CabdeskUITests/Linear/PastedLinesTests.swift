import HelpdeskCore
import HelpdeskModels
import Synchronization
import TestSupport
import Testing

@testable import CabdeskUI

/// What a person pastes in linear mode is text, and none of it is taken for commands.
@Suite("Pasted lines", .timeLimit(.minutes(5)))
@MainActor
struct PastedLinesTests {
    /// The messages as words: `line` or `paste` with what came.
    private func words(_ messages: [AppMessage]) -> [String] {
        messages.map { message in
            switch message {
            case .lineTyped(let line): "line \(line ?? "^D")"
            case .linesPasted(let lines): "paste \(lines.joined(separator: "|"))"
            default: "\(message)"
            }
        }
    }

    @Test("a line that comes alone is typed, several are a paste")
    func gathered() {
        var gatherer = LineGatherer()
        #expect(words(gatherer.take(["a"])) == ["line a"])
        #expect(words(gatherer.take(["a", ".", "b"])) == ["paste a|.|b"])
        #expect(words(gatherer.take([])) == [])
        #expect(!gatherer.isHolding)
    }

    @Test("a dot waits for what follows it, in whatever pieces that comes")
    func dotWaits() {
        var gatherer = LineGatherer()
        #expect(words(gatherer.take(["a", " . "])) == [])
        #expect(gatherer.isHolding)
        #expect(words(gatherer.take(["."])) == [])
        #expect(words(gatherer.take(["b"])) == ["paste a| . |.|b"])
        #expect(words(gatherer.take(["."])) == [])
        #expect(words(gatherer.end()) == ["line ."])
        #expect(words(gatherer.take(["a", "."]) + gatherer.end()) == ["paste a|."])
        #expect(words(gatherer.end()) == [])
    }

    /// Runs the loop on the messages, to the end, with ticket 1042 open; the text of the reply at the end.
    private func reply(_ messages: [AppMessage]) async -> (drafts: [String], told: String) {
        var app = UIFixture.state(language: .english)
        app.openSampleTicket()
        let mailbox = Mailbox()
        let runner = NotingRunner()
        let output = Output()
        let program = LinearProgram(
            state: LinearState(app), terminal: MemoryTerminal(), mailbox: mailbox, effects: runner,
            screen: ScreenEffects(configuration: UIConfiguration(), environment: [:], restrictions: .none),
            write: { output.text += $0 })
        mailbox.post(messages + [.quitRequested])
        _ = await program.run()
        let drafts = runner.effects.withLock { $0 }.compactMap { effect in
            if case .write(.saveDraft(let draft)) = effect { draft.text } else { nil }
        }
        return (drafts, output.text)
    }

    @Test("a dot within a paste belongs to the text, and what follows it is no command")
    func dotWithin() async {
        let (drafts, told) = await reply([.lineTyped("r"), .linesPasted(["Log:", ".", "..", "s"])])
        #expect(drafts == ["Log:\n.\n..\ns"])
        #expect(told.contains("is part of the text"))
    }

    @Test("a dot that nothing follows ends the text, also behind a paste; a typed double dot is one")
    func dotAtEnd() async {
        let (drafts, told) = await reply([
            .lineTyped("r"), .lineTyped("One"), .lineTyped(".."), .linesPasted(["Two", "."]), .lineTyped("p"),
        ])
        #expect(drafts.last == "One\n.\nTwo")
        #expect(told.contains("3. Two"), "\(told)")
        #expect(!told.contains("is part of the text"))
    }

    @Test("lines that were typed ahead at a prompt are commands, with the dot that ends their text")
    func ahead() async {
        let (drafts, told) = await reply([.linesPasted(["r", "One", ".", "p"])])
        #expect(drafts.last == "One")
        #expect(told.contains("1. One"), "\(told)")
    }

    @MainActor
    private final class Output {
        var text = ""
    }
}
