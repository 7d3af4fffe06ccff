import GRDB
import HelpdeskDesk

/// The errors of SQLite as the desk's own; nil for any other error.
enum SQLiteFailure {
    /// For a request or a bot.
    static func storeError(_ error: any Error) -> StoreError? {
        switch error {
        case let error as DatabaseError: StoreError(error)
        case is RowDecodingError: .damaged("\(type(of: error))")
        default: nil
        }
    }

    /// For an administrator. `path` is of the file.
    static func serverFailure(_ error: any Error, path: String) -> ServerFailure? {
        (error as? DatabaseError).map { .database($0, path: path) }
    }

    /// In SQLite's own words.
    static func message(of error: any Error) -> String? {
        (error as? DatabaseError).map { $0.message ?? "the database failed" }
    }
}

extension StoreError {
    /// Without the statement and its arguments.
    fileprivate init(_ error: DatabaseError) {
        let text = "\(error.extendedResultCode) \(error.message ?? "")"
        switch error.resultCode {
        case .SQLITE_CONSTRAINT: self = .damaged(text)
        case .SQLITE_FULL, .SQLITE_BUSY, .SQLITE_LOCKED, .SQLITE_READONLY, .SQLITE_IOERR: self = .unavailable(text)
        default: self = .failed(text)
        }
    }
}

extension ServerFailure {
    static func newerDatabase(_ path: String) -> ServerFailure {
        ServerFailure(
            "The database \(path) was written by a newer version of cabdeskd. Install that version or a newer one.")
    }

    static func leftTraces(_ error: DatabaseError, path: String) -> ServerFailure {
        ServerFailure(
            "It is erased, but the file of the database may still have traces of it "
                + "(\(error.message ?? "\(error.resultCode)")). When the server is stopped, run "
                + "`sqlite3 \(path) 'VACUUM; PRAGMA wal_checkpoint(TRUNCATE)'`.")
    }

    static func database(_ error: DatabaseError, path: String) -> ServerFailure {
        let reason = error.message ?? "\(error.resultCode)"
        switch error.resultCode {
        case .SQLITE_FULL:
            return ServerFailure("The disk that holds \(path) is full. Free some space and try again.")
        case .SQLITE_CANTOPEN, .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_AUTH:
            return ServerFailure(
                "The database \(path) cannot be opened for writing (\(reason)). Check the directory's permissions.")
        case .SQLITE_NOTADB, .SQLITE_CORRUPT:
            return ServerFailure("\(path) is not a database that cabdeskd can read (\(reason)). Restore a backup.")
        case .SQLITE_BUSY:
            return ServerFailure("The database \(path) is in use by another program. Try again when that has ended.")
        default:
            return ServerFailure("The database \(path) cannot be used: \(reason).")
        }
    }
}
