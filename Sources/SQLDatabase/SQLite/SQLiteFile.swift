import Foundation
package import GRDB

/// A SQLite file in WAL mode with one connection, which several processes may have open at once.
///
/// Every commit is on the disk when it is acknowledged, and deleted content is overwritten.
package final class SQLiteFile: Sendable {
    package typealias Migration = (name: String, sql: String)

    package let path: String
    private let queue: DatabaseQueue

    /// Seconds to wait for another process that writes.
    private static let patience: TimeInterval = 10

    /// Opens the file, or creates it for its owner alone, and brings its schema up to date.
    package convenience init(_ path: String, label: String, migrations: [Migration]) throws {
        try self.init(existing: path, label: label)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
        try queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = WAL") }
        var migrator = DatabaseMigrator()
        for migration in migrations {
            migrator.registerMigration(migration.name) { try $0.execute(sql: migration.sql) }
        }
        try migrator.migrateBesideOthers(queue)
    }

    /// Opens a file as it is.
    package init(existing path: String, label: String = "cabdesk", isReadOnly: Bool = false) throws {
        self.path = path
        var configuration = Configuration()
        configuration.busyMode = .timeout(Self.patience)
        configuration.label = label
        configuration.readonly = isReadOnly
        configuration.prepareDatabase { database in
            try database.execute(sql: "PRAGMA synchronous = FULL; PRAGMA secure_delete = ON")
        }
        queue = try DatabaseQueue(path: path, configuration: configuration)
    }

    package func read<Value: Sendable>(
        _ body: @Sendable (SQLiteConnection) throws -> Value
    ) async throws -> Value {
        try await queue.read { try body(SQLiteConnection($0)) }
    }

    package func write<Value: Sendable>(
        _ body: @Sendable (SQLiteConnection) throws -> Value
    ) async throws -> Value {
        try await queue.write { try body(SQLiteConnection($0)) }
    }

    /// The same for a thread that may wait.
    package func readWaiting<Value>(_ body: (SQLiteConnection) throws -> Value) throws -> Value {
        try queue.read { try body(SQLiteConnection($0)) }
    }

    package func writeWaiting<Value>(_ body: (SQLiteConnection) throws -> Value) throws -> Value {
        try queue.write { try body(SQLiteConnection($0)) }
    }

    /// Runs one or several statements without values, outside a transaction.
    package func run(_ sql: String) throws {
        try queue.writeWithoutTransaction { try $0.execute(sql: sql) }
    }

    /// Leaves nothing of what was deleted in the log; `thoroughly`, nothing in the free room of pages either.
    package func forgetDeleted(thoroughly: Bool) throws {
        if thoroughly { try run("VACUUM") }
        try queue.writeWithoutTransaction { _ = try $0.checkpoint(.truncate) }
    }

    package func close() throws {
        try queue.close()
    }
}

extension DatabaseMigrator {
    /// Brings the tables up to date, also if another process does so at the same moment.
    ///
    /// A migration is one transaction, which fails if another process has done the same one since this process looked which
    /// are missing. So what counts as a failure is one that left nothing new behind.
    package func migrateBesideOthers(_ writer: some DatabaseWriter) throws {
        while true {
            let applied = try writer.read(appliedIdentifiers)
            do {
                return try migrate(writer)
            } catch let error as DatabaseError {
                guard try writer.read(appliedIdentifiers) != applied else { throw error }
            }
        }
    }
}

extension SQLFailure {
    /// A rule of the schema speaks about one row. Everything else is about the file.
    static func ofSQLite(_ error: any Error) -> SQLFailure? {
        guard let error = error as? DatabaseError else { return nil }
        let ofStatement: [ResultCode] = [
            .SQLITE_CONSTRAINT, .SQLITE_MISMATCH, .SQLITE_TOOBIG, .SQLITE_RANGE, .SQLITE_MISUSE, .SQLITE_ERROR,
        ]
        return SQLFailure(
            ofStatement.contains(error.resultCode) ? .statement : .database, name: "\(error.extendedResultCode)")
    }
}
