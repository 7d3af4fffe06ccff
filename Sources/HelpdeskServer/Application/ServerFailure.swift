public import Foundation
import GRDB

/// Why the server or an administrative command cannot go on, as a sentence that says what to do.
public struct ServerFailure: Error, Hashable, Sendable, LocalizedError, CustomStringConvertible {
    public var description: String
    public var errorDescription: String? { description }

    public init(_ description: String) {
        self.description = description
    }

    static func newerDatabase(_ path: String) -> ServerFailure {
        ServerFailure(
            "The database \(path) was written by a newer version of cabdeskd. Install that version or a newer one.")
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

extension ServerFailure {
    static func unknown(_ kind: String, _ id: String) -> ServerFailure {
        ServerFailure("There is no \(kind) with the id \(id). See `cabdeskd admin \(kind) list`.")
    }
}
