import HelpdeskCore
import HelpdeskModels
import TerminalKit
import TestSupport
import Testing

@testable import CabdeskUI

@Suite("Marking several tickets")
struct MarkingTests {
    private let ids = SampleDesk.rows.map(\.id)
    private let space = Key.character(" ")

    private func specialist() -> AppState {
        var state = UIFixture.state(language: .english)
        state.beSpecialist()
        return state
    }

    private func text(_ state: AppState) -> String { state.view(theme: .fallback).lines.joined(separator: "\n") }

    @Test("the space bar marks the selected ticket and moves on; again, the mark goes")
    func toggles() {
        var state = UIFixture.state(language: .english)
        state.press(space, space)
        #expect(state.tickets.marks == [ids[0], ids[1]])
        #expect(state.tickets.viewport.selection == ids[2])
        #expect(text(state).contains("2 marked"))
        #expect(state.view(theme: .fallback).lines.filter { $0.hasPrefix("✓") }.count == 2)
        state.press(.up, space)
        #expect(state.tickets.marks == [ids[0]])
    }

    @Test("marks stay with their tickets when the list is sorted, filtered or shows other tickets")
    func stays() {
        var state = UIFixture.state(language: .english)
        state.press(space, space)
        _ = state.update(.listLoaded(state.tickets.query, Array(ids.reversed()), SampleDesk.counts))
        _ = state.update(.listLoaded(state.tickets.query, [ids[3]], SampleDesk.counts))
        #expect(state.tickets.marks == [ids[0], ids[1]])
        state.press(.character("/"))
        state.type("xyz")
        #expect(text(state).contains("2 marked"))
        state.press(.escape)
        #expect(state.tickets.marks.count == 2)
    }

    @Test("Esc clears all marks, and the filter with the next press")
    func cleared() {
        var state = UIFixture.state(language: .english)
        state.press(.character("/"))
        state.type("a")
        state.press(.enter, space, .escape)
        #expect(state.tickets.marks.isEmpty)
        #expect(state.tickets.filter.text == "a")
        state.press(.escape)
        #expect(state.tickets.filter.isEmpty)
    }

    @Test("one question counts the marked tickets, then those for which it is possible")
    func question() {
        var state = specialist()
        let effects = state.press(space, space, space, .character("x"))
        #expect(effects.contains(.read(.changeable(.resolve, Array(ids[..<3])))))
        #expect(text(state).contains("Resolve 3 tickets?"))
        _ = state.update(.changeableFound(.resolve, Array(ids[..<3]), possible: 2))
        #expect(text(state).contains("Resolve 2 tickets? Left out, because it is not possible there: 1."))
        #expect(state.press(.character("y")) == [.write(.change(.resolve, Array(ids[..<3])))])
    }

    @Test("an answer that is typed ahead of the count reaches the question")
    func typedAhead() {
        var state = specialist()
        let effects = state.press(space, space, .character("T"), .character("y"))
        #expect(effects.last == .write(.change(.assign(SampleDesk.iryna.id), Array(ids[..<2]))))
        _ = state.update(.changeableFound(.assign(SampleDesk.iryna.id), Array(ids[..<2]), possible: 0))
        #expect(state.overlays.isEmpty && state.notice == nil)
    }

    @Test("a change that is possible for none ends the question and says so")
    func impossible() {
        var state = specialist()
        state.press(space, space, .character("X"))
        _ = state.update(.changeableFound(.reopen, Array(ids[..<2]), possible: 0))
        #expect(state.overlays.isEmpty)
        #expect(state.notice == .failed(.changesNothing(2)))
        #expect(state.tickets.marks.count == 2)
    }

    @Test("assign and move choose first, and are asked about then; no changes nothing")
    func chosen() {
        var state = specialist()
        state.press(space, space, .character("a"), .down, .enter)
        #expect(text(state).contains("Assign 2 tickets to Андрій (підтримка)?"))
        #expect(state.press(.character("n")).isEmpty)
        #expect(state.tickets.marks.count == 2)
        state.press(.character("m"), .enter)
        #expect(text(state).contains("Move 2 tickets to"))
        guard case .write(.change(.move, _))? = state.press(.enter).last else {
            Issue.record("Enter gives the marked answer")
            return
        }
    }

    @Test("with no mark the keys act on the selected ticket, without a question")
    func unmarked() {
        var state = specialist()
        #expect(state.press(.down, .character("x")).last == .write(.change(.resolve, [ids[1]])))
        #expect(state.overlays.isEmpty)
    }

    @Test("what was done is counted, and one key takes it back and marks the tickets again")
    func undo() {
        var state = specialist()
        state.press(space, space)
        let events: [Event.ID] = [SampleDesk.id(91), SampleDesk.id(92)]
        #expect(state.reasonDisabled(.recall) == .nothingUnsent)
        _ = state.update(
            .ticketsChanged(.resolve, QueuedChange(tickets: Array(ids[..<2]), events: events), of: 3))
        #expect(text(state).contains("2 tickets resolved. Left out: 1. Undo: e."))
        #expect(state.tickets.marks.isEmpty)
        #expect(state.press(.character("e")) == [.write(.undoChange(events))])
        _ = state.update(.changeUndone([ids[0], ids[1]], of: 2))
        #expect(state.tickets.marks == [ids[0], ids[1]])
        #expect(state.notice == .done(.changeUndone(2, left: 0)))
        #expect(state.reasonDisabled(.recall) == .nothingUnsent)
    }

    @Test("the same key takes back a shift that was begun, also after everything else has been sent")
    func undoShift() {
        var state = specialist()
        let begun = BegunShift(since: SampleDesk.now, before: SampleDesk.time("2026-03-12T06:05:00Z"))
        #expect(state.press(.character("B")) == [.write(.beginShift)])
        _ = state.update(.syncStatusChanged(SyncStatus(phase: .online, outboxCount: 1)))
        _ = state.update(.shiftBegun(begun))
        #expect(state.notice == .done(.shiftBegun(key: "e")))
        _ = state.update(.syncStatusChanged(SyncStatus(phase: .online)))
        #expect(state.press(.character("e")) == [.write(.takeBackShift(begun))])
        _ = state.update(.done(.shiftTakenBack(since: begun.before)))
        #expect(text(state).contains("Taken back: your shift counts from 2026-03-12 08:05 again."))
        #expect(state.reasonDisabled(.recall) == .nothingUnsent)
    }

    @Test("the key takes back what was done last")
    func undoLast() {
        var state = specialist()
        let events: [Event.ID] = [SampleDesk.id(91)]
        _ = state.update(.shiftBegun(BegunShift(since: SampleDesk.now, before: SampleDesk.now)))
        _ = state.update(.ticketsChanged(.resolve, QueuedChange(tickets: [ids[0]], events: events), of: 1))
        #expect(state.press(.character("e")) == [.write(.undoChange(events))])
        #expect(state.reasonDisabled(.recall) == .nothingUnsent)
    }

    @Test("once everything has been sent, nothing is left to undo")
    func sent() {
        var state = specialist()
        let queued = QueuedChange(tickets: [ids[0]], events: [SampleDesk.id(91)])
        _ = state.update(.ticketsChanged(.resolve, queued, of: 1))
        _ = state.update(.syncStatusChanged(SyncStatus(phase: .online, outboxCount: 1)))
        #expect(state.reasonDisabled(.recall) == nil)
        _ = state.update(.syncStatusChanged(SyncStatus(phase: .online)))
        #expect(state.reasonDisabled(.recall) == .nothingUnsent)
    }

    @Test("a customer may resolve and reopen marked tickets, and neither take, assign nor move them")
    func customer() {
        var state = UIFixture.state(language: .english)
        state.press(space, space)
        for key in ["T", "a", "m"] as [Character] {
            #expect(state.press(.character(key)).isEmpty)
            #expect(state.notice == .failed(.onlyForSpecialists))
        }
        state.press(.character("x"))
        #expect(text(state).contains("Resolve 2 tickets?"))
    }

    @Test("marks in lines: by number, none, and all commands after the same question", arguments: Language.allCases)
    func lines(language: Language) throws {
        var talk = LinearConversation(language: language) { $0.beSpecialist() }
        let strings = Strings(language: language)
        let name = { (action: Action) in strings[.action(action, in: .ticketList)] }
        for line in [
            name(.resolve), "\(name(.mark)) 1042 998 7", "p", "\(name(.mark)) 998", "x", "так", "e",
            "\(name(.mark)) 998", name(.take), "ні",
            "\(name(.mark)) \(strings[LinearPhrase.noneWord])", "\(name(.mark)) 1017 +1", "a Андрій", "", ".", ".",
        ] { talk.type(line) }
        try assertTranscript(talk.transcript, "marks-\(language.rawValue)")
    }
}
