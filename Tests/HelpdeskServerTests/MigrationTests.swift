import Foundation
import GRDB
import HelpdeskDesk
import HelpdeskModels
import SystemKit
import Testing

@testable import DeskStorage
@testable import HelpdeskServer

@Suite struct MigrationTests {
    let directory = FileManager.default.temporaryDirectory.appending(path: "cabdesk-\(UUID().uuidString)")

    private var database: String { directory.appending(path: SQLiteDatabase.fileName).path }

    @Test func `a desk that is opened again is the same`() async throws {
        defer { try? FileManager.default.removeItem(at: directory) }
        let first = try DataDirectory(directory)
        try first.desk.addService(TestDesk.harbour)
        try first.desk.addUser(TestDesk.ann)
        let (token, _) = try first.desk.createToken(for: TestDesk.ann.id, label: "")
        let second = try DataDirectory(directory)
        #expect(try second.desk.services() == [TestDesk.harbour])
        let account = try await second.desk.account(tokenDigest: second.desk.digester.digest(of: token), at: .now)
        #expect(account?.user == TestDesk.ann)
    }

    @Test func `processes that open a new desk at the same time all open the same one`() async throws {
        defer { try? FileManager.default.removeItem(at: directory) }
        for round in 0..<20 {
            let directory = directory.appending(path: "\(round)")
            try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
            let versions = try await withThrowingTaskGroup(of: [String].self) { group in
                for _ in 0..<4 {
                    group.addTask {
                        try await BlockingWork.run {
                            try SQLiteDatabase(directory: directory).pool.read(Schema.migrator.appliedMigrations)
                        }
                    }
                }
                return try await group.reduce(into: Set()) { $0.insert($1) }
            }
            #expect(versions == [Schema.migrator.migrations])
        }
    }

    /// Databases as servers of each schema left them, with something in every table.
    private static let fixtures = URL(filePath: #filePath).appending(path: "../Fixtures").standardizedFileURL

    @Test func `every schema before the current one has its database to be tried`() throws {
        let names = try FileManager.default.contentsOfDirectory(atPath: Self.fixtures.path)
        #expect(Set(names) == Set(Schema.migrator.migrations.dropLast().map { "\($0).sql" }))
    }

    @Test(arguments: 1...16)
    func `a database of an older schema keeps all that it has, and takes more`(version: Int) async throws {
        defer { try? FileManager.default.removeItem(at: directory) }
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        let dump = try String(contentsOf: Self.fixtures.appending(path: "v\(version).sql"), encoding: .utf8)
        // The dump fills the tables in the order of their names.
        var configuration = Configuration()
        configuration.foreignKeysEnabled = false
        let queue = try DatabaseQueue(path: database, configuration: configuration)
        try await queue.write { try $0.execute(sql: dump) }
        try queue.close()

        let opened = try DataDirectory(directory)
        let helpdesk = opened.desk
        let (ann, greta) = (
            Account(user: TestDesk.ann, service: TestDesk.harbour, token: 1),
            Account(user: TestDesk.greta, service: nil, token: 0)
        )
        let ticket = try #require(try await helpdesk.tickets(for: ann, statuses: [], after: nil, limit: 9).items.first)
        #expect(ticket.number == 7 && ticket.subject == "No sound" && ticket.status == .resolved)
        #expect(ticket.assignee?.id == "greta" && ticket.rating == Rating(score: 4, comment: "Thanks"))
        let messages = try await helpdesk.messages(of: ticket.id, for: greta, after: nil, limit: 9).items
        #expect(messages.map(\.text) == ["The line is silent.", "An internal note", "Try again."])
        #expect(messages.map(\.isInternal) == [false, true, false])
        #expect(messages.flatMap(\.attachments).map(\.name) == ["call.wav", "log.txt"])
        let types = messages.flatMap(\.attachments).map(\.detectedType)
        #expect(types == [version < 6 ? nil : "audio/wav", nil])
        let events = try await helpdesk.events(of: ticket.id, for: ann, after: nil, limit: 9).items
        #expect(events.map(\.kind) == [.created, .answered, .resolved])
        #expect(
            try await helpdesk.services(for: greta, after: nil, limit: 9).items == [TestDesk.harbour, TestDesk.valley])
        let account = try await helpdesk.account(tokenDigest: String(repeating: "ab", count: 32), at: .now)
        #expect(account?.user == TestDesk.ann)
        #expect(try await helpdesk.account(tokenDigest: String(repeating: "cd", count: 32), at: .now) == nil)
        try await checkFeed(helpdesk, ann, greta, version)
        try await checkLater(opened, ann, version)

        // Tickets from before the index of words can be found once it is made.
        #expect(try await !helpdesk.search("silent", for: ann, after: nil, limit: 9).isComplete)
        while try await helpdesk.fillSearchIndex(step: 1) {}
        for (words, account) in [("SILENT №7", ann), ("call.wav sound", ann), ("internal note", greta)] {
            let page = try await helpdesk.search(words, for: account, after: nil, limit: 9)
            #expect(page.items.map(\.number) == [7] && page.isComplete, "\(words)")
        }
        #expect(try await helpdesk.search("internal note", for: ann, after: nil, limit: 9).total == 0)

        // The trigger of the fourth schema counts the files that were there before, too.
        let bytes = try await #require(opened.sqlite).pool.read {
            try Int.fetchOne($0, sql: "SELECT bytes FROM storage")
        }
        #expect(bytes == 1300)
        let written = try await helpdesk.putMessage(
            .make(), NewMessage(origin: .cli, text: "Still there?"), files: .none, in: ticket.id, by: ann, at: .now)
        #expect(written.value.ticket.status == .open)
    }

    private func checkFeed(_ helpdesk: Helpdesk, _ ann: Account, _ greta: Account, _ version: Int) async throws {
        let seen = try await helpdesk.changes(after: nil, limit: 100, for: ann).page.changes
        #expect(seen.count == (version < 3 ? 10 : version < 5 ? 13 : version < 9 ? 14 : 15))
        let staff = try await helpdesk.changes(after: nil, limit: 100, for: greta).page.changes
        let agents = staff.compactMap { change in if case .agent(let agent) = change { agent } else { nil } }
        #expect(agents == [Agent(id: TestDesk.greta.id, name: "Greta", role: .agent)])
        let notes = staff.filter { change in
            if case .message(let message) = change { message.isInternal } else { false }
        }
        #expect(notes.count == 1)
    }

    /// The tables that came with the schemas from the third on.
    private func checkLater(_ opened: DataDirectory, _ ann: Account, _ version: Int) async throws {
        let helpdesk = opened.desk
        let links = try await helpdesk.telegramLinks(for: ann, after: nil, limit: 9).items
        #expect(links.map(\.state) == (version < 3 ? [] : [.linked, .pending]))
        #expect(try await helpdesk.incidents(after: nil, limit: 9).items.map(\.reportCount) == (version < 3 ? [] : [3]))
        #expect(try helpdesk.auditRecords().map(\.action) == (version < 4 ? [] : ["ticket.assigned"]))
        let code = try await helpdesk.redeemInvitation(
            digest: String(repeating: "aa", count: 32), request: .make(), tokenDigest: "x", label: "", at: .now)
        #expect(code?.id == (version < 4 ? nil : TestDesk.ann.id))
        let files = try await opened.database.read { records in
            try records.phoneFiles(of: TestDesk.ann.id).map { try records.phoneFile($0)?.file.name }
        }
        #expect(files == (version < 5 ? [] : ["photo.jpg"]))
        let taken = try await opened.database.read { try $0.storage(of: TestDesk.harbour.id) }
        let notes = try await opened.database.read { try $0.shiftNoteCount(of: TestDesk.harbour.id) }
        #expect(notes == (version < 9 ? 0 : 1))
        #expect(taken == 1300 + 500 + (version < 5 ? 0 : 9))
    }

    @Test func `a database of a newer version is refused and left alone`() throws {
        defer { try? FileManager.default.removeItem(at: directory) }
        _ = try DataDirectory(directory)
        let queue = try DatabaseQueue(path: database)
        try queue.write { try $0.execute(sql: "INSERT INTO grdb_migrations(identifier) VALUES ('v999')") }
        let failure = #expect(throws: ServerFailure.self) { try DataDirectory(directory) }
        #expect(failure?.description.contains("newer version") == true)
    }

    @Test func `a file that is no database is refused in words`() throws {
        defer { try? FileManager.default.removeItem(at: directory) }
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        try Data(repeating: 0x41, count: 8192).write(to: URL(filePath: database))
        let failure = #expect(throws: ServerFailure.self) { try DataDirectory(directory) }
        #expect(failure?.description.contains("not a database") == true)
    }

    @Test func `every commit reaches the disk before it is acknowledged`() throws {
        defer { try? FileManager.default.removeItem(at: directory) }
        let database = try #require(DataDirectory(directory).sqlite)
        // 2 is FULL (https://www.sqlite.org/pragma.html#pragma_synchronous).
        let level = try database.pool.writeWithoutTransaction { try Int.fetchOne($0, sql: "PRAGMA synchronous") }
        #expect(level == 2)
    }

    @Test func `the key and the database are for their owner only`() throws {
        defer { try? FileManager.default.removeItem(at: directory) }
        _ = try DataDirectory(directory)
        for name in [SQLiteDatabase.fileName, TokenDigester.fileName] {
            let attributes = try FileManager.default.attributesOfItem(atPath: directory.appending(path: name).path)
            #expect(attributes[.posixPermissions] as? Int == 0o600)
        }
    }
}
