import Foundation
import HelpdeskModels
import TestSupport

@testable import HelpdeskCore

/// A store with an engine over a backend in memory, with a clock that only tests move.
struct Desk {
    let folder: TemporaryFolder
    let clock: ManualClock
    let backend: FakeBackend
    let store: Store
    let engine: SyncEngine

    init(_ account: Me = Sample.me) throws {
        let clock = ManualClock()
        try self.init(
            folder: TemporaryFolder(), clock: clock,
            backend: FakeBackend(
                account,
                clock: {
                    clock.advance(seconds: 0.001); return clock.now
                }))
    }

    private init(folder: TemporaryFolder, clock: ManualClock, backend: FakeBackend) throws {
        self.folder = folder
        self.clock = clock
        self.backend = backend
        store = try Store(directory: folder.path + "/store", clock: clock.read, steady: clock.steady)
        engine = SyncEngine(store: store, backend: backend, clock: clock.read, random: { 0 })
    }

    /// The same folder and backend with a new store and engine: the program started again.
    func restarted() throws -> Desk {
        try Desk(folder: folder, clock: clock, backend: backend)
    }

    /// The store that lies in another folder, with the same backend and a new engine.
    func moved(to folder: TemporaryFolder) throws -> Desk {
        try Desk(folder: folder, clock: clock, backend: backend)
    }

    @discardableResult
    func draft(
        _ text: String, _ kind: Draft.Kind = .newTicket, files: [String: Data] = [:]
    ) async throws -> Draft {
        var draft = Draft(kind: kind, text: text, updated: clock.now)
        for (name, data) in files.sorted(by: { $0.key < $1.key }) {
            let path = try folder.write(data, to: name)
            draft.files.append(try await store.attach(path: path, to: draft.id, limits: .standard))
        }
        try await store.saveDraft(draft)
        return draft
    }

    @discardableResult
    func queueTicket(_ text: String, files: [String: Data] = [:]) async throws -> Ticket.ID {
        try await store.queueTicket(try await draft(text, files: files), origin: .tui)
    }

    @discardableResult
    func queueReply(_ text: String, to ticket: Ticket.ID, files: [String: Data] = [:]) async throws -> Message.ID {
        try await store.queueReply(try await draft(text, .reply(ticket), files: files), origin: .tui)
    }

    func conversation(_ id: Ticket.ID) async throws -> Conversation {
        guard let conversation = try await store.conversation(id) else { throw HelpdeskError(.notFound) }
        return conversation
    }

    /// The subjects of a query, in order.
    func subjects(_ query: TicketQuery = TicketQuery()) async throws -> [String] {
        try await store.rows(try await store.ticketIDs(query)).map(\.subject)
    }

    /// Waits until the store shows what is asked for, as a screen would.
    func wait(_ condition: @Sendable () async throws -> Bool) async throws {
        for await _ in store.changes where try await condition() { return }
    }
}
