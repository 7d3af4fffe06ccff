import HelpdeskModels
import TestSupport
import Testing

@testable import HelpdeskCore

@Suite("The view of the shift")
struct ShiftTests {
    private static let start = Timestamp(milliseconds: 1_773_302_400_000)

    @Test("A shift begins after a long pause, and counts from the end of the one before")
    func pause() {
        let shift = Shift(since: Self.start, active: Self.start)
        let later = Self.start.adding(seconds: 3 * 3600)
        #expect(shift.worked(at: later) == Shift(since: Self.start, active: later))
        let nextDay = later.adding(seconds: 5 * 3600)
        #expect(shift.worked(at: later).worked(at: nextDay) == Shift(since: later, active: nextDay))
    }

    @Test("A clock that was set back begins no shift and forgets none")
    func setBack() {
        let shift = Shift(since: Self.start, active: Self.start)
        #expect(shift.worked(at: Self.start.adding(seconds: -86_400)) == shift)
    }

    @Test("The view has what changed since then, and its count; a shift that begins now has nothing yet")
    func view() async throws {
        let desk = try Desk()
        let old = await desk.backend.addTicket("old")
        _ = try await desk.engine.syncOnce()
        try await desk.store.noteWork()
        desk.clock.advance(seconds: 16 * 3600)
        let new = await desk.backend.addTicket("new")
        _ = try await desk.engine.syncOnce()
        try await desk.store.noteWork()
        let query = TicketQuery(view: .shift)
        #expect(try await desk.store.ticketIDs(query) == [new.id])
        #expect(try await desk.store.counts()[.shift] == 1)
        try await desk.queueReply("знову", to: old.id)
        #expect(Set(try await desk.store.ticketIDs(query)) == [new.id, old.id])
        desk.clock.advance(seconds: 1)
        try await desk.store.beginShift()
        #expect(try await desk.store.ticketIDs(query).isEmpty)
        #expect(try await desk.store.counts()[.shift] == 0)
        #expect(try await desk.store.shift().since == desk.clock.now)
    }

    @Test("A shift that was begun by mistake is taken back, and the view has again what changed")
    func takenBack() async throws {
        let desk = try Desk()
        _ = try await desk.engine.syncOnce()
        try await desk.store.noteWork()
        desk.clock.advance(seconds: 3600)
        let ticket = await desk.backend.addTicket("new")
        _ = try await desk.engine.syncOnce()
        let before = try await desk.store.shift().since
        desk.clock.advance(seconds: 1)
        let begun = try await desk.store.beginShift()
        #expect(begun == BegunShift(since: desk.clock.now, before: before))
        desk.clock.advance(seconds: 60)
        try await desk.store.noteWork()
        #expect(try await desk.store.takeBack(begun))
        #expect(try await desk.store.shift() == Shift(since: before, active: desk.clock.now))
        #expect(try await desk.store.ticketIDs(TicketQuery(view: .shift)) == [ticket.id])
        // Once more there is nothing to take back.
        #expect(try await !desk.store.takeBack(begun))
    }

    @Test("Taking back leaves a shift alone that began later")
    func notTakenBack() async throws {
        let desk = try Desk()
        _ = try await desk.engine.syncOnce()
        let begun = try await desk.store.beginShift()
        desk.clock.advance(seconds: 60)
        let later = try await desk.store.beginShift()
        #expect(later.before == begun.since)
        #expect(try await !desk.store.takeBack(begun))
        #expect(try await desk.store.shift().since == later.since)
    }
}
