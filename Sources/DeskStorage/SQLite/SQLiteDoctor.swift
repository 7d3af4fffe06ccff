import Foundation
import GRDB
import HelpdeskDesk
import SQLDatabase

/// The checks of a database in a file.
struct SQLiteDoctor {
    private let path: String
    private let directory: String

    init(directory: URL) {
        self.directory = directory.path
        path = directory.appending(path: SQLiteDatabase.fileName).path
    }

    func findings() -> [Finding] {
        guard FileManager.default.fileExists(atPath: path) else {
            return [Finding(.good, "\(path) is not there yet; the first server that starts makes it.")]
        }
        guard access(path, R_OK | W_OK) == 0, access(directory, W_OK | X_OK) == 0 else {
            return [
                Finding(
                    .fault, "\(path) cannot be written by this user. Run this as the server's user, or check its owner."
                )
            ]
        }
        do {
            return try withQueue(isReading: false) { queue in
                let migrator = Schema.migrator
                guard try !queue.read(migrator.hasBeenSuperseded) else {
                    return [Finding(.fault, ServerFailure.newerDatabase(path).description)]
                }
                let isCurrent = try queue.read(migrator.hasCompletedMigrations)
                try queue.inDatabase { db in
                    try db.beginTransaction(.immediate)
                    try db.rollback()
                }
                return [
                    Finding(
                        .good,
                        "\(path) can be written"
                            + (isCurrent ? "." : "; the next start brings its tables up to date."))
                ]
            }
        } catch let error as DatabaseError {
            return [Finding(.fault, ServerFailure.database(error, path: path).description)]
        } catch {
            return [Finding(.fault, "\(error)")]
        }
    }

    /// Nil if no server has opened the database yet. Throws what the database says.
    func tokenKeyFingerprint() throws -> String? {
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        return try withQueue(isReading: true) { queue in
            try queue.read { db in
                guard try db.tableExists("key_fingerprint") else { return nil }
                return try SQLiteConnection(db).tokenKeyFingerprint()
            }
        }
    }

    private func withQueue<Value>(isReading: Bool, _ body: (DatabaseQueue) throws -> Value) throws -> Value {
        var configuration = Configuration()
        configuration.readonly = isReading
        configuration.busyMode = .timeout(2)
        configuration.allowsUnsafeTransactions = true
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        defer { try? queue.close() }
        return try body(queue)
    }
}
