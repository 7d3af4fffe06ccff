import Foundation
import GRDB
import HelpdeskModels

/// Replaces a damaged store by a new one: it rescues first what only this machine has, then moves the damaged files
/// beside the store, where they stay. Tickets come from the backend again.
///
/// Only for the process that has the store alone. After an interruption at any point, `finish` completes the repair.
struct StoreRepair {
    let files: StoreFiles
    let now: Timestamp

    /// With so many copies beside a store something else is wrong, which another repair would not cure.
    private static let maxCopies = 5

    /// Whether the store is certainly damaged, as far as that shows without reading it all.
    var isNeeded: Bool {
        if files.exists(files.suspect) { return true }
        var status = stat()
        guard stat(files.database, &status) == 0 else { return files.exists(files.opened) }
        if status.st_mode & S_IFMT != S_IFREG { return true }
        if status.st_size == 0 { return files.exists(files.opened) }
        return WriteAheadLog(path: files.database + "-wal")?.isDamaged == true
    }

    /// Whether the write-ahead log was taken away: SQLite itself removes it together with the file of its index.
    var hasLostLog: Bool { files.exists(files.database + "-shm") && !files.exists(files.database + "-wal") }

    /// Rescues, moves aside, and leaves a store that can be opened. Throws `storeDamaged`, `storeUnwritable`, `diskFull`.
    func run() throws(HelpdeskError) {
        let copy = try makeFolder()
        let part = files.database + ".new"
        do {
            removeDatabase(part)
            try write(Salvage(SQLitePages(path: files.database)), copy: copy, to: part)
            try files.move(part, to: files.rescued)
        } catch {
            removeDatabase(part)
            rmdir(copy)
            throw HelpdeskError(storing: error, in: files.directory)
        }
        try finish()
    }

    /// Completes a repair that was interrupted after the new store was complete. Does nothing if there is none.
    func finish() throws(HelpdeskError) {
        guard files.exists(files.rescued) else { return }
        let (copy, known): (String?, Set<UUID>)
        do {
            let database = try DatabaseQueue(path: files.rescued)
            (copy, known) = try database.read { database in
                (
                    try MetaKey.rescue.decode(RescueReport.self, database)?.copy,
                    try UUID.fetchSet(database, sql: "SELECT id FROM outgoing_file")
                )
            }
            try database.close()
        } catch {
            throw HelpdeskError(storing: error, in: files.directory)
        }
        guard let copy else { throw HelpdeskError(.storeDamaged, subject: files.directory) }
        for suffix in ["", "-wal", "-shm"] {
            try files.move(files.database + suffix, to: "\(copy)/store.sqlite\(suffix)")
        }
        // Of a folder that cannot be listed the files stay where they are, as those of a message do that waits.
        for name in (try? FileManager.default.contentsOfDirectory(atPath: files.outbox)) ?? [] {
            if let id = UUID(uuidString: name), known.contains(id) { continue }
            try files.move("\(files.outbox)/\(name)", to: "\(copy)/\(name)")
        }
        try files.move(files.rescued, to: files.database)
        unlink(files.suspect)
    }

    private func write(_ salvage: Salvage, copy: String, to path: String) throws {
        var configuration = Configuration()
        configuration.prepareDatabase { Store.addFunctions($0) }
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        try queue.inDatabase { database in try Store.migrate(database) }
        try queue.write { database in
            try salvage.write(to: database)
            let drafts = salvage.allDrafts.filter { !$0.isBlank || !$0.files.isEmpty }.count
            let report = RescueReport(
                copy: copy, drafts: drafts,
                unsent: try Int.fetchOne(database, sql: "SELECT count(*) FROM outbox WHERE kind <> 'read'") ?? 0,
                lost: salvage.lost)
            try MetaKey.rescue.write(try StoredJSON.encode(report), database)
            try Store.showUnsent(database)
        }
        try queue.close()
    }

    /// A new folder beside the store, named for the time in UTC.
    private func makeFolder() throws(HelpdeskError) -> String {
        let parent = NSString(string: files.directory).deletingLastPathComponent
        let prefix = NSString(string: files.directory).lastPathComponent + ".damaged-"
        // A folder that cannot be listed holds none: then making the new one fails, which is said.
        let others = ((try? FileManager.default.contentsOfDirectory(atPath: parent)) ?? [])
            .filter { $0.hasPrefix(prefix) }
        guard others.count < Self.maxCopies else {
            throw HelpdeskError(.storeDamaged, subject: files.directory, detail: "there are \(others.count) copies")
        }
        let time = now.description.prefix { $0 != "." }.filter { $0 != "-" && $0 != ":" } + "Z"
        for number in 1...Self.maxCopies {
            let path = "\(parent)/\(prefix)\(time)" + (number == 1 ? "" : "-\(number)")
            if mkdir(path, 0o700) == 0 { return path }
            guard errno == EEXIST else { throw files.failure() }
        }
        throw HelpdeskError(.storeDamaged, subject: files.directory)
    }

    private func removeDatabase(_ path: String) {
        for suffix in ["", "-journal", "-wal", "-shm"] { unlink(path + suffix) }
    }
}

/// The outcome of repairing a damaged store: how much of what only this machine had could be rescued.
///
/// Tickets are not counted: they come from the backend again.
public struct RescueReport: Hashable, Sendable, Codable {
    /// Where the damaged files lie now.
    public var copy: String
    /// Drafts that are there as before.
    public var drafts: Int
    /// Intents that are in the outbox as before.
    public var unsent: Int
    /// Drafts and intents of which a trace was found, but that could not be read.
    public var lost: Int

    public init(copy: String, drafts: Int, unsent: Int, lost: Int) {
        self.copy = copy
        self.drafts = drafts
        self.unsent = unsent
        self.lost = lost
    }
}
