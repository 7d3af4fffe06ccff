import Foundation
import GRDB
import HelpdeskModels
import SystemKit

extension Store {
    /// Opens the database, whose opening lock this process has. A process that is alone with it repairs it first if needed.
    static func open(
        _ files: StoreFiles, isAlone: Bool, now: Timestamp, steady: BootClock
    ) throws -> StoreConnections {
        let repair = StoreRepair(files: files, now: now)
        var mayRepair = isAlone
        if isAlone {
            try repair.finish()
            if repair.isNeeded {
                try repair.run()
                mayRepair = false
            }
        }
        let hasLostLog = isAlone && repair.hasLostLog
        do {
            let connections = try connect(files, steady)
            // All of it is read only after such a sign: with many tickets that takes longer than people wait.
            if hasLostLog, try !connections.writer.isSound { throw HelpdeskError(.storeDamaged) }
            return connections
        } catch {
            guard mayRepair, HelpdeskError(storing: error, in: files.directory).code == .storeDamaged else {
                throw error
            }
            try repair.run()
            return try connect(files, steady)
        }
    }

    private static func connect(_ files: StoreFiles, _ steady: BootClock) throws -> StoreConnections {
        var configuration = Configuration()
        configuration.busyMode = .timeout(10)
        configuration.label = "store"
        configuration.prepareDatabase { database in
            // A commit survives the end of the process; intents and drafts ask for more, see `writeDurably`.
            // A statement's own journal stays in memory: otherwise each ticket that is received would need a file of its
            // own, outside of the store's folder.
            try database.execute(
                sql: "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA temp_store = MEMORY")
            addFunctions(database)
        }
        let connections = try StoreConnections(path: files.database, configuration: configuration)
        try connections.writer.inDatabase { database in
            try migrate(database)
            try begin(steady.era, database)
        }
        try files.mark(files.opened)
        return connections
    }

    /// Waits for the lock as long as another process opens the store. Throws `storeBusy` when that takes too long.
    static func wait(forOpening lock: borrowing Descriptor, in files: StoreFiles) throws(HelpdeskError) {
        if lock.lock(LOCK_EX, waiting: .seconds(10)) { return }
        throw HelpdeskError(.storeBusy, subject: files.directory)
    }

    /// After a start of the machine nothing waits any longer, as its times counted from the start before.
    private static func begin(_ era: String, _ database: Database) throws {
        guard try MetaKey.era.read(database) != era else { return }
        try database.inTransaction(.immediate) {
            try database.execute(sql: "UPDATE outbox SET next_try = 0, held_until = 0")
            try MetaKey.era.write(era, database)
            return .commit
        }
    }

    static func migrate(_ database: Database) throws {
        func version() throws -> Int { try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0 }
        guard try version() != Schema.version else { return }
        // A table that is rewritten leaves no rows behind: a rescue would find what was sent or discarded since.
        try database.execute(sql: "PRAGMA secure_delete = ON")
        defer { try? database.execute(sql: "PRAGMA secure_delete = OFF") }
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
