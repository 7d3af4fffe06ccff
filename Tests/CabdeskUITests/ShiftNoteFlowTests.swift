import CabdeskUI
import HelpdeskCore
import HelpdeskModels
import TerminalKit
import TestSupport
import Testing

@Suite("Notes for the next shift")
struct ShiftNoteFlowTests {
    @Test("a note is written in a small box, with lines, and is queued")
    func write() {
        var state = UIFixture.state()
        state.press(.character("w"))
        state.type("Машина 12 у ремонті\nІваненко о 9:00")
        #expect(state.press(.control("s")) == [.write(.queueShiftNote("Машина 12 у ремонті\nІваненко о 9:00"))])
        #expect(state.overlays.isEmpty)
    }

    @Test("a box that is left keeps its words, and an empty note is not queued")
    func leave() {
        var state = UIFixture.state()
        state.press(.character("w"))
        #expect(state.press(.control("s")).isEmpty)
        #expect(state.notice?.kind == .failed)
        state.type("Ключі")
        state.press(.escape)
        #expect(state.overlays.isEmpty)
        state.press(.character("w"))
        #expect(state.press(.control("s")) == [.write(.queueShiftNote("Ключі"))])
    }

    @Test("a note that was read no longer stands above the list, and that is remembered")
    func read() {
        var state = UIFixture.state()
        state.haveShiftNotes()
        let first = state.desk.shiftNotes[0].id
        let effects = state.press(.character("W"), .enter)
        #expect(state.preferences.readShiftNotes == [first])
        #expect(effects.contains(.write(.savePreferences(state.preferences))))
        // The other one takes its place.
        state.press(.escape)
        state.press(.character("W"), .down, .enter)
        #expect(state.preferences.readShiftNotes == Set(state.desk.shiftNotes.map(\.id)))
    }

    @Test("a note is deleted only after a question")
    func delete() {
        var state = UIFixture.state()
        state.haveShiftNotes()
        state.press(.character("W"), .control("d"))
        #expect(state.press(.enter).isEmpty)
        state.press(.control("d"))
        #expect(state.press(.character("y")) == [.write(.deleteShiftNote(state.desk.shiftNotes[0].id))])
    }

    @Test("a specialist, and an old desk, have no notes", arguments: [true, false])
    func none(isSpecialist: Bool) {
        var state = UIFixture.state()
        if isSpecialist {
            state.beSpecialist()
        } else {
            var snapshot = SampleDesk.snapshot
            snapshot.desk?.shiftNoteLength = nil
            _ = state.update(.deskLoaded(snapshot))
        }
        state.press(.character("w"))
        #expect(state.overlays.isEmpty && state.notice?.kind == .failed)
    }
}
