import Foundation
import GRDB
import HelpdeskModels
import TestSupport
import Testing

@testable import HelpdeskCore

struct StoreOpeningTests {
    @Test("A new store is private, empty and opens again")
    func fresh() async throws {
        let folder = try TemporaryFolder()
        let directory = folder.path + "/a/b"
        for _ in 1...2 {
            let store = try Store(directory: directory)
            #expect(try await store.ticketIDs(TicketQuery()).isEmpty)
            #expect(try await store.deskSnapshot() == DeskSnapshot())
        }
        let mode = try FileManager.default.attributesOfItem(atPath: directory)[.posixPermissions] as? Int
        #expect(mode == 0o700)
    }

    @Test("A read waits for no write, sees every commit before it, and a store that is closed leaves no log behind")
    func connections() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/store.sqlite"
        _ = try Store(directory: folder.path)
        func owner(_ database: Database) throws -> String? { try MetaKey.account.read(database) }
        do {
            let connections = try StoreConnections(path: path, configuration: Configuration())
            try connections.writer.inTransaction { database in
                try MetaKey.account.write("A", database)
                #expect(try connections.reader.read(owner) == nil)
                return .commit
            }
            #expect(try connections.reader.read(owner) == "A")
            #expect(throws: DatabaseError.self) { try connections.reader.write { try MetaKey.account.write("B", $0) } }
        }
        #expect(!FileManager.default.fileExists(atPath: path + "-wal"))
    }

    @Test("A store of a newer version is refused and left as it is")
    func newer() throws {
        let folder = try TemporaryFolder()
        _ = try Store(directory: folder.path)
        let database = try DatabaseQueue(path: folder.path + "/store.sqlite")
        try database.writeWithoutTransaction { try $0.execute(sql: "PRAGMA user_version = 99") }
        let error = #expect(throws: HelpdeskError.self) { try Store(directory: folder.path) }
        #expect(error?.code == .storeNewer)
        #expect(error?.subject == folder.path)
        #expect(try database.read { try Int.fetchOne($0, sql: "PRAGMA user_version") } == 99)
    }

    @Test("Every older version of the schema becomes the newest")
    func migrations() throws {
        for version in 0...Schema.version {
            let folder = try TemporaryFolder()
            let database = try DatabaseQueue(path: folder.path + "/store.sqlite")
            try database.write { database in
                Store.addFunctions(database)
                for number in 0..<version { try database.execute(sql: Schema.migrations[number]) }
                try database.execute(sql: "PRAGMA user_version = \(version)")
            }
            try database.close()
            _ = try Store(directory: folder.path)
            let reopened = try DatabaseQueue(path: folder.path + "/store.sqlite")
            #expect(try reopened.read { try Int.fetchOne($0, sql: "PRAGMA user_version") } == Schema.version)
        }
    }

    @Test("A store from before priorities receives everything once more, unless its helpdesk has none")
    func beforePriorities() async throws {
        for (api, cursor) in [("cabdesk/1", nil), ("rt", "c")] {
            let folder = try TemporaryFolder()
            let database = try DatabaseQueue(path: folder.path + "/store.sqlite")
            try await database.write { database in
                Store.addFunctions(database)
                for migration in Schema.migrations.prefix(10) { try database.execute(sql: migration) }
                var desk = Sample.desk
                desk.api = api
                try MetaKey.desk.write(try StoredJSON.encode(desk), database)
                try MetaKey.cursor.write("c", database)
                try database.execute(sql: "PRAGMA user_version = 10")
            }
            try database.close()
            let store = try Store(directory: folder.path)
            #expect(try await store.cursor() == cursor)
        }
    }

    @Test("A store of the first version keeps what waits in it, and its tickets are found once they are indexed")
    func firstVersion() async throws {
        let folder = try TemporaryFolder()
        let (ticket, message, reply) = (Ticket.ID.make(), Message.ID.make(), Message.ID.make())
        let file = OutgoingFile(
            id: .make(), name: "a", mediaType: "b/c", size: 1, sha256: try #require(SHA256Digest(of: Data("k".utf8))))
        func blob<Entity>(_ id: EntityID<Entity>) -> String {
            "x'" + id.description.replacingOccurrences(of: "-", with: "") + "'"
        }
        let database = try DatabaseQueue(path: folder.path + "/store.sqlite")
        let content = """
            INSERT INTO ticket VALUES (
                1, \(blob(ticket)), 5, 0, 'zirka', 'other', 'Ёлка', 'new', 1, 1, NULL, 'new', 1, NULL, 'ivan', 'Іван',
                'customer', NULL, NULL, NULL, '[]', '', 1, 0, 0, 1);
            INSERT INTO message VALUES (
                1, \(blob(message)), \(blob(ticket)), 'agent', 'Марко', 'agent', 'tui', 'Шлагбаум', 1, NULL, 0, 1);
            INSERT INTO outbox VALUES (
                3, \(blob(reply)), \(blob(ticket)), 'message',
                '{"attachments":[],"isInternal":false,"origin":"tui","text":"A"}', 2, 'queued', 1, 0, NULL);
            INSERT INTO outgoing_file VALUES (
                1, \(blob(file.id)), NULL, \(blob(reply)), 1, '\(try StoredJSON.encode(file))', NULL, 0);
            PRAGMA user_version = 1;
            """
        try await database.write { try $0.execute(sql: Schema.migrations[0] + content) }
        try database.close()

        let store = try Store(directory: folder.path)
        let account = Account(url: "https://desk.example", user: Sample.dispatcher.id)
        try await store.signIn(account, me: Sample.me, desk: Sample.desk)
        let last = try #require(try await store.conversation(ticket)?.messages.last)
        #expect(last.id == reply)
        #expect(last.delivery == .queued)
        #expect(last.message.attachments.map(\.id) == [file.id])
        _ = try await store.cancelQueued(message: reply)
        let found = TicketQuery(filter: "шлагб іван", sort: TicketSort(column: .subject))
        #expect(try await store.ticketIDs(found).isEmpty)
        try await store.indexPending(batch: 1)
        #expect(try await store.ticketIDs(found) == [ticket])
        let edited = Message(
            id: message, ticket: ticket, author: Author(Sample.agent), origin: .tui, text: "Ворота",
            created: Timestamp(milliseconds: 1))
        try await store.apply(ChangePage(changes: [.message(edited)], cursor: "2", hasMore: true), after: nil)
        #expect(try await store.ticketIDs(found).isEmpty)
        #expect(try await store.ticketIDs(TicketQuery(filter: "ворота")) == [ticket])
    }

    @Test("A directory that cannot be created is said to be unwritable")
    func unwritable() throws {
        let folder = try TemporaryFolder()
        let file = try folder.write(Data("x".utf8), to: "file")
        let error = #expect(throws: HelpdeskError.self) { try Store(directory: file + "/store") }
        #expect(error?.code == .storeUnwritable)
    }

    @Test("A store takes one account only")
    func otherAccount() async throws {
        let folder = try TemporaryFolder()
        let store = try Store(directory: folder.path)
        let account = Account(url: "https://desk.example", user: Sample.dispatcher.id)
        try await store.signIn(account, me: Sample.me, desk: Sample.desk)
        let colleague = Me(user: Sample.colleague, service: Sample.service)
        for other in [
            Account(url: account.url, user: Sample.colleague.id), Account(url: "https://b.example", user: account.user),
        ] {
            let error = await #expect(throws: HelpdeskError.self) {
                try await store.signIn(other, me: colleague, desk: Sample.desk)
            }
            #expect(error?.isUnauthorised == true)
        }
        #expect(try await store.deskSnapshot().me == Sample.me)
    }
}
