import HelpdeskModels
import TestSupport
import Testing

@testable import HelpdeskCore

@Suite(.timeLimit(.minutes(5)))
struct TelegramSyncTests {
    private func link(_ state: TelegramLink.State, _ number: Int = 1) -> TelegramLink {
        TelegramLink(
            id: SampleDesk.id(number), service: Sample.service.id, state: state, chatName: "Olha",
            created: Timestamp(milliseconds: Int64(number)),
            linked: state == .pending ? nil : Timestamp(milliseconds: 9))
    }

    @Test("A chat that is linked while the long poll is open appears, and one that ended goes")
    func feed() async throws {
        let desk = try Desk()
        let run = Task { await desk.engine.run() }
        defer { run.cancel() }
        await desk.backend.show(link(.linked))
        try await desk.wait { try await desk.store.deskSnapshot().links == [link(.linked)] }
        await desk.backend.show(link(.blocked))
        try await desk.wait { try await desk.store.deskSnapshot().links == [link(.blocked)] }
        await desk.backend.show(link(.unlinked))
        try await desk.wait { try await desk.store.deskSnapshot().links.isEmpty }
    }

    @Test("What is decided about a chat is in the store at once")
    func deciding() async throws {
        let desk = try Desk()
        await desk.backend.show(link(.pending, 1))
        await desk.backend.show(link(.linked, 2))
        _ = try await desk.engine.syncOnce()
        #expect(try await desk.engine.offerTelegramLink().command == "/start abc_DEF-123")
        try await desk.engine.changeTelegramLink(SampleDesk.id(1), TelegramLinkChange(state: .linked))
        #expect(try await desk.store.deskSnapshot().links.map(\.state) == [.linked, .linked])
        try await desk.engine.endTelegramLink(SampleDesk.id(2))
        #expect(try await desk.store.deskSnapshot().links.map(\.id) == [SampleDesk.id(1)])
        _ = try await desk.engine.syncOnce()
        #expect(try await desk.store.deskSnapshot().links.count == 1)
        #expect(try await desk.engine.signOut(device: 2).map(\.id) == [1])
    }

    @Test("The staff keeps the claims that wait; open incidents are told, the newest first")
    func staff() async throws {
        let desk = try Desk(Me(user: Sample.agent, service: nil))
        await desk.backend.show(link(.pending, 1))
        await desk.backend.show(link(.linked, 2))
        var incident = Incident(id: SampleDesk.id(3), kind: .program, opened: Timestamp(milliseconds: 3))
        let newer = Incident(id: SampleDesk.id(4), kind: .telephony, opened: Timestamp(milliseconds: 4))
        await desk.backend.show(incident)
        await desk.backend.show(newer)
        _ = try await desk.engine.syncOnce()
        let snapshot = try await desk.store.deskSnapshot()
        #expect(snapshot.links.map(\.id) == [SampleDesk.id(1)])
        #expect(snapshot.incidents == [newer, incident])
        incident.state = .resolved
        await desk.backend.show(incident)
        _ = try await desk.engine.syncOnce()
        #expect(try await desk.store.deskSnapshot().incidents == [newer])
    }

    @Test("A full pass forgets chats that the backend no longer has")
    func fullPass() async throws {
        let desk = try Desk()
        await desk.backend.show(link(.linked, 1))
        _ = try await desk.engine.syncOnce()
        await desk.backend.lose(SampleDesk.id(1) as TelegramLink.ID)
        await desk.backend.forgetCursors()
        _ = try await desk.engine.syncOnce()
        #expect(try await desk.store.deskSnapshot().links.isEmpty)
    }
}
