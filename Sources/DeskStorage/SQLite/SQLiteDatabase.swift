package import Foundation
import GRDB
package import HelpdeskDesk
import SQLDatabase
import Synchronization
import SystemKit

/// The desk's database: one SQLite file in WAL mode, which a server and an administrator may have open at once.
///
/// Every commit is on the disk when it is acknowledged (`synchronous = FULL`).
package final class SQLiteDatabase: DeskDatabase {
    /// The database's file name within a data directory.
    package static let fileName = "cabdesk.sqlite"

    /// Seconds to wait for another process that writes.
    private static let patience: TimeInterval = 10

    /// How many connections this process has opened.
    private static let connections = Atomic<Int64>(0)

    let pool: DatabasePool
    package let notifier = ChangeNotifier()
    private let times = DatabaseTimes()

    /// Opens or creates the database in `directory` and brings its schema up to date.
    ///
    /// Throws ``ServerFailure`` if the file was written by a newer version, or cannot be opened.
    package convenience init(directory: URL) throws {
        try self.init(directory: directory, trace: nil)
    }

    /// `trace` is told every statement before it runs, without its values.
    init(directory: URL, trace: (@Sendable (_ sql: String) -> Void)?) throws {
        let path = directory.appending(path: Self.fileName).path
        var configuration = Configuration()
        configuration.busyMode = .timeout(Self.patience)
        configuration.label = "cabdesk"
        // Reading is done on the threads that serve requests, of which there is one a processor: none waits for another.
        // There are the threads of the event loops and those of all other tasks.
        configuration.maximumReaderCount = max(
            configuration.maximumReaderCount, 2 * ProcessInfo.processInfo.activeProcessorCount)
        configuration.prepareDatabase { db in
            let number = Self.connections.add(1, ordering: .relaxed).newValue
            db.add(function: DatabaseFunction("connection_number", argumentCount: 0, pure: true) { _ in number })
            // Deleted and replaced content is overwritten with zeros.
            try db.execute(sql: "PRAGMA secure_delete = ON")
            guard let trace else { return }
            db.trace { event in if case .statement(let statement) = event { trace(statement.sql) } }
        }
        do {
            pool = try Self.inTurn(in: directory) {
                let pool = try DatabasePool(path: path, configuration: configuration)
                // The pool sets NORMAL while it opens, which may lose the last commits in a power failure.
                try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
                let migrator = Schema.migrator
                guard try !pool.read(migrator.hasBeenSuperseded) else { throw ServerFailure.newerDatabase(path) }
                try migrator.migrateBesideOthers(pool)
                return pool
            }
        } catch let error as DatabaseError {
            throw ServerFailure.database(error, path: path)
        }
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
        notifier.begin(at: try pool.read { try SQLiteConnection($0).latestChange() })
    }

    /// Whoever opens the desk locks its folder meanwhile, so that several follow one another. Of those who make the tables at
    /// the same time, SQLite's own lock may always pass one over. A folder that cannot be locked is no reason to fail.
    private static func inTurn<Value>(in directory: URL, _ open: () throws -> Value) throws -> Value {
        guard let folder = Descriptor(directory.path, O_RDONLY | O_DIRECTORY) else { return try open() }
        // If its turn does not come, SQLite says who is in the way.
        _ = folder.lock(LOCK_EX, waiting: .seconds(60))
        let result = Result { try open() }
        flock(folder.number, LOCK_UN)
        return try result.get()
    }

    /// On the thread of the caller: what is read is nearly always in memory, and handing the work to another thread and
    /// back, as GRDB's own asynchronous reading does twice, costs more than it.
    package func read<Value>(_ body: (any DeskRecords) throws -> Value) async throws -> Value {
        try Task.checkCancellation()
        let start = ContinuousClock.now
        defer { times.noteTransaction(.read, since: start) }
        return try readHere(body)
    }

    package func readOnce<Value>(_ body: (any DeskRecords) throws -> Value) async throws -> Value {
        try Task.checkCancellation()
        let start = ContinuousClock.now
        defer { times.noteTransaction(.read, since: start) }
        return try readOnceHere(body)
    }

    // Not asynchronous themselves, so that GRDB's synchronous methods are meant.

    private func readOnceHere<Value>(_ body: (any DeskRecords) throws -> Value) throws -> Value {
        try DatabaseFailure.translate { try pool.unsafeRead { try body(SQLiteConnection($0)) } }
    }

    private func readHere<Value>(_ body: (any DeskRecords) throws -> Value) throws -> Value {
        try DatabaseFailure.translate { try pool.read { try body(SQLiteConnection($0)) } }
    }

    package func commit<Value: Sendable>(
        _ body: @Sendable (any DeskRecords) throws -> Value
    ) async throws -> Value {
        let start = ContinuousClock.now
        defer { times.noteTransaction(.write, since: start) }
        return try await DatabaseFailure.translate { try await pool.write { try body(SQLiteConnection($0)) } }
    }

    package func commitFleeting<Value: Sendable>(
        _ body: @Sendable (any DeskRecords) throws -> Value
    ) async throws -> Value {
        let start = ContinuousClock.now
        defer { times.noteTransaction(.write, since: start) }
        return try await DatabaseFailure.translate {
            try await pool.writeWithoutTransaction { db in
                // The next commit that waits for the disk has this one written, too.
                try db.execute(sql: "PRAGMA synchronous = NORMAL")
                let result = Result {
                    var value: Value?
                    try db.inTransaction(.immediate) {
                        value = try body(SQLiteConnection(db))
                        return .commit
                    }
                    return value
                }
                try db.execute(sql: "PRAGMA synchronous = FULL")
                guard let value = try result.get() else { throw StoreError.failed("a transaction without a value") }
                return value
            }
        }
    }

    package func commitAndTell<Value: Sendable>(
        _ body: @Sendable (any DeskRecords) throws -> Value
    ) async throws -> Value {
        let (value, news) = try await commit { [notifier] records in
            (try body(records), try records.news(after: notifier.position))
        }
        let commit = ContinuousClock.now
        notifier.tell(news)
        if !news.isEmpty { times.noteTold(since: commit) }
        return value
    }

    /// Looks once a second, while anybody waits for a change.
    package func followChanges() async {
        while (try? await Task.sleep(for: .seconds(1))) != nil {
            guard notifier.hasWaiters else { continue }
            // A database that cannot be read says so to everybody who asks; here there is nobody to tell.
            guard let news = try? await readOnce({ try $0.news(after: notifier.position) }) else { continue }
            notifier.tell(news)
        }
    }

    package func inspect<Value>(_ body: (any DeskRecords) throws -> Value) throws -> Value {
        try DatabaseFailure.explain(path: pool.path) { try pool.read { try body(SQLiteConnection($0)) } }
    }

    package func administerQuietly<Value>(_ body: (any DeskRecords) throws -> Value) throws -> Value {
        try DatabaseFailure.explain(path: pool.path) { try pool.write { try body(SQLiteConnection($0)) } }
    }

    package func administer<Value>(_ body: (any DeskRecords) throws -> Value) throws -> Value {
        let (value, news) = try administerQuietly { records in
            (try body(records), try records.news(after: notifier.position))
        }
        notifier.tell(news)
        return value
    }

    package func proveWritable() async throws {
        try await DatabaseFailure.translate {
            try await pool.writeWithoutTransaction { db in
                // Another process that keeps the lock for longer than a second keeps everybody waiting.
                try db.execute(sql: "PRAGMA busy_timeout = 1000")
                defer { try? db.execute(sql: "PRAGMA busy_timeout = \(Int(Self.patience * 1000))") }
                // Committed, because what is rolled back never reaches the disk.
                try db.execute(sql: "UPDATE desk SET instance = instance")
            }
        }
    }

    package func metrics() async -> [Metric] { times.metrics() }

    package func forgetDeleted(thoroughly: Bool) throws {
        do {
            // Pages that were moved, and rows from before everything was overwritten, leave traces in the free room of
            // pages: only a database that is written anew has none.
            if thoroughly {
                // Words that were taken out of the index stay there, marked as such, until its parts are merged.
                try pool.writeWithoutTransaction { db in
                    try db.execute(sql: "INSERT INTO search_index(search_index) VALUES ('optimize')")
                    try db.execute(sql: "VACUUM")
                }
            }
            // Writes the log into the database and cuts it. This waits for those who read.
            try pool.writeWithoutTransaction { _ = try $0.checkpoint(.truncate) }
        } catch let error as DatabaseError {
            throw ServerFailure.leftTraces(error, path: pool.path)
        }
    }

    func close() throws {
        try pool.close()
    }
}

extension SQLiteDatabase: FileRows {
    func transact<Value>(_ body: (any SQLRecords) throws -> Value) throws -> Value {
        try DatabaseFailure.translate { try pool.write { try body(SQLiteConnection($0)) } }
    }
}
