import HelpdeskCore
import HelpdeskModels
import TerminalKit
import TestSupport
import Testing

@testable import CabdeskUI

/// What others write while a reply is being written is on the screen before the reply leaves.
@Suite("Written meanwhile")
struct MeanwhileTests {
    private static let ticket = SampleDesk.conversation.ticket.id

    private static func time(_ number: Int) -> Timestamp { SampleDesk.now.adding(seconds: Double(number)) }

    private static func message(_ number: Int, _ author: Author, _ text: String? = nil) -> ConversationMessage {
        ConversationMessage(
            message: Message(
                id: SampleDesk.id(600 + number), ticket: ticket, author: author, origin: .tui,
                text: text ?? (1...6).map { "рядок \($0) листа \(number)" }.joined(separator: "\n"),
                created: time(number)))
    }

    /// Eight messages that have been read, longer than the screen, and those that came later.
    private func conversation(_ later: ConversationMessage...) -> AppMessage {
        var conversation = SampleDesk.conversation
        conversation.messages = (1...8).map { Self.message($0, SampleDesk.iryna) } + later
        conversation.readUpTo = Self.time(8)
        return .conversationLoaded(Self.ticket, conversation)
    }

    /// A reply that is being written while earlier messages are looked at: the end of the conversation is below the screen.
    private func writing(_ key: Character = "r", _ text: String = "Так") -> AppState {
        var state = UIFixture.state()
        if key == "i" { state.beSpecialist() }
        state.press(.down, .enter)
        _ = state.update(conversation())
        state.press(.character(key))
        state.type(text)
        state.press(.pageUp)
        return state
    }

    /// Turns the wheel over the conversation as far as it goes.
    private func turn(_ wheel: MouseEvent.Kind, in state: inout AppState) {
        for _ in 0..<30 { _ = state.update(.mouse(MouseEvent(kind: wheel, position: Position(row: 8, column: 10)))) }
    }

    private func screen(_ state: AppState) -> String { state.view(theme: .fallback).lines.joined(separator: "\n") }

    private func sent(_ effects: [Effect]) -> Bool {
        effects.contains { if case .write(.queueReply) = $0 { true } else { false } }
    }

    @Test("a reply is held back once, the message comes to the screen, and the text stays", arguments: ["r", "i"])
    func heldBack(key: String) throws {
        var state = writing(Character(key))
        let author = key == "i" ? SampleDesk.petro : SampleDesk.iryna
        _ = state.update(conversation(Self.message(9, author)))
        #expect(!screen(state).contains("рядок 6 листа 9"))
        #expect(!sent(state.press(.control("s"))))
        #expect(screen(state).contains("рядок 1 листа 9"))
        #expect(screen(state).contains(author.name))
        #expect(state.notice == .failed(.wroteMeanwhile(author.name, key: "^S")))
        #expect(state.ticket?.reply?.draft.text == "Так" && state.ticket?.reply?.editor.text == "Так")
        #expect(state.context == .reply)
        #expect(sent(state.press(.control("s"))))
    }

    @Test("one message is asked about once, also if more is typed or loaded in between; the next one again")
    func once() {
        var state = writing()
        _ = state.update(conversation(Self.message(9, SampleDesk.iryna)))
        #expect(!sent(state.press(.control("s"))))
        state.type("!")
        _ = state.update(conversation(Self.message(9, SampleDesk.iryna)))
        turn(.wheelUp, in: &state)
        _ = state.update(conversation(Self.message(9, SampleDesk.iryna), Self.message(10, SampleDesk.petro)))
        #expect(!sent(state.press(.control("s"))))
        #expect(state.notice == .failed(.wroteMeanwhile(SampleDesk.petro.name, key: "^S")))
        #expect(screen(state).contains("рядок 1 листа 10"))
        #expect(sent(state.press(.control("s"))))
    }

    @Test("what was on the screen while the box was open has been seen")
    func seen() {
        var state = writing()
        _ = state.update(conversation(Self.message(9, SampleDesk.iryna)))
        turn(.wheelDown, in: &state)
        #expect(screen(state).contains("рядок 6 листа 9"))
        #expect(sent(state.press(.control("s"))))
    }

    @Test("what lay under a list was not on the screen")
    func covered() {
        var state = writing()
        turn(.wheelDown, in: &state)
        state.press(.control("p"))
        _ = state.update(conversation(Self.message(9, SampleDesk.iryna, "коротко")))
        #expect(!sent(state.update(.filesArrived(ArrivingFiles(id: 1, draft: .make(), source: .path("/x"))))))
        state.press(.escape)
        // Now it is.
        #expect(screen(state).contains("коротко"))
        #expect(sent(state.press(.control("s"))))
    }

    @Test("what one wrote oneself, in another window, holds nothing back, nor does what was there before")
    func own() {
        var state = writing()
        _ = state.update(conversation(Self.message(9, SampleDesk.olena)))
        #expect(sent(state.press(.control("s"))))
        // Two unread messages below the screen when the box opens: they are known to be there.
        state = UIFixture.state()
        state.press(.down, .enter)
        _ = state.update(conversation())
        state.press(.home)
        _ = state.update(conversation(Self.message(9, SampleDesk.iryna), Self.message(10, SampleDesk.iryna)))
        state.press(.character("r"))
        state.type("Так")
        #expect(sent(state.press(.control("s"))))
    }

    @Test("a draft that is gone on with knows what it knew, and one from the list what was there when it came")
    func drafts() {
        var state = UIFixture.state()
        state.press(.down, .enter)
        _ = state.update(conversation())
        state.press(.character("r"), .pageUp)
        _ = state.update(conversation(Self.message(9, SampleDesk.iryna)))
        let draft = Draft(kind: .reply(Self.ticket), text: "Старе", updated: SampleDesk.now)
        _ = state.update(.draftLoaded(.reply(Self.ticket), draft))
        #expect(state.ticket?.reply?.draft.id == draft.id)
        #expect(!sent(state.press(.control("s"))))
        #expect(sent(state.press(.control("s"))))

        var other = UIFixture.state()
        _ = other.update(.recalled(draft))
        _ = other.update(conversation())
        turn(.wheelUp, in: &other)
        #expect(other.ticket?.reply?.knownUpTo == Self.time(8))
        _ = other.update(conversation(Self.message(9, SampleDesk.iryna)))
        #expect(!sent(other.press(.control("s"))))
    }

    @Test("a reply that waited for its files, or for an answer to a question, does not leave past a message either")
    func confirmed() throws {
        var state = writing("r", "Прикріпив скріншот")
        state.press(.control("s"))
        #expect(state.context == .confirm)
        _ = state.update(conversation(Self.message(9, SampleDesk.iryna)))
        #expect(!sent(state.press(.character("y"))))
        #expect(screen(state).contains("рядок 1 листа 9"))
        #expect(state.ticket?.reply?.draft.text == "Прикріпив скріншот")

        state = writing()
        let draft = try #require(state.ticket?.reply?.draft.id)
        let effects = state.attach([.path("/tmp/a.png")], to: draft)
        let files = try #require(effects.compactMap(\.arriving).first)
        state.press(.control("s"))
        _ = state.update(conversation(Self.message(9, SampleDesk.iryna)))
        _ = state.update(.fileAttached(draft, AppState.sampleFile))
        #expect(!sent(state.update(.filesArrived(files))))
        #expect(state.notice == .failed(.wroteMeanwhile(SampleDesk.iryna.name, key: "^S")))
        #expect(sent(state.press(.control("s"))))
    }

    @Test("in another tab the key of the form is not named")
    func otherTab() throws {
        var state = writing()
        let draft = try #require(state.ticket?.reply?.draft.id)
        let files = try #require(state.attach([.path("/tmp/a.png")], to: draft).compactMap(\.arriving).first)
        state.press(.control("s"), .alt("2"))
        _ = state.update(conversation(Self.message(9, SampleDesk.iryna)))
        #expect(!sent(state.update(.filesArrived(files))))
        #expect(state.notice == .failed(.wroteMeanwhile(SampleDesk.iryna.name, key: nil)))
        state.press(.alt("1"))
        #expect(screen(state).contains("рядок 1 листа 9"))
    }

    @Test("several authors are named, and many counted")
    func names() {
        var state = writing()
        let third = Author(id: "x", name: "Хтось", role: .agent)
        _ = state.update(
            conversation(
                Self.message(9, SampleDesk.iryna), Self.message(10, SampleDesk.petro), Self.message(11, third),
                Self.message(12, SampleDesk.iryna)))
        state.press(.control("s"))
        let names = "\(SampleDesk.iryna.name), \(SampleDesk.petro.name), +1"
        #expect(state.notice == .failed(.wroteMeanwhile(names, key: "^S")))
    }

    // MARK: Linear mode

    private func answer(_ text: String) -> AppMessage {
        var conversation = SampleDesk.conversation
        conversation.messages.append(Self.message(9, SampleDesk.iryna, text))
        return .conversationLoaded(Self.ticket, conversation)
    }

    @Test("in linear mode a message that was reported is known, and one that was not holds the reply back once")
    func linear() {
        var talk = LinearConversation()
        for line in ["1042", "r", "Так"] { talk.type(line) }
        talk.receive(answer("Ще одне питання"))
        // The end of the text reports it.
        talk.type(".")
        #expect(talk.lines.contains("Ще одне питання"))
        talk.type("s")
        #expect(sent(talk.effects))

        talk = LinearConversation()
        for line in ["1042", "r", "Так", "."] { talk.type(line) }
        talk.receive(answer("Ще одне питання"))
        talk.type("s")
        #expect(!sent(talk.effects))
        #expect(talk.lines.contains("Ще одне питання"))
        #expect(talk.lines.last == "\(SampleDesk.iryna.name) wrote meanwhile. Read it, then send once more.")
        talk.type("s")
        #expect(sent(talk.effects))
    }
}
