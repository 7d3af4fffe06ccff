package import Foundation
package import GRDB
package import HelpdeskDesk
import HelpdeskModels

/// The desk's database: one SQLite file in WAL mode, which a server and an administrator may have open at once.
///
/// Every commit is on the disk when it is acknowledged (`synchronous = FULL`).
package final class SQLiteStore: DeskStore {
    /// The database's file name within a data directory.
    package static let fileName = "cabdesk.sqlite"

    /// Seconds to wait for another process that writes.
    private static let patience: TimeInterval = 10

    let pool: DatabasePool
    package let notifier = ChangeNotifier()

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
        configuration.maximumReaderCount = max(
            configuration.maximumReaderCount, ProcessInfo.processInfo.activeProcessorCount)
        if let trace {
            configuration.prepareDatabase { db in
                db.trace { event in if case .statement(let statement) = event { trace(statement.sql) } }
            }
        }
        do {
            pool = try DatabasePool(path: path, configuration: configuration)
            // The pool sets NORMAL while it opens, which may lose the last commits in a power failure.
            try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
            let migrator = Schema.migrator
            guard try !pool.read(migrator.hasBeenSuperseded) else { throw ServerFailure.newerDatabase(path) }
            try migrator.migrate(pool)
        } catch let error as DatabaseError {
            throw ServerFailure.database(error, path: path)
        }
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
        notifier.begin(at: try pool.read(Self.latestChange))
    }

    /// Reads in a snapshot of the database, on the thread of the caller: what it reads is nearly always in memory, and
    /// handing the work to another thread and back, as GRDB's own asynchronous reading does twice, costs more than it.
    func read<Value>(_ body: (Database) throws -> Value) async throws -> Value {
        try Task.checkCancellation()
        return try readHere(body)
    }

    /// Reads like ``read(_:)``, with one statement: that is a snapshot by itself and needs no transaction around it.
    func readOnce<Value>(_ body: (Database) throws -> Value) async throws -> Value {
        try Task.checkCancellation()
        return try readOnceHere(body)
    }

    // Not asynchronous themselves, so that GRDB's synchronous methods are meant.

    private func readOnceHere<Value>(_ body: (Database) throws -> Value) throws -> Value {
        try DatabaseFailure.translate { try pool.unsafeRead(body) }
    }

    private func readHere<Value>(_ body: (Database) throws -> Value) throws -> Value {
        try DatabaseFailure.translate { try pool.read(body) }
    }

    /// Writes in one transaction and wakes those who wait for a change that they see.
    func write<Value: Sendable>(_ body: @Sendable (Database) throws -> Value) async throws -> Value {
        let (value, news) = try await writeQuietly { [notifier] db in
            (try body(db), try Self.news(after: notifier.position, db))
        }
        notifier.tell(news)
        return value
    }

    /// Writes in one transaction what is no change of the feed: nobody waits for it.
    func writeQuietly<Value: Sendable>(_ body: @Sendable (Database) throws -> Value) async throws -> Value {
        try await DatabaseFailure.translate { try await pool.write(body) }
    }

    /// Writes in one transaction for an administrator. Throws ``ServerFailure`` for the database's errors.
    package func administer<Value>(_ body: (Database) throws -> Value) throws -> Value {
        try DatabaseFailure.explain(path: pool.path) {
            let (value, news) = try pool.write { db in (try body(db), try Self.news(after: notifier.position, db)) }
            notifier.tell(news)
            return value
        }
    }

    /// Reads for an administrator. Throws ``ServerFailure`` for the database's errors.
    func inspect<Value>(_ body: (Database) throws -> Value) throws -> Value {
        try DatabaseFailure.explain(path: pool.path) { try pool.read(body) }
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

    /// From now on every cursor that clients have is gone.
    package func becomeAnotherInstance() throws {
        try administer { db in
            try db.execute(sql: "UPDATE desk SET instance = ?", arguments: [UUID().uuidString])
            try Self.audit("desk.restore", "desk", db)
        }
    }

    /// The changes after `position`, by scope.
    static func news(after position: Int64, _ db: Database) throws -> [ChangeNotifier.News] {
        // From the end of the table, and not along the index of scopes, which would be all of it.
        let statement = try db.cachedStatement(
            sql: "SELECT scope, MAX(seq) FROM change NOT INDEXED WHERE seq > ? GROUP BY scope")
        return try statement.values([position]) { ChangeNotifier.News(scope: $0[0], position: $0[1]) }
    }

    static func latestChange(_ db: Database) throws -> Int64 {
        let statement = try db.cachedStatement(sql: "SELECT MAX(seq) FROM change")
        return try Int64.fetchOne(statement) ?? 0
    }
}
