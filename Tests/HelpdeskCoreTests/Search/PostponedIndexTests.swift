import GRDB
import HelpdeskModels
import TestSupport
import Testing

@testable import HelpdeskCore

/// While everything is received from the beginning of the feed, new tickets enter the search index a batch at a time.
struct PostponedIndexTests {
    private let folder: TemporaryFolder
    private let store: Store

    init() async throws {
        folder = try TemporaryFolder()
        store = try Store(directory: folder.path)
        let account = Account(url: "https://desk.example", user: Sample.dispatcher.id)
        try await store.signIn(account, me: Sample.me, desk: Sample.desk)
    }

    private static func tickets(_ numbers: ClosedRange<Int>) -> [Change] {
        numbers.map { number in
            .ticket(
                Ticket(
                    id: .make(), number: number, service: Sample.service.id, topic: Topic.otherID, subject: "Шлагбаум",
                    status: .open, author: Author(Sample.dispatcher), created: .now, updated: .now))
        }
    }

    private func found(_ filter: String = "шлаг", in store: Store? = nil) async throws -> Int {
        try await (store ?? self.store).ticketIDs(TicketQuery(filter: filter)).count
    }

    /// How many segments of a size each index has before some of them are merged; 0 for as many as it can.
    private func merges() async throws -> [Int] {
        try await store.read { database in
            try ["ticket_words", "ticket_trigrams"].map {
                try Int.fetchOne(database, sql: "SELECT v FROM \($0)_config WHERE k = 'automerge'") ?? 4
            }
        }
    }

    @Test("They enter once there are a thousand, and all of them at the end")
    func batches() async throws {
        var cursor: String?
        var counts: [Int] = []
        for page in 1...4 {
            let changes = Self.tickets(page * 1000...page * 1000 + 399)
            try await store.apply(ChangePage(changes: changes, cursor: "\(page)", hasMore: page < 4), after: cursor)
            cursor = "\(page)"
            counts.append(try await found())
            #expect(try await merges() == (page < 4 ? [0, 0] : [4, 4]))
        }
        #expect(counts == [0, 0, 1000, 1600])
        #expect(try await found("лагб") == 1600)
        // Once everything was received, they enter at once.
        let last = Self.tickets(5000...5000)
        try await store.apply(ChangePage(changes: last, cursor: "5", hasMore: true), after: "4")
        #expect(try await found() == 1601)
    }

    @Test("A ticket that waits goes on waiting when its messages come with the next page")
    func split() async throws {
        let changes = Self.tickets(1...1)
        guard case .ticket(let ticket) = changes[0] else { return }
        let message = Message(
            id: .make(), ticket: ticket.id, author: Author(Sample.agent), origin: .tui, text: "Перевіряю", created: .now
        )
        try await store.apply(ChangePage(changes: changes, cursor: "1", hasMore: true), after: nil)
        try await store.apply(ChangePage(changes: [.message(message)], cursor: "2", hasMore: true), after: "1")
        #expect(try await found("перевір") == 0)
        try await store.apply(ChangePage(changes: [], cursor: "3", hasMore: false), after: "2")
        for filter in ["шлаг", "перевір"] { #expect(try await found(filter) == 1) }
    }

    @Test("What could be found before can be found while everything is received anew")
    func known() async throws {
        let changes = Self.tickets(1...1)
        try await store.apply(ChangePage(changes: changes, cursor: "1", hasMore: false), after: nil)
        try await store.forgetCursor()
        guard case .ticket(var ticket) = changes[0] else { return }
        ticket.subject = "Шлагбаум біля воріт"
        let message = Message(
            id: .make(), ticket: ticket.id, author: Author(Sample.agent), origin: .tui, text: "Перевіряю", created: .now
        )
        let page = ChangePage(changes: [.message(message), .ticket(ticket)], cursor: "2", hasMore: true)
        try await store.apply(page, after: nil)
        for filter in ["шлаг", "воріт", "перевір"] { #expect(try await found(filter) == 1, "\(filter)") }
    }

    @Test("What a program that was killed has left aside is indexed by the next one, and once")
    func killed() async throws {
        let changes = Self.tickets(1...3)
        try await store.apply(ChangePage(changes: changes, cursor: "1", hasMore: true), after: nil)
        #expect(try await found() == 0)
        let next = try Store(directory: folder.path)
        try await next.indexPending()
        #expect(try await found(in: next) == 3)
        guard case .ticket(var ticket) = changes[0] else { return }
        ticket.subject = "Ворота"
        let page = ChangePage(changes: [.ticket(ticket)], cursor: "2", hasMore: false)
        try await next.apply(page, after: "1")
        #expect(try await found(in: next) == 2)
        #expect(try await found("ворот", in: next) == 1)
    }
}
