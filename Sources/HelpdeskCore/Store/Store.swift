import Foundation
import GRDB
public import HelpdeskModels
import Synchronization
import SystemKit

/// The local store: everything ever synced, the drafts and the outbox. The only owner of the database.
///
/// The screen reads it and writes intents into it; the sync engine moves them. Opened in milliseconds, online or not.
/// Several processes may have it open at once; one that finds it damaged replaces it when it has it alone.
public final class Store: Sendable {
    let files: StoreFiles
    let clock: @Sendable () -> Timestamp
    let steady: BootClock
    let current: Mutex<StoreConnections>
    /// Held, shared, as long as the store is open.
    let use: Descriptor
    /// The file whose locked bytes are the drafts that are open.
    let openDrafts: Descriptor
    /// How often this process repaired the store.
    let repairCount = Mutex(0)
    let changed = Broadcast<StoreChange>(merging: { $0.union($1) })
    let intended = Broadcast<Void>()
    /// Yields when the store was replaced by a new one: it has no tickets then, and no cursor.
    let rebuilt = Broadcast<Void>()

    /// Opens or creates the store in `directory` (created with mode 0700 if missing). One that is damaged is repaired,
    /// see `rescueReport()`.
    ///
    /// Throws `storeNewer`, `storeDamaged` (while another process has it open), `storeBusy`, `storeUnwritable` or
    /// `diskFull`.
    public init(
        directory: String, clock: @escaping @Sendable () -> Timestamp = { .now }, steady: BootClock = .machine
    ) throws(HelpdeskError) {
        files = StoreFiles(directory: directory)
        self.clock = clock
        self.steady = steady
        try files.create()
        let opening = try files.open(lock: files.openingLock)
        try Self.wait(forOpening: opening, in: files)
        use = try files.open(lock: files.useLock)
        openDrafts = try files.open(lock: files.draftsLock)
        let isAlone = use.lock(LOCK_EX)
        do {
            current = Mutex(try Self.open(files, isAlone: isAlone, now: clock(), steady: steady))
        } catch {
            throw HelpdeskError(storing: error, in: directory)
        }
        _ = use.lock(LOCK_SH)
    }

    /// Where the database and the outbox folder are.
    public var directory: String { files.directory }

    /// The connections; others after a repair.
    var connections: StoreConnections { current.withLock { $0 } }

    var moment: Moment { Moment(wall: clock(), steady: steady.read()) }

    /// Yields what changed after each commit that somebody may have to read; several commits may yield once, all that
    /// they changed. Each access is a new subscription.
    public var changes: AsyncStream<StoreChange> { changed.subscribe() }

    /// In SQL `fold` and `words` are those of `Folding`, and `collation_key` is the text of a `CollationKey`; the
    /// migrations use them too.
    static func addFunctions(_ database: Database) {
        let functions: [(String, @Sendable (String) -> String)] = [
            ("fold", Folding.fold), ("words", Folding.words), ("collation_key", { CollationKey($0).text }),
        ]
        for (name, function) in functions {
            database.add(
                function: DatabaseFunction(name, argumentCount: 1, pure: true) { values in
                    String.fromDatabaseValue(values[0]).map(function)
                })
        }
    }
}
