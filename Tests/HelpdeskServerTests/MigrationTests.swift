import Foundation
import GRDB
import HelpdeskModels
import Testing

@testable import HelpdeskServer

@Suite struct MigrationTests {
    let directory = FileManager.default.temporaryDirectory.appending(path: "cabdesk-\(UUID().uuidString)")

    private var database: String { directory.appending(path: SQLiteStore.fileName).path }

    @Test func `a desk that is opened again is the same`() async throws {
        defer { try? FileManager.default.removeItem(at: directory) }
        let first = try DataDirectory(directory)
        try first.store.addService(TestDesk.harbour)
        try first.store.addUser(TestDesk.ann)
        let (token, _) = try first.createToken(for: TestDesk.ann.id, label: "")
        let second = try DataDirectory(directory)
        #expect(try second.store.services() == [TestDesk.harbour])
        let account = try await second.store.account(tokenDigest: second.digester.digest(of: token), at: .now)
        #expect(account?.user == TestDesk.ann)
    }

    @Test func `a database of the first version keeps what it has, and tells of its staff`() async throws {
        defer { try? FileManager.default.removeItem(at: directory) }
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        let queue = try DatabaseQueue(path: database)
        try Schema.migrator.migrate(queue, upTo: "v1")
        try await queue.write { db in
            try db.execute(
                sql: """
                    INSERT INTO service VALUES ('harbour', 'Harbour Taxi');
                    INSERT INTO user VALUES
                        ('ann', 'Ann', 'customer', 'harbour', NULL), ('greta', 'Greta', 'agent', NULL, NULL)
                    """)
        }
        try queue.close()
        let first = try DataDirectory(directory)
        try first.store.setDesk(TestDesk.desk(officeHours: nil))
        let account = Account(user: TestDesk.greta, service: nil, token: 0)
        let changes = try await first.store.changes(after: nil, limit: 100, for: account).page.changes
        let agents = changes.compactMap { change in if case .agent(let agent) = change { agent } else { nil } }
        #expect(agents == [Agent(id: TestDesk.greta.id, name: "Greta", role: .agent)])
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
        let store = try DataDirectory(directory).store
        // 2 is FULL (https://www.sqlite.org/pragma.html#pragma_synchronous).
        let level = try store.pool.writeWithoutTransaction { try Int.fetchOne($0, sql: "PRAGMA synchronous") }
        #expect(level == 2)
    }

    @Test func `the key and the database are for their owner only`() throws {
        defer { try? FileManager.default.removeItem(at: directory) }
        _ = try DataDirectory(directory)
        for name in [SQLiteStore.fileName, TokenDigester.fileName] {
            let attributes = try FileManager.default.attributesOfItem(atPath: directory.appending(path: name).path)
            #expect(attributes[.posixPermissions] as? Int == 0o600)
        }
    }
}
