import HelpdeskModels
import TestSupport
import Testing

@testable import HelpdeskCore

@Suite("Notes for the next shift in the store")
struct ShiftNoteTests {
    @Test("a note shows at once, is sent once, and stays after the answer")
    func sends() async throws {
        let desk = try Desk()
        _ = try await desk.engine.syncOnce()
        let id = try await desk.store.queueShiftNote("Машина 12 у ремонті")
        var notes = try await desk.store.deskSnapshot().shiftNotes
        #expect(notes.map(\.id) == [id] && notes.map(\.isUnsent) == [true])
        await desk.backend.failNext(.putShiftNote, with: HelpdeskError(.unreachable), afterEffect: true)
        _ = try? await desk.engine.syncOnce()
        _ = try await desk.engine.syncOnce()
        notes = try await desk.store.deskSnapshot().shiftNotes
        #expect(notes.map(\.id) == [id] && notes.map(\.isUnsent) == [false])
        #expect(await desk.backend.shiftNotes.count == 1)
    }

    @Test("a deleted note is hidden at once and goes from the desk")
    func deletes() async throws {
        let desk = try Desk()
        _ = try await desk.engine.syncOnce()
        let id = try await desk.store.queueShiftNote("Ключі в Олени")
        _ = try await desk.engine.syncOnce()
        try await desk.store.queueShiftNoteRemoval(id)
        #expect(try await desk.store.deskSnapshot().shiftNotes.isEmpty)
        _ = try await desk.engine.syncOnce()
        #expect(try await desk.store.deskSnapshot().shiftNotes.isEmpty)
        #expect(await desk.backend.shiftNotes[id]?.isGone == true)
    }

    @Test("a note that never left is only taken back")
    func takesBack() async throws {
        let desk = try Desk()
        _ = try await desk.engine.syncOnce()
        let id = try await desk.store.queueShiftNote("Помилка")
        try await desk.store.queueShiftNoteRemoval(id)
        _ = try await desk.engine.syncOnce()
        #expect(await desk.backend.count(of: .putShiftNote) == 0)
        #expect(await desk.backend.count(of: .deleteShiftNote) == 0)
    }

    @Test("a colleague's note is received, and leaves when it is gone")
    func receives() async throws {
        let desk = try Desk()
        var note = ShiftNote(id: .make(), author: Author(Sample.me.user), text: "Іваненко о 9:00", written: .now)
        await desk.backend.show(note)
        _ = try await desk.engine.syncOnce()
        #expect(try await desk.store.deskSnapshot().shiftNotes.map(\.note) == [note])
        note.isGone = true
        await desk.backend.show(note)
        _ = try await desk.engine.syncOnce()
        #expect(try await desk.store.deskSnapshot().shiftNotes.isEmpty)
    }

    @Test("a note that a colleague deleted before the answer to its author came stays away")
    func deletedMeanwhile() async throws {
        let desk = try Desk()
        _ = try await desk.engine.syncOnce()
        let id = try await desk.store.queueShiftNote("Хвилина життя")
        let item = try #require(try await desk.store.read { try Outbox(database: $0).item(id.uuid) })
        let answer = ShiftNote(id: id, author: Author(Sample.me.user), text: "Хвилина життя", written: .now)
        let cursor = try await desk.store.read { try MetaKey.cursor.read($0) }
        let page = ChangePage(changes: [.shiftNote(.gone(id))], cursor: "later", hasMore: false)
        #expect(try await desk.store.apply(page, after: cursor))
        try await desk.store.confirm(item, answer)
        #expect(try await desk.store.deskSnapshot().shiftNotes.isEmpty)
    }

    @Test("a note is not kept for longer than a desk keeps it")
    func expires() async throws {
        let desk = try Desk()
        let (now, age) = (desk.store.clock(), ShiftNote.lifetime)
        for (text, seconds) in [("Свіжа", 60 - age), ("Давня", -60 - age)] {
            await desk.backend.show(
                ShiftNote(
                    id: .make(), author: Author(Sample.me.user), text: text, written: now.adding(seconds: seconds)))
        }
        _ = try await desk.engine.syncOnce()
        #expect(try await desk.store.deskSnapshot().shiftNotes.map(\.note.text) == ["Свіжа"])
    }
}
