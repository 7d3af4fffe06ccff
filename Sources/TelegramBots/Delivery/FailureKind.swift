import HelpdeskDesk
import SQLDatabase

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
        case is BotTakenOver: self = .temporary
        // A rule of the schema speaks about one row. Giving single rows up because the disk is full, or the database is
        // damaged or away, would lose all of them one by one.
        default: self = SQLFailure(error)?.kind == .database ? .temporary : .permanent
        }
    }

    /// The name of an error in a log and in a notice to the staff: nothing that people wrote.
    static func name(of error: any Error) -> String {
        switch error {
        case let error as TelegramDeskError: "\(error)"
        case let error as TryLater: error.reason
        case is BotTakenOver: "another process runs the bot now"
        default: SQLFailure(error)?.name ?? "\(type(of: error))"
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

extension BotRows {
    /// Runs `body` wholly or not at all; returns what went wrong for good. Throws what another try can help with.
    func permanentFailure(_ body: () throws -> Void) throws -> (any Error)? {
        do {
            try inSavepoint(body)
            return nil
        } catch {
            guard FailureKind(error) == .permanent else { throw error }
            return error
        }
    }
}
