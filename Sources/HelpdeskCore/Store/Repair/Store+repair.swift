import Foundation
import GRDB
import Synchronization
import SystemKit

extension Store {
    /// Makes the store anew after `failed`, its connection, met damage; what was refused is to be tried again then.
    ///
    /// Throws `storeDamaged` while other processes have the store open, and what `StoreRepair.run` throws.
    func mend(_ failed: DatabaseQueue) throws(HelpdeskError) {
        try mended.withLock { count throws(HelpdeskError) in
            guard queue === failed else { return }
            // For the next start, should it not come to that here.
            try? files.mark(files.suspect)
            let damage = HelpdeskError(.storeDamaged, subject: directory)
            let opening = try files.open(lock: files.openingLock)
            guard count < Self.mostRepairs, opening.lock(LOCK_EX) else { throw damage }
            // Also where it fails: flock(2) lets go of the shared lock before it asks for the other. Nobody else takes that
            // meanwhile, as it takes the lock of opening.
            defer { _ = use.lock(LOCK_SH) }
            guard use.lock(LOCK_EX) else { throw damage }
            count += 1
            do {
                try failed.inDatabase { database in
                    try StoreRepair(files: files, now: clock()).run()
                    let new = try Self.open(files, isAlone: false, now: clock(), steady: steady)
                    connection.withLock { $0 = new }
                    // What still waits for the old connection fails there and goes to the new one.
                    try? database.execute(sql: "PRAGMA query_only = 1")
                }
            } catch {
                throw HelpdeskError(storing: error, in: directory)
            }
            try? failed.close()
        }
        renewed.send(())
        changed.send(.everything)
        intended.send(())
    }

    /// What was damaged made anew and damaged again is not mended by that.
    private static let mostRepairs = 3

    /// What became of a damaged store, until somebody has read it; nil if nothing happened.
    public func rescueReport() async throws(HelpdeskError) -> RescueReport? {
        try await read { try MetaKey.rescue.decode(RescueReport.self, $0) }
    }

    /// Somebody has read the report.
    public func acknowledgeRescue() async throws(HelpdeskError) {
        try await write(announcing: StoreChange(desk: true)) { try MetaKey.rescue.write(nil, $0) }
    }
}
