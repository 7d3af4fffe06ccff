import Foundation
import GRDB
public import HelpdeskModels

/// The local store: everything ever synced, the drafts and the outbox. The only owner of the database.
///
/// The screen reads it and writes intents into it; the sync engine moves them. Opened in milliseconds, online or not.
public final class Store: Sendable {
    /// Where the database and the outbox folder are.
    public let directory: String
    let clock: @Sendable () -> Timestamp
    let queue: DatabaseQueue
    let changed = Broadcast<Void>()
    let intended = Broadcast<Void>()
    /// Intents that were taken back while their files were being uploaded.
    let withdrawn = Broadcast<UUID>()

    /// Opens or creates the store in `directory` (created with mode 0700 if missing).
    ///
    /// Throws `storeNewer`, `storeDamaged`, `storeUnwritable` or `diskFull`.
    public init(directory: String, clock: @escaping @Sendable () -> Timestamp = { .now }) throws(HelpdeskError) {
        self.directory = directory
        self.clock = clock
        do {
            for folder in [directory, directory + "/" + Self.outboxFolder] {
                try FileManager.default.createDirectory(
                    atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            }
        } catch {
            throw HelpdeskError(.storeUnwritable, subject: directory, detail: "the directory cannot be created")
        }
        do {
            var configuration = Configuration()
            configuration.busyMode = .timeout(10)
            configuration.label = "store"
            configuration.prepareDatabase { database in
                // A commit survives the end of the process; intents and drafts ask for more, see `writeDurably`.
                try database.execute(sql: "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL")
                Self.addFunctions(database)
            }
            queue = try DatabaseQueue(path: directory + "/store.sqlite", configuration: configuration)
            try queue.inDatabase { database in try Self.migrate(database) }
        } catch {
            throw HelpdeskError(storing: error, in: directory)
        }
    }

    /// Yields after each commit that changed what a screen shows; several commits may yield once. Each access is a new
    /// subscription.
    public var changes: AsyncStream<Void> { changed.subscribe() }

    static let outboxFolder = "outbox"

    /// In SQL `fold` is `Folding.fold`; the migrations use it too.
    static func addFunctions(_ database: Database) {
        database.add(
            function: DatabaseFunction("fold", argumentCount: 1, pure: true) { values in
                String.fromDatabaseValue(values[0]).map(Folding.fold)
            })
    }

    private static func migrate(_ database: Database) throws {
        func version() throws -> Int { try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0 }
        guard try version() != Schema.version else { return }
        // Another process may be at it: look again once the transaction is ours.
        try database.inTransaction(.immediate) {
            let found = try version()
            guard found <= Schema.version else {
                throw HelpdeskError(.storeNewer, detail: "schema \(found), known are up to \(Schema.version)")
            }
            for number in found..<Schema.version {
                try database.execute(sql: Schema.migrations[number])
            }
            try database.execute(sql: "PRAGMA user_version = \(Schema.version)")
            return .commit
        }
    }
}
