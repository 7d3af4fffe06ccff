import Foundation
import HTTPTypes
import HelpdeskDesk
import HelpdeskModels
import Testing

@testable import DeskStorage
@testable import HelpdeskServer

@Suite("Notes for the next shift") struct ShiftNoteTests {
    let desk: TestDesk
    let id = ShiftNote.ID.make()

    init() async throws { desk = try TestDesk() }

    private func write(
        _ text: String = "Car 12 is in the workshop", as user: User = TestDesk.ann, id: ShiftNote.ID? = nil
    ) async throws -> TestAnswer {
        try await desk.put("/v1/shift-notes/\(id ?? self.id)", as: user, NewShiftNote(text: text))
    }

    private func notes(as user: User, after cursor: String? = nil) async throws -> [ShiftNote] {
        try await desk.changes(as: user, after: cursor).changes.compactMap {
            if case .shiftNote(let note) = $0 { note } else { nil }
        }
    }

    @Test func `a note reaches the users of its service, and nobody of the desk or of another service`() async throws {
        #expect(try await write().status == 201)
        for user in [TestDesk.ann, TestDesk.ben] {
            let note = try #require(try await notes(as: user).first)
            #expect(note.text == "Car 12 is in the workshop" && note.author.id == TestDesk.ann.id && !note.isGone)
        }
        for user in [TestDesk.vera, TestDesk.greta] {
            #expect(try await notes(as: user).isEmpty, "\(user.name)")
        }
    }

    @Test func `a note wakes the colleagues who wait for changes and not the staff`() {
        let told = ChangeGroup.told(of: ChangeScope.customers(of: TestDesk.harbour.id).text)
        func groups(_ user: User, _ service: Service?) -> [ChangeGroup] {
            ChangeGroup.of(Account(user: user, service: service, token: 1))
        }
        #expect(!Set(told).isDisjoint(with: groups(TestDesk.ben, TestDesk.harbour)))
        #expect(Set(told).isDisjoint(with: groups(TestDesk.vera, TestDesk.valley)))
        #expect(Set(told).isDisjoint(with: groups(TestDesk.greta, nil)))
    }

    @Test func `the same note again is no second one, and another text under its id is refused`() async throws {
        let first = try await write()
        let again = try await write()
        #expect(again.status == 200)
        #expect(try (again.json() as ShiftNote) == (first.json() as ShiftNote))
        #expect(try await write("Something else").problem == .conflict)
        #expect(try await write(as: TestDesk.ben).problem == .conflict)
        #expect(try await write(as: TestDesk.vera).problem == .notFound)
    }

    @Test func `a colleague deletes a note, and a late repetition does not bring it back`() async throws {
        _ = try await write()
        let before = try await desk.changes(as: TestDesk.ann).cursor
        for _ in 0..<2 {
            #expect(try await desk.send(.delete, "/v1/shift-notes/\(id)", as: TestDesk.ben).status == 204)
        }
        let gone = try await notes(as: TestDesk.ann, after: before)
        #expect(gone.map(\.isGone) == [true] && gone.map(\.text) == [""])
        #expect(try await write().status == 200)
        #expect(try await notes(as: TestDesk.ann).allSatisfy(\.isGone))
        #expect(try await desk.send(.delete, "/v1/shift-notes/\(ShiftNote.ID.make())", as: TestDesk.ann).status == 404)
    }

    @Test func `a specialist neither writes nor deletes one, and learns nothing by trying`() async throws {
        _ = try await write()
        for user in [TestDesk.greta] {
            #expect(try await write(as: user).problem == .forbidden)
            #expect(try await write(as: user, id: .make()).problem == .forbidden)
            #expect(try await desk.send(.delete, "/v1/shift-notes/\(id)", as: user).problem == .forbidden)
        }
        #expect(try await notes(as: TestDesk.ann).map(\.isGone) == [false])
    }

    @Test func `a note has a text of a limited length, and a service a limited number of them`() async throws {
        #expect(try await write(" \n").problem == .invalid)
        #expect(try await write(String(repeating: "x", count: ShiftNote.textLength + 1)).problem == .invalid)
        for _ in 0..<ShiftNote.count { #expect(try await write(id: .make()).status == 201) }
        #expect(try await write().problem == .invalid)
        #expect(try await write(as: TestDesk.vera).status == 201)
    }

    @Test func `a note is forgotten after 30 days, and later nothing tells that it was there`() async throws {
        _ = try await write()
        let later = desk.clock.now().adding(seconds: ShiftNote.lifetime + 60)
        try desk.helpdesk.tidyUp(at: later)
        #expect(try await notes(as: TestDesk.ann).map(\.isGone) == [true])
        _ = try await desk.file()
        try desk.helpdesk.tidyUp(at: later.adding(seconds: PhoneRules.memory + 60))
        #expect(try await notes(as: TestDesk.ann).isEmpty)
    }
}
