import Foundation
import GRDB
public import HelpdeskModels

/// The state of a store, for a report.
public struct StoreHealth: Hashable, Sendable {
    /// Whether SQLite finds nothing wrong with any page.
    public var isSound: Bool
    /// Bytes of everything in the store's folder.
    public var size: Int64
    /// Bytes that the file system has left; nil if it does not say.
    public var freeSpace: Int64?
    public var tickets: Int
    public var drafts: Int
    /// Intents that wait for the backend or are on their way; read marks do not count.
    public var waiting: Int
    public var oldestWaiting: Timestamp?
    /// Intents that the backend refused for good.
    public var refused: Int
}

extension Store {
    /// Reads the whole store. Throws what opening it throws.
    public func health() async throws(HelpdeskError) -> StoreHealth {
        let directory = directory
        return try await read { database in
            let outbox = try Outbox(database: database).counts()
            let oldest = try Int64.fetchOne(
                database, sql: "SELECT min(created) FROM outbox WHERE kind <> 'read' AND state <> 'parked'")
            return StoreHealth(
                isSound: try String.fetchOne(database, sql: "PRAGMA quick_check(1)") == "ok",
                size: Self.size(of: directory), freeSpace: FreeSpace.bytes(at: directory),
                tickets: try Int.fetchOne(database, sql: "SELECT coalesce(sum(count), 0) FROM ticket_count") ?? 0,
                drafts: try Int.fetchOne(database, sql: "SELECT count(*) FROM draft") ?? 0,
                waiting: outbox.waiting, oldestWaiting: oldest.map(Timestamp.init(milliseconds:)),
                refused: outbox.parked)
        }
    }

    private static func size(of directory: String) -> Int64 {
        let folder = FileManager.default.enumerator(atPath: directory)
        var size: Int64 = 0
        while folder?.nextObject() != nil {
            if folder?.fileAttributes?[.type] as? FileAttributeType == .typeRegular,
                let bytes = folder?.fileAttributes?[.size] as? NSNumber
            {
                size &+= bytes.int64Value
            }
        }
        return size
    }
}
