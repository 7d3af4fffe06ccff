import Foundation
import GRDB
import HelpdeskModels
import SQLDatabase
import Synchronization
import TOMLText
import TestSupport
import Testing

@testable import DeskStorage
@testable import HelpdeskDesk

/// What `cabdeskd doctor` says of a database and of keys.
@Suite struct StorageDoctorTests {
    private func faults(_ findings: [Finding]) -> [String] { findings.filter { $0.kind == .fault }.map(\.text) }

    private func isAllGood(_ findings: [Finding]) -> Bool {
        !findings.isEmpty && findings.allSatisfy { $0.kind == .good }
    }

    @Test func `a desk that works gets good findings alone, and is left as it is`() async throws {
        let desk = try TestDesk(engine: .sqlite)
        let doctor = StorageDoctor(desk.storage)
        #expect(isAllGood(doctor.databaseFindings()))
        #expect(isAllGood(doctor.keyFindings()))
        #expect(try await desk.texts("SELECT instance FROM desk").count == 1)
    }

    @Test func `a desk that was never served is not made by the doctor`() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "cabdesk-\(UUID().uuidString)")
        let doctor = StorageDoctor(StorageConfiguration(directory: folder))
        #expect(isAllGood(doctor.databaseFindings()) && isAllGood(doctor.keyFindings()))
        #expect(!FileManager.default.fileExists(atPath: folder.path))
    }

    @Test func `a locked, a newer and a damaged database are told for what they are`() async throws {
        let desk = try TestDesk(engine: .sqlite)
        let doctor = StorageDoctor(desk.storage)
        let path = desk.storage.directory.appending(path: SQLiteDatabase.fileName)
        var configuration = Configuration()
        configuration.allowsUnsafeTransactions = true
        let other = try DatabaseQueue(path: path.path, configuration: configuration)
        try await other.writeWithoutTransaction { try $0.execute(sql: "BEGIN IMMEDIATE") }
        #expect(faults(doctor.databaseFindings()).first?.contains("in use by another program") == true)
        try await other.writeWithoutTransaction { try $0.execute(sql: "ROLLBACK") }
        try await other.write { try $0.execute(sql: "INSERT INTO grdb_migrations(identifier) VALUES ('v999')") }
        #expect(faults(doctor.databaseFindings()).first?.contains("newer version") == true)

        let folder = FileManager.default.temporaryDirectory.appending(path: "cabdesk-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Data(repeating: 0x41, count: 8192).write(to: folder.appending(path: SQLiteDatabase.fileName))
        let damaged = StorageDoctor(StorageConfiguration(directory: folder))
        #expect(faults(damaged.databaseFindings()).first?.contains("not a database") == true)
    }

    @Test func `another key is a fault, and a lost one too`() throws {
        let desk = try TestDesk()
        var storage = desk.storage
        try FileManager.default.removeItem(at: storage.tokenKeyFile)
        #expect(faults(StorageDoctor(storage).keyFindings()).first?.contains("backup") == true)
        let key = storage.directory.appending(path: "other")
        try Data(String(repeating: "07", count: 32).utf8).write(to: key)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: key.path)
        storage.tokenKey = .file(key)
        let fault = try #require(faults(StorageDoctor(storage).keyFindings()).first)
        #expect(fault.contains("adopt-key") && fault.contains(desk.helpdesk.digester.fingerprint))
    }

    @Test(arguments: [(0, nil), (1000, nil), (-1000, nil), (1500, "1.5 s ahead of"), (-7_200_000, "7200.0 s behind")])
    func `a clock that is off by more than a second is warned of`(milliseconds: Int, words: String?) {
        let finding = StorageDoctor.clockFinding(off: Int64(milliseconds))
        #expect((finding == nil) == (words == nil))
        if let words { #expect(finding?.text.contains(words) == true && finding?.kind == .warning) }
    }

    @Test func `a database that cannot be reached is a fault with what to look at`() {
        let settings = PostgresSettings(parameters: ["host": "/nonexistent", "dbname": "desk"])
        let folder = FileManager.default.temporaryDirectory.appending(path: "cabdesk-\(UUID().uuidString)")
        let doctor = StorageDoctor(StorageConfiguration(directory: folder, database: settings))
        #expect(faults(doctor.databaseFindings()).first?.contains("Check that PostgreSQL runs") == true)
        #expect(doctor.keyFindings().map(\.kind) == [.warning])
    }

    @Test func `a start waits for a database that is away, and then says so`() async throws {
        let settings = PostgresSettings(parameters: ["host": "/nonexistent", "dbname": "desk"])
        let folder = FileManager.default.temporaryDirectory.appending(path: "cabdesk-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let storage = StorageConfiguration(directory: folder, database: settings)
        let failure = await #expect(throws: ServerFailure.self) {
            _ = try await DataDirectory.open(storage, patience: .zero) { _ in }
        }
        #expect(failure?.isTemporary == true)
        let failures = Mutex(0)
        let opening = Task {
            try await DataDirectory.open(storage, patience: .seconds(600), pause: .milliseconds(1)) { _ in
                // A server that waits can be ended.
                let count = failures.withLock { failures in
                    failures += 1
                    return failures
                }
                if count == 3 { withUnsafeCurrentTask { $0?.cancel() } }
            }
        }
        await #expect(throws: CancellationError.self) { _ = try await opening.value }
        #expect(failures.withLock { $0 } == 3)
    }
}

/// The same with a real PostgreSQL.
@Suite(.enabled(if: TestEngine.isPostgres, "needs TEST_ENGINE=postgres")) struct PostgresDoctorTests {
    private let desk: TestDesk
    private let settings: PostgresSettings

    init() throws {
        desk = try TestDesk()
        settings = try #require(desk.storage.database)
    }

    private func findings(_ settings: PostgresSettings, servers: Int? = nil) -> [Finding] {
        StorageDoctor(StorageConfiguration(directory: desk.storage.directory, database: settings), servers: servers)
            .databaseFindings()
    }

    /// The findings of a session that sees the database as `options` of the server make it look.
    private func findings(options: String, servers: Int? = nil) -> [Finding] {
        var settings = settings
        settings.parameters["options"] = options
        return findings(settings, servers: servers)
    }

    private func texts(_ findings: [Finding], _ kind: Finding.Kind) -> [String] {
        findings.filter { $0.kind == kind }.map(\.text)
    }

    @Test func `a desk that works has nothing wrong but what its server does without`() {
        let found = findings(settings)
        #expect(texts(found, .warning).isEmpty)
        // The server of the tests does not wait for the disk, which the doctor must not miss.
        let durability = ["fsync", "full_page_writes", "synchronous_commit"]
        let faults = texts(found, .fault)
        #expect(faults.allSatisfy { text in durability.contains { text.hasPrefix($0) } })
        for words in ["PostgreSQL 1", "The clock", "The tables are of version", "can be written", "fit into"] {
            #expect(texts(found, .good).contains { $0.contains(words) }, "\(words)")
        }
        #expect(StorageDoctor(desk.storage).keyFindings().map(\.kind) == [.good])
    }

    @Test func `commits that do not wait for the disk are a fault`() {
        #expect(texts(findings(options: "-c synchronous_commit=off"), .fault).contains { $0.contains("acknowledged") })
        #expect(
            !texts(findings(options: "-c synchronous_commit=on"), .fault).contains {
                $0.hasPrefix("synchronous_commit")
            })
    }

    @Test func `a database that only reads is a fault`() {
        let faults = texts(findings(options: "-c default_transaction_read_only=on"), .fault)
        #expect(faults.contains { $0.contains("only reads") })
    }

    @Test func `a user who may not write the tables is told of it`() async throws {
        let name = "reader_\(UUID().uuidString.prefix(8).lowercased())"
        try await desk.run("CREATE ROLE \(name) LOGIN; GRANT SELECT ON ALL TABLES IN SCHEMA public TO \(name)")
        var settings = settings
        settings.parameters["user"] = name
        #expect(texts(findings(settings), .fault).contains { $0.contains("cannot be written") })
        try await desk.run("DROP OWNED BY \(name); DROP ROLE \(name)")
    }

    @Test func `a clock that differs is warned of`() async throws {
        try await desk.run(
            """
            CREATE SCHEMA wrong;
            CREATE FUNCTION wrong.clock_timestamp() RETURNS timestamptz LANGUAGE sql AS
                $$ SELECT pg_catalog.clock_timestamp() + interval '2 hours' $$
            """)
        let found = findings(options: "-c search_path=wrong,public,pg_catalog")
        #expect(texts(found, .warning).contains { $0.contains("s behind the database's") })
    }

    @Test func `more servers than the database has connections for are warned of`() {
        #expect(texts(findings(settings, servers: 1000), .warning).contains { $0.contains("max_connections") })
    }

    @Test func `a database of a newer version, or without tables, is told for what it is`() async throws {
        try await desk.run("INSERT INTO schema_version(number, is_breaking) VALUES (998, FALSE)")
        #expect(texts(findings(settings), .warning).contains { $0.contains("version 998") })
        try await desk.run("INSERT INTO schema_version(number, is_breaking) VALUES (999, TRUE)")
        #expect(texts(findings(settings), .fault).contains { $0.contains("Install a newer version") })
        let empty = findings(options: "-c search_path=pg_temp")
        #expect(texts(empty, .good).contains { $0.contains("no tables yet") })
    }
}
