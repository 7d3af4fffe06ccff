import GRDB
import HelpdeskModels
import Synchronization

/// The connections to a store's database: one that writes, and one on which a read does not wait until a page of changes
/// is stored.
///
/// GRDB's own pool is not used because it writes to the database whenever it is opened, which a full disk refuses and
/// other programs notice.
final class StoreConnections: Sendable {
    let writer: DatabaseQueue
    private let path: String
    private let configuration: Configuration
    private let opened = Mutex<DatabaseQueue?>(nil)
    /// What was read on the reader, and is read again with each letter of a filter.
    let lastList = LastRead<[TicketSelection.Statement], ListOrder>()
    let lastCounts = LastRead<Timestamp, TicketCounts>()

    /// `configuration` is for both.
    init(path: String, configuration: Configuration) throws {
        self.path = path
        self.configuration = configuration
        writer = try DatabaseQueue(path: path, configuration: configuration)
    }

    /// The one that writes has to be closed last: only it can move the log into the database and remove it.
    deinit { opened.withLock { $0 = nil } }

    /// Opened when it is first needed, so that a start opens one connection only. If it cannot be opened, the writer takes
    /// its place, and says why if it is no better off.
    var reader: DatabaseQueue {
        opened.withLock { reader in
            if let reader { return reader }
            var configuration = configuration
            configuration.readonly = true
            reader = try? DatabaseQueue(path: path, configuration: configuration)
            return reader ?? writer
        }
    }

    func close() throws {
        try opened.withLock { reader in
            try reader?.close()
            reader = nil
        }
        try writer.close()
    }
}

extension DatabaseQueue {
    /// Whether the error can only come from damage: the program breaks no rule of its own tables, yet a damaged index
    /// may say that it does. That costs reading the whole store, after an error that nobody expects.
    func isContradicted(by error: any Error) -> Bool {
        guard let error = error as? DatabaseError,
            [.SQLITE_CONSTRAINT, .SQLITE_MISMATCH, .SQLITE_INTERNAL].contains(error.resultCode)
        else { return false }
        let found = try? inDatabase { try String.fetchOne($0, sql: "PRAGMA integrity_check(1)") }
        return found != "ok"
    }

    /// Whether SQLite finds nothing wrong with any page.
    var isSound: Bool {
        get throws { try inDatabase { try String.fetchOne($0, sql: "PRAGMA quick_check(1)") } == "ok" }
    }
}
