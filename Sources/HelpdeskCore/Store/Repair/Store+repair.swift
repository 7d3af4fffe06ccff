import Foundation
import GRDB
import Synchronization
import SystemKit

extension Store {
    /// Replaces the store by a new one after one of its connections, `failed`, met damage. The caller then repeats what
    /// failed.
    ///
    /// Throws `storeDamaged` while other processes have the store open, and what `StoreRepair.run` throws.
    func repair(_ failed: StoreConnections) throws(HelpdeskError) {
        try repairCount.withLock { count throws(HelpdeskError) in
            guard connections === failed else { return }
            // For the next start, should it not come to that here.
            try? files.mark(files.suspect)
            let damage = HelpdeskError(.storeDamaged, subject: directory)
            let opening = try files.open(lock: files.openingLock)
            guard count < Self.maxRepairs, opening.lock(LOCK_EX) else { throw damage }
            // Also where it fails: flock(2) drops the shared lock before it takes the exclusive one. Nobody else can take
            // that meanwhile, as it needs the opening lock.
            defer { _ = use.lock(LOCK_SH) }
            guard use.lock(LOCK_EX) else { throw damage }
            count += 1
            do {
                try failed.writer.inDatabase { database in
                    try StoreRepair(files: files, now: clock()).run()
                    let new = try Self.open(files, isAlone: false, now: clock(), steady: steady)
                    current.withLock { $0 = new }
                    // Work that still waits for the old connection fails there and goes to the new one.
                    try? database.execute(sql: "PRAGMA query_only = 1")
                }
            } catch {
                throw HelpdeskError(storing: error, in: directory)
            }
            try? failed.close()
        }
        rebuilt.send(())
        changed.send(.everything)
        intended.send(())
    }

    /// Repairing does not help a store that is damaged again and again.
    private static let maxRepairs = 3

    /// The outcome of a repair, until somebody has read it; nil if there was none.
    public func rescueReport() async throws(HelpdeskError) -> RescueReport? {
        try await read { try MetaKey.rescue.decode(RescueReport.self, $0) }
    }

    /// Somebody has read the report.
    public func acknowledgeRescue() async throws(HelpdeskError) {
        try await write(announcing: StoreChange(desk: true)) { try MetaKey.rescue.write(nil, $0) }
    }
}
