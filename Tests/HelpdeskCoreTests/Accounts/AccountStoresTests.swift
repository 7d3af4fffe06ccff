import HelpdeskModels
import TestSupport
import Testing

@testable import HelpdeskCore

struct AccountStoresTests {
    let folder: TemporaryFolder
    let mine = FakeBackend()
    let colleagues = FakeBackend(Me(user: Sample.colleague, service: Sample.service))

    init() throws {
        folder = try TemporaryFolder()
    }

    private func stores(_ token: String, url: String = "https://desk.example") -> AccountStores {
        AccountStores(
            profile: Profile(
                name: "default", url: url, caFile: nil, tokenSource: .environment, dataDirectory: folder.path + "/data"),
            token: Secret(token))
    }

    @Test("A token that was used before opens its account's store without the network")
    func known() async throws {
        #expect(try stores("mine").openKnown() == nil)
        let store = try await stores("mine").open(asking: mine)
        #expect(try stores("mine").openKnown()?.directory == store.directory)
        #expect(try await stores("mine").openKnown()?.deskSnapshot().me == Sample.me)
    }

    @Test("Another account's token on the same profile never shows this account's store")
    func other() async throws {
        let store = try await stores("mine").open(asking: mine)
        let ticket = await mine.addTicket("secret")
        _ = try await SyncEngine(store: store, backend: mine).syncOnce()
        #expect(try await store.conversation(ticket.id) != nil)
        #expect(try stores("theirs").openKnown() == nil)
        let theirs = try await stores("theirs").open(asking: colleagues)
        #expect(theirs.directory != store.directory)
        #expect(try await theirs.ticketIDs(TicketQuery()).isEmpty)
        #expect(try stores("mine", url: "https://other.example").openKnown() == nil)
    }

    @Test("A new token of the same user finds the user's store, with what waits in it")
    func newToken() async throws {
        let store = try await stores("old").open(asking: mine)
        let id = try await store.queueTicketAfterTopics("kept", mine)
        let again = try await stores("new").open(asking: mine)
        #expect(try await again.conversation(id)?.ticket.subject == "kept")
    }
}

extension Store {
    /// A ticket can be queued once its topic is known.
    fileprivate func queueTicketAfterTopics(_ text: String, _ backend: FakeBackend) async throws -> Ticket.ID {
        _ = try await SyncEngine(store: self, backend: backend).syncOnce()
        return try await queueTicket(Draft(text: text), origin: .cli)
    }
}
