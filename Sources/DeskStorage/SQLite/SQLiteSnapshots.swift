import Foundation
import GRDB
import HelpdeskDesk
import SQLDatabase

/// Databases as they all were at one moment, to be copied while others go on writing.
///
/// For that moment nobody writes to any of them. So the copies agree as the databases of a machine would whose power
/// failed then, which is what the programs that write them are made for.
final class SQLiteSnapshots {
    private let sources: [(url: URL, queue: DatabaseQueue)]

    /// Throws the database's error, for example after ten seconds of somebody else's writing.
    init(_ urls: [URL]) throws {
        var sources: [(url: URL, queue: DatabaseQueue)] = []
        var locks: [DatabaseQueue] = []
        defer {
            for lock in locks { Self.end(lock) }
        }
        for url in urls {
            let lock = try DatabaseQueue(path: url.path, configuration: Self.configuration(isReading: false))
            try lock.inDatabase { try $0.beginTransaction(.immediate) }
            locks.append(lock)
        }
        do {
            for url in urls {
                let queue = try DatabaseQueue(path: url.path, configuration: Self.configuration(isReading: true))
                sources.append((url, queue))
                try queue.inDatabase { db in
                    try db.beginTransaction(.deferred)
                    // A transaction of SQLite sees the database as it is at its first reading.
                    _ = try Int.fetchOne(db, sql: "SELECT COUNT(*) FROM sqlite_schema")
                }
            }
        } catch {
            for source in sources { Self.end(source.queue) }
            throw error
        }
        self.sources = sources
    }

    deinit {
        for source in sources { Self.end(source.queue) }
    }

    /// Writes each database as it was to the place that `target` names for it, for its owner only.
    func copy(to target: (URL) -> URL) throws {
        for source in sources {
            let path = target(source.url).path
            let copy = try DatabaseQueue(path: path)
            try source.queue.inDatabase { from in try copy.inDatabase { try from.backup(to: $0) } }
            try copy.close()
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
        }
    }

    private static func configuration(isReading: Bool) -> Configuration {
        var configuration = Configuration()
        configuration.readonly = isReading
        configuration.busyMode = .timeout(10)
        // The transactions last from one call to another.
        configuration.allowsUnsafeTransactions = true
        return configuration
    }

    private static func end(_ queue: DatabaseQueue) {
        // Nothing was written: if this fails, closing the connection ends the transaction.
        try? queue.inDatabase { db in if db.isInsideTransaction { try db.rollback() } }
    }
}

/// A database that nobody else has open, as it is: its schema may be an older one.
struct SQLiteCopy {
    private let queue: DatabaseQueue

    /// Throws the database's error, as every method does.
    init(_ url: URL) throws {
        queue = try DatabaseQueue(path: url.path)
    }

    /// Whether SQLite finds nothing wrong in any page.
    func isSound() throws -> Bool {
        try queue.inDatabase { try String.fetchOne($0, sql: "PRAGMA integrity_check(1)") } == "ok"
    }

    func read<Value>(_ body: (any DeskRecords) throws -> Value) throws -> Value {
        try queue.read { try body(SQLiteConnection($0)) }
    }

    func write<Value>(_ body: (any DeskRecords) throws -> Value) throws -> Value {
        try queue.write { try body(SQLiteConnection($0)) }
    }

    func close() throws {
        try queue.close()
    }
}
