import GRDB
import HelpdeskModels
import TestSupport
import Testing

@testable import HelpdeskCore

/// A pass of the change feed from its beginning, into an empty store and into one that has tickets.
struct FillingTests {
    private let folder: TemporaryFolder
    private let store: Store

    init() async throws {
        folder = try TemporaryFolder()
        store = try Store(directory: folder.path)
        let account = Account(url: "https://desk.example", user: Sample.dispatcher.id)
        try await store.signIn(account, me: Sample.me, desk: Sample.desk)
    }

    private static func ticket(_ subject: String) -> Change {
        .ticket(
            Ticket(
                id: .make(), number: 1, service: Sample.service.id, topic: Topic.otherID, subject: subject,
                status: .open, author: Author(Sample.dispatcher), created: .now, updated: .now))
    }

    private func subjects(_ store: Store? = nil) throws -> [String] {
        let sort = TicketSort(column: .subject, isAscending: true)
        return try (store ?? self.store).firstScreen(TicketQuery(sort: sort), rows: 9).rows.map(\.subject)
    }

    /// The statement that makes the index of the subjects, nil while it is missing.
    private func subjectIndex(_ store: Store? = nil) throws -> String? {
        try (store ?? self.store).readNow { database in
            try String.fetchOne(database, sql: "SELECT sql FROM sqlite_schema WHERE name = 'ticket_by_subject'")
        }
    }

    private func logPages() throws -> Int? {
        try store.readNow { try Int.fetchOne($0, sql: "PRAGMA wal_autocheckpoint") }
    }

    @Test("An empty store is filled without the index of the subjects, which is there at the end, and lists are sorted")
    func subjectsInOrder() async throws {
        let migrated = try #require(try subjectIndex())
        try await store.apply(
            ChangePage(changes: [Self.ticket("Яма"), Self.ticket("Бар")], cursor: "1", hasMore: true), after: nil)
        #expect(try subjectIndex() == nil)
        #expect(try subjects() == ["Бар", "Яма"])
        try await store.apply(ChangePage(changes: [Self.ticket("Ель")], cursor: "2", hasMore: false), after: "1")
        #expect(try subjectIndex() == migrated)
        #expect(try subjects() == ["Бар", "Ель", "Яма"])
    }

    @Test("After a program was killed, the next one receives the rest and makes the index")
    func killed() async throws {
        let migrated = try #require(try subjectIndex())
        try await store.apply(ChangePage(changes: [Self.ticket("Яма")], cursor: "1", hasMore: true), after: nil)
        let next = try Store(directory: folder.path)
        #expect(try subjectIndex(next) == nil)
        try await next.apply(ChangePage(changes: [Self.ticket("Бар")], cursor: "2", hasMore: false), after: "1")
        #expect(try subjectIndex(next) == migrated)
        #expect(try subjects() == ["Бар", "Яма"])
    }

    @Test("A program of an earlier version leaves the index out, and the next page makes up for it")
    func earlierVersion() async throws {
        try await store.apply(ChangePage(changes: [Self.ticket("Яма")], cursor: "1", hasMore: false), after: nil)
        try await store.write { try $0.execute(sql: "DROP INDEX ticket_by_subject") }
        try await store.apply(ChangePage(changes: [], cursor: "2", hasMore: false), after: "1")
        #expect(try subjectIndex() != nil)
    }

    @Test("A store that has tickets keeps the index while everything is received anew")
    func again() async throws {
        try await store.apply(ChangePage(changes: [Self.ticket("Яма")], cursor: "1", hasMore: false), after: nil)
        try await store.forgetCursor()
        try await store.apply(ChangePage(changes: [Self.ticket("Бар")], cursor: "2", hasMore: true), after: nil)
        #expect(try subjectIndex() != nil)
    }

    @Test("If the cursor of a first pass is lost, the pass after it removes what is no longer there")
    func lostCursor() async throws {
        let kept = Self.ticket("Яма")
        try await store.apply(
            ChangePage(changes: [kept, Self.ticket("Бар")], cursor: "1", hasMore: true), after: nil)
        try await store.forgetCursor()
        try await store.apply(ChangePage(changes: [kept], cursor: "2", hasMore: false), after: nil)
        #expect(try subjects() == ["Яма"])
        #expect(try subjectIndex() != nil)
    }

    @Test("A first pass removes what was remembered before it and the backend does not have")
    func rememberedBefore() async throws {
        try await store.remember(
            TelegramLink(id: .make(), service: Sample.service.id, state: .linked, chatName: "Оля", created: .now))
        func links() async throws -> Int? {
            try await store.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM telegram_link") }
        }
        #expect(try await links() == 1)
        try await store.apply(ChangePage(changes: [Self.ticket("Яма")], cursor: "1", hasMore: true), after: nil)
        try await store.apply(ChangePage(changes: [], cursor: "2", hasMore: false), after: "1")
        #expect(try await links() == 0)
    }

    @Test("The log is moved into the database less often during a pass, and as usual after it")
    func checkpoints() async throws {
        let usual = try #require(try logPages())
        try await store.apply(ChangePage(changes: [Self.ticket("Яма")], cursor: "1", hasMore: true), after: nil)
        #expect(try #require(try logPages()) > usual)
        try await store.apply(ChangePage(changes: [], cursor: "2", hasMore: false), after: "1")
        #expect(try logPages() == usual)
    }

    @Test(
        "A ticket is the same whether its messages stand before or after it, and come once or twice",
        arguments: [true, false])
    func order(isTicketFirst: Bool) async throws {
        let ticket = Self.ticket("Яма")
        guard case .ticket(let value) = ticket else { return }
        func message(_ names: [String], _ id: Message.ID) -> Change {
            let files = names.map { Attachment(id: .make(), name: $0, mediaType: "image/png", size: 1, sha256: nil) }
            return .message(
                Message(
                    id: id, ticket: value.id, author: Author(Sample.agent), origin: .tui, text: "Так",
                    attachments: files, created: .now))
        }
        func row() throws -> TicketRow? { try store.firstScreen(TicketQuery(), rows: 1).rows.first }
        let (first, second) = (Message.ID.make(), Message.ID.make())
        let messages = [message(["a.png", "b.png"], first), message(["c.png"], second), message([], second)]
        try await store.apply(
            ChangePage(changes: isTicketFirst ? [ticket] + messages : messages + [ticket], cursor: "1", hasMore: false),
            after: nil)
        #expect(try row()?.attachmentCount == 2)
        #expect(try row()?.isUnread == true)
        try await store.apply(ChangePage(changes: [message(["a.png"], first)], cursor: "2", hasMore: false), after: "1")
        #expect(try row()?.attachmentCount == 1)
        try await store.apply(ChangePage(changes: [message([], first)], cursor: "3", hasMore: false), after: "2")
        #expect(try row()?.attachmentCount == 0)
    }
}
