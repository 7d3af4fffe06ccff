import GRDB
import HelpdeskDesk

/// Whether another try can help with what went wrong.
enum FailureKind: Hashable, Sendable {
    /// Something is missing that will come back: the network, a database that is busy, room on the disk.
    case temporary
    /// The same try fails the same way again, for this one thing and no other.
    case permanent

    init(_ error: any Error) {
        switch error {
        case is TryLater, is CancellationError: self = .temporary
        case TelegramDeskError.unavailable: self = .temporary
        case let error as DatabaseError:
            // A rule of the schema speaks about one row. Everything else is about the file as a whole: giving single
            // rows up because the disk is full, or the file is damaged, would lose all of them one by one.
            self = Self.rules.contains(error.resultCode) ? .permanent : .temporary
        default: self = .permanent
        }
    }

    private static let rules: [ResultCode] = [
        .SQLITE_CONSTRAINT, .SQLITE_MISMATCH, .SQLITE_TOOBIG, .SQLITE_RANGE, .SQLITE_MISUSE, .SQLITE_ERROR,
    ]

    /// The name of an error in a log and in a notice to the staff: nothing that people wrote.
    static func name(of error: any Error) -> String {
        switch error {
        case let error as TelegramDeskError: "\(error)"
        case let error as TryLater: error.reason
        case let error as DatabaseError: "\(error.extendedResultCode)"
        default: "\(type(of: error))"
        }
    }
}

/// Something that is needed is not there now, and will be.
struct TryLater: Error, Hashable, Sendable {
    /// For the log: neither secrets nor what people wrote.
    var reason: String

    init(_ reason: String) {
        self.reason = reason
    }
}

/// How long to wait after so many failures: 1, 2, 4 … seconds, at most a minute.
enum BotBackOff {
    static func seconds(after attempts: Int) -> Double {
        Double(min(60, 1 << min(max(attempts - 1, 0), 6)))
    }
}
