import HelpdeskModels
import HelpdeskTransport
import Synchronization
import TestSupport
import Testing

@testable import HelpdeskCore

/// A specialist's client on a desk of which it keeps a window.
@Suite(.timeLimit(.minutes(5))) struct WindowTests {
    private static let day: Double = 86_400

    private let world: NewestFirstWorld
    private var desk: TestDesk { world.desk }
    private let folder: TemporaryFolder
    private let store: Store
    /// Resolved and quiet for a long time; open and quiet for a long time; resolved just now.
    private let old: Ticket
    private let open: Ticket
    private let recent: Ticket

    init() async throws {
        world = try NewestFirstWorld(seed: 1, pageSize: 7)
        folder = try TemporaryFolder()
        store = try Store(directory: folder.path + "/store", clock: world.desk.clock.now)
        let desk = world.desk
        old = try await desk.file(desk.newTicket("Old", text: "The first words"))
        try await desk.write("An answer", in: old, as: TestDesk.greta)
        try await desk.ask(.resolved, for: old, as: TestDesk.greta)
        open = try await desk.file(desk.newTicket("Open"))
        desk.clock.advance(seconds: 30 * Self.day)
        recent = try await desk.file(desk.newTicket("Recent"))
        try await desk.ask(.resolved, for: recent, as: TestDesk.greta)
    }

    private func engine(_ window: Int?, as user: User = TestDesk.greta) throws -> SyncEngine {
        try world.engine(store, over: DeskTransport(desk: desk, user: user), window: window)
    }

    private func sync(_ window: Int? = 10, as user: User = TestDesk.greta) async throws {
        _ = try await engine(window, as: user).syncOnce()
    }

    private func subjects() async throws -> Set<String> {
        Set(try await store.rows(try await store.ticketIDs(TicketQuery())).map(\.subject))
    }

    private func texts(_ ticket: Ticket) async throws -> [String] {
        try await store.conversation(ticket.id)?.messages.map(\.message.text) ?? []
    }

    @Test func `a specialist has what is open or recent, and a customer everything`() async throws {
        try await sync()
        #expect(try await subjects() == ["Open", "Recent"])
        let other = try Store(directory: folder.path + "/customer")
        let engine = try world.engine(other, over: DeskTransport(desk: desk, user: TestDesk.ann), window: 10)
        _ = try await engine.syncOnce()
        #expect(try await other.ticketIDs(TicketQuery()).count == 3)
    }

    @Test func `a ticket outside the window is here whole once something about it happens`() async throws {
        try await sync()
        try await desk.write("A note", in: old, as: TestDesk.greta, isInternal: true)
        try await sync()
        #expect(try await texts(old) == ["The first words", "An answer", "A note"])
        #expect(try await store.conversation(old.id)?.events.map(\.kind) == [.created, .answered, .resolved])
        #expect(try await store.partialTickets().isEmpty)
        #expect(try await store.ticketIDs(TicketQuery(filter: "first words")) == [old.id])
    }

    @Test func `a ticket outside the window that is reopened while the others are received is here whole`() async throws
    {
        let count = Mutex(0)
        let transport = DeskTransport(desk: desk, user: TestDesk.greta) { request in
            guard request.url.contains("/changes"),
                count.withLock({
                    $0 += 1; return $0 == 2
                })
            else { return }
            try await desk.write("It is back", in: old, as: TestDesk.ann)
        }
        _ = try await world.engine(store, over: transport, window: 10).syncOnce()
        #expect(try await texts(old) == ["The first words", "An answer", "It is back"])
    }

    @Test func `a new ticket is not asked for by itself`() async throws {
        try await sync()
        let new = try await desk.file(desk.newTicket("New"))
        try await desk.write("An answer", in: new, as: TestDesk.greta)
        let asked = Mutex<[String]>([])
        let transport = DeskTransport(desk: desk, user: TestDesk.greta) { request in
            asked.withLock { $0.append(request.url) }
        }
        _ = try await world.engine(store, over: transport, window: 10).syncOnce()
        #expect(try await texts(new).count == 2)
        #expect(!asked.withLock(\.self).contains { $0.contains("/tickets/") })
    }

    @Test func `a ticket that is lost before it was received whole is received with the next sync`() async throws {
        try await sync()
        try await desk.write("A note", in: old, as: TestDesk.greta, isInternal: true)
        let transport = DeskTransport(desk: desk, user: TestDesk.greta) { request in
            if request.url.contains("/messages") { throw TransportError(.unreachable) }
        }
        await #expect(throws: HelpdeskError.self) {
            try await world.engine(store, over: transport, window: 10).syncOnce()
        }
        #expect(try await store.partialTickets() == [old.id])
        try await sync()
        #expect(try await texts(old).count == 3)
    }

    @Test func `a ticket that was erased before it was received whole leaves nothing`() async throws {
        try await sync()
        try await desk.write("A note", in: old, as: TestDesk.greta, isInternal: true)
        let erases = DeskTransport(desk: desk, user: TestDesk.greta) { request in
            guard request.url.contains("/tickets/") else { return }
            try world.erase(resolvedFor: 20)
        }
        _ = try await world.engine(store, over: erases, window: 10).syncOnce()
        try await sync()
        #expect(try await subjects() == ["Open", "Recent"])
        #expect(try await store.partialTickets().isEmpty)
        #expect(try await store.ticketIDs(TicketQuery(filter: "note")).isEmpty)
    }

    @Test func `what falls out of the window is removed once a day, but for what is being written`() async throws {
        let (drafted, queued) = (
            try await desk.file(desk.newTicket("Drafted")), try await desk.file(desk.newTicket("Queued"))
        )
        for ticket in [drafted, queued] { try await desk.ask(.resolved, for: ticket, as: TestDesk.greta) }
        try await sync()
        #expect(try await subjects() == ["Open", "Recent", "Drafted", "Queued"])
        try await store.saveDraft(Draft(kind: .reply(drafted.id), text: "Half a sentence", updated: .now))
        let reply = Draft(kind: .reply(queued.id), text: "Not sent", updated: .now)
        try await store.saveDraft(reply)
        _ = try await store.queueReply(reply, origin: .tui)
        desk.clock.advance(seconds: 20 * Self.day)
        // Queued messages wait, as the program only receives.
        var report = SyncReport()
        try await engine(10).connect()
        try await engine(10).pullAll(&report)
        #expect(try await subjects() == ["Open", "Drafted", "Queued"])
        #expect(try await texts(recent).isEmpty)
        // Within the day nothing is looked for.
        let late = try await desk.file(desk.newTicket("Late"))
        try await desk.ask(.resolved, for: late, as: TestDesk.greta)
        desk.clock.advance(seconds: Self.day / 2)
        try await sync(10)
        #expect(try await subjects().contains("Late"))
    }

    @Test func `a wider window is received, and a narrower one removes`() async throws {
        try await sync(10)
        try await sync(60)
        #expect(try await subjects() == ["Old", "Open", "Recent"])
        desk.clock.advance(seconds: 2 * Self.day)
        try await sync(10)
        #expect(try await subjects() == ["Open", "Recent"])
        try await sync(nil)
        #expect(try await subjects() == ["Old", "Open", "Recent"])
    }
}
