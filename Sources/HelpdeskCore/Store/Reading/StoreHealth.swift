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
    /// Intents that wait for the backend or are on their way.
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
            var health = StoreHealth(
                isSound: try String.fetchOne(database, sql: "PRAGMA quick_check(1)") == "ok",
                size: Self.size(of: directory), freeSpace: Self.freeSpace(at: directory),
                tickets: try Int.fetchOne(database, sql: "SELECT coalesce(sum(count), 0) FROM ticket_count") ?? 0,
                drafts: try Int.fetchOne(database, sql: "SELECT count(*) FROM draft") ?? 0,
                waiting: 0, oldestWaiting: nil, refused: 0)
            let intents = try Row.fetchAll(
                database, sql: "SELECT state = 'parked', count(*), min(created) FROM outbox GROUP BY 1")
            for row in intents {
                if try row.value(0, as: Bool.self) {
                    health.refused = try row.value(1)
                } else {
                    health.waiting = try row.value(1)
                    health.oldestWaiting = Timestamp(milliseconds: try row.value(2))
                }
            }
            return health
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

    private static func freeSpace(at path: String) -> Int64? {
        var status = statvfs()
        guard statvfs(path, &status) == 0 else { return nil }
        let (bytes, overflow) = UInt64(status.f_bavail).multipliedReportingOverflow(by: UInt64(status.f_frsize))
        return overflow ? nil : Int64(exactly: bytes)
    }
}
