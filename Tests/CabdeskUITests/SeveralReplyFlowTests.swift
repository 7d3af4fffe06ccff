import HelpdeskCore
import HelpdeskModels
import TerminalKit
import TestSupport
import Testing

@testable import CabdeskUI

@Suite("One answer to all marked tickets")
struct SeveralReplyFlowTests {
    private let ids = SampleDesk.rows.map(\.id)
    private let space = Key.character(" ")

    /// A specialist in the box, with two tickets marked.
    private func box(_ text: String = "Уже працює.") -> AppState {
        var state = UIFixture.state(language: .english)
        state.haveCannedReplies()
        state.press(space, space, .character("r"))
        state.type(text)
        return state
    }

    private func text(_ state: AppState) -> String { state.view(theme: .fallback).lines.joined(separator: "\n") }

    private func reply(_ text: String) -> SeveralReply { SeveralReply(text: text, language: .english) }

    private var queued: QueuedReplies {
        QueuedReplies(tickets: Array(ids[..<2]), messages: [SampleDesk.id(91), SampleDesk.id(92)])
    }

    @Test("the box says how many tickets it answers, and one question counts those that get it")
    func send() {
        var state = box()
        #expect(text(state).contains("Reply to 2 tickets"))
        let marks = Array(ids[..<2])
        #expect(state.press(.control("s")) == [.read(.answerable(reply("Уже працює."), marks))])
        #expect(text(state).contains("Send this reply to 2 tickets?"))
        _ = state.update(.answerableFound(marks, possible: 1))
        #expect(text(state).contains("Send this reply to 1 ticket? Left out, because it cannot be sent there: 1."))
        #expect(state.press(.character("y")) == [.write(.replyToSeveral(reply("Уже працює."), marks))])
        _ = state.update(.repliesQueued(queued, of: 3))
        #expect(state.overlays.isEmpty && state.tickets.marks.isEmpty && state.severalReply.isBlank)
        #expect(state.notice == .done(.repliesQueued(2, leftOut: 1, key: "e")))
    }

    @Test("it is sent once, however often the key is pressed meanwhile")
    func once() {
        var state = box()
        state.press(.control("s"), .character("y"))
        #expect(state.press(.control("s"), .character("y")).isEmpty)
        state.type("more")
        #expect(state.severalReply.editor.text == "Уже працює.")
        _ = state.update(.repliesRefused(HelpdeskError(.diskFull)))
        #expect(state.notice?.kind == .failed && state.severalReply.editor.text == "Уже працює.")
        state.type("!")
        #expect(state.severalReply.editor.text == "Уже працює.!")
    }

    @Test("an empty text asks nothing, and none that can be answered ends the question")
    func nothing() {
        var state = box(" ")
        #expect(state.press(.control("s")).isEmpty && state.notice?.kind == .failed)
        state.type("A")
        state.press(.control("s"))
        _ = state.update(.answerableFound(Array(ids[..<2]), possible: 0))
        #expect(state.notice == .failed(.noneCanBeAnswered) && state.overlays == [.severalReply])
    }

    @Test("a canned reply keeps its placeholders there, as they differ from ticket to ticket")
    func canned() {
        var state = box("")
        state.press(.alt("c"), .enter)
        #expect(state.severalReply.editor.text == "Hello {customer},\nthank you for {ticket}.")
        #expect(state.overlays == [.severalReply])
    }

    @Test("its text stays when the box is left, in whatever way")
    func kept() {
        var state = box()
        state.press(.escape)
        #expect(state.overlays.isEmpty && state.notice == .done(.severalReplyKept))
        state.press(.character("r"))
        #expect(text(state).contains("Уже працює."))
        state.press(.alt("2"), .alt("1"), .character("r"))
        #expect(state.severalReply.editor.text == "Уже працює.")
        state.press(.control("q"))
        #expect(state.isQuitting)
    }

    @Test("taking an answer back while another one is written keeps both texts, and the other one its tickets")
    func undoAmidAnother() {
        var state = box("Друга")
        let marks = state.tickets.marks
        _ = state.update(.repliesUndone([ids[3]], of: 1, text: "Перша"))
        #expect(state.severalReply.editor.text == "Перша\n\nДруга")
        #expect(state.tickets.marks == marks)
    }

    @Test("a paste keeps its lines")
    func pasted() {
        var state = box("")
        _ = state.update(.pasted("A\nB"))
        #expect(state.severalReply.editor.text == "A\nB")
    }

    @Test("one key takes back what has not left, marks the tickets again and brings the text back")
    func undo() {
        var state = box()
        #expect(state.reasonDisabled(.recall) == .nothingUnsent)
        _ = state.update(.repliesQueued(queued, of: 2))
        #expect(state.press(.character("e")) == [.write(.undoReplies(queued.messages, text: "Уже працює."))])
        _ = state.update(.repliesUndone([ids[1]], of: 2, text: "Уже працює."))
        #expect(state.tickets.marks == [ids[1]] && state.notice == .done(.changeUndone(1, left: 1)))
        state.press(.character("r"))
        #expect(text(state).contains("Reply to 1 ticket") && text(state).contains("Уже працює."))
        state.press(.escape)
        #expect(state.reasonDisabled(.recall) == .nothingUnsent)
        _ = state.update(.repliesUndone([], of: 2, text: "x"))
        #expect(state.notice == .failed(.alreadyLeft))
    }

    @Test("questions about marked tickets say how many of them the list does not show")
    func outside() {
        var state = box()
        state.press(.escape)
        _ = state.update(.listLoaded(state.tickets.query, Array(ids.dropFirst()), SampleDesk.counts))
        state.press(.character("r"), .control("s"))
        #expect(text(state).contains("Send this reply to 2 tickets? Not in the present view: 1."))
        state.press(.escape, .escape, .character("x"))
        #expect(text(state).contains("Resolve 2 tickets? Not in the present view: 1."))
    }

    @Test("without marks the key replies to the selected ticket; of one that was merged it opens what there is")
    func unmarked() {
        var state = UIFixture.state()
        let effects = state.press(.down, .character("r"))
        #expect(state.ticket?.reply?.draft.kind == .reply(ids[1]))
        #expect(effects.contains(.write(.loadDraft(.reply(ids[1])))))
        var merged = UIFixture.state()
        var row = SampleDesk.rows[0]
        row.mergedInto = ids[1]
        _ = merged.update(.rowsLoaded([row]))
        merged.press(.character("r"))
        #expect(merged.ticket?.id == ids[0] && merged.ticket?.reply == nil)
    }

    @Test("a customer answers one ticket at a time")
    func customer() {
        var state = UIFixture.state()
        #expect(state.press(space, space, .character("r")).isEmpty)
        #expect(state.overlays.isEmpty && state.notice == .failed(.onlyForSpecialists))
    }

    @Test("in lines: one after the other, with a canned reply, taken back", arguments: Language.allCases)
    func lines(language: Language) throws {
        var talk = LinearConversation(language: language) { $0.haveCannedReplies() }
        let strings = Strings(language: language)
        for line in [
            "r", "\(strings[.action(.mark, in: .ticketList)]) 1042 998", "r", "Перший рядок", "/каса", "",
            "y", "e", "r", ".", "q", "n",
        ] { talk.type(line) }
        try assertTranscript(talk.transcript, "several-reply-\(language.rawValue)")
    }
}

@Suite("Words that are no draft")
struct UnsentWordsTests {
    @Test("an answer to several tickets and a note for the shift are kept as typed, come back, and go once sent")
    func kept() {
        var state = UIFixture.state()
        _ = state.update(.wordsLoaded(UnsentWords(id: SampleDesk.id(95))))
        state.press(.character("w"))
        #expect(state.type("Ні").last == .write(.keepWords(UnsentWords(id: SampleDesk.id(95), shiftNote: "Ні"))))
        #expect(!state.press(.escape).contains { if case .write(.keepWords) = $0 { true } else { false } })

        var next = UIFixture.state()
        next.press(.character("w"))
        next.press(.escape)
        _ = next.update(.wordsLoaded(UnsentWords(id: SampleDesk.id(95), shiftNote: "Ні", severalReply: "Усім")))
        next.press(.character("w"))
        #expect(next.painted.contains("Ні"))
        let sent = next.press(.control("s"))
        #expect(sent.contains(.write(.queueShiftNote("Ні"))))
        #expect(sent.contains(.write(.keepWords(UnsentWords(id: SampleDesk.id(95), severalReply: "Усім")))))
    }

    @Test("what was begun before the store has answered stays")
    func typedAhead() {
        var state = UIFixture.state()
        state.press(.character("w"))
        state.type("Нове")
        let effects = state.update(.wordsLoaded(UnsentWords(id: SampleDesk.id(95), shiftNote: "Старе")))
        #expect(effects.contains(.write(.keepWords(UnsentWords(id: SampleDesk.id(95), shiftNote: "Нове")))))
    }
}
