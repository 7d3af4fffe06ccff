import GRDB
import HelpdeskDesk

/// Where the errors of SQLite become the desk's own: none leaves this module.
enum DatabaseFailure {
    /// Runs `body`, whose errors a request or a bot meets. Throws ``StoreError`` for the engine's.
    static func translate<Value>(_ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch {
            throw desk(error)
        }
    }

    /// The same for what suspends.
    static func translate<Value>(_ body: () async throws -> Value) async throws -> Value {
        do {
            return try await body()
        } catch {
            throw desk(error)
        }
    }

    /// Runs `body`, whose errors an administrator reads. Throws ``ServerFailure`` for the engine's.
    static func explain<Value>(path: String, _ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch let error as DatabaseError {
            throw ServerFailure.database(error, path: path)
        }
    }

    /// SQLite's words for an error of its own; nil for any other error.
    static func message(of error: any Error) -> String? {
        (error as? DatabaseError).map { $0.message ?? "the database failed" }
    }

    private static func desk(_ error: any Error) -> any Error {
        switch error {
        case let error as DatabaseError: StoreError(error)
        case is DecodingError, is RowDecodingError: StoreError.damaged("\(type(of: error))")
        default: error
        }
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
