import Foundation
import HelpdeskModels
public import HelpdeskTransport
import SystemKit

/// The events of the debug log. They consist of numbers, ids and the program's own words.
public enum DebugEvent: Sendable, CustomStringConvertible {
    /// The program started: its version and the name of the command.
    case began(version: String, command: String)
    case ended(code: Int32)
    /// The source of the token, and how long reading it took.
    case token(Profile.TokenSource, Duration)
    case tokenFailed(HelpdeskError.Code)
    /// The store of an account, by the name of its directory.
    case storeOpened(String, Duration)
    case storeFailed(HelpdeskError.Code, Duration)
    case exchange(LoggedExchange)
    /// The account is known to the backend.
    case connected
    /// A page of changes was applied; `hasMore` if another follows at once.
    case pulled(changes: Int, hasMore: Bool)
    /// The number of changes in a page that could not be decoded or are implausible.
    case setAside(Int)
    /// The backend no longer knows the cursor: everything is received again.
    case cursorGone
    case outbox(LoggedIntent)
    /// A loop waits after a failure; nil if it waits until somebody acts.
    case retry(Loop, HelpdeskError.Code, after: Duration?)

    /// The two loops of `SyncEngine`.
    public enum Loop: String, Sendable {
        case push, pull
    }

    public var description: String {
        switch self {
        case .began(let version, let command): "began version=\(version) command=\(command)"
        case .ended(let code): "ended code=\(code)"
        case .token(let source, let duration): "token source=\(source.name) ms=\(duration.wholeMilliseconds)"
        case .tokenFailed(let code): "token error=\(code.rawValue)"
        case .storeOpened(let name, let duration): "store opened=\(name) ms=\(duration.wholeMilliseconds)"
        case .storeFailed(let code, let duration): "store error=\(code.rawValue) ms=\(duration.wholeMilliseconds)"
        case .exchange(let exchange): exchange.description
        case .connected: "sync connected"
        case .pulled(let changes, let hasMore): "sync pulled=\(changes) more=\(hasMore)"
        case .setAside(let count): "sync set_aside=\(count)"
        case .cursorGone: "sync cursor=gone"
        case .outbox(let intent): intent.description
        case .retry(let loop, let code, let duration):
            "retry \(loop.rawValue) error=\(code.rawValue)"
                + (duration.map { " after_ms=\($0.wholeMilliseconds)" } ?? " after=somebody acts")
        }
    }
}

extension Profile.TokenSource {
    /// For the log: without the path or the command.
    fileprivate var name: String {
        switch self {
        case .environment: "environment"
        case .command: "command"
        case .secretService: "secret-service"
        case .file: "file"
        }
    }
}

/// The fate of an intent in the outbox, without anything that a log must not contain.
public struct LoggedIntent: Sendable, CustomStringConvertible {
    /// See `SyncEngine.pushDue`.
    enum Fate {
        case sent
        /// Withdrawn before it was sent.
        case withdrawn
        /// Back in the queue, because the failure was not its own.
        case released(HelpdeskError.Code)
        /// Will be retried.
        case postponed(HelpdeskError.Code, Duration)
        /// Refused for good.
        case parked(HelpdeskError.Code)
    }

    private let id: UUID
    private let kind: Intent.Kind
    private let attempts: Int
    private let files: Int
    private let fate: Fate

    init(_ item: OutboxItem, _ fate: Fate) {
        id = item.id
        kind = item.intent.kind
        attempts = item.attempts
        files = item.files.count
        self.fate = fate
    }

    public var description: String {
        let outcome =
            switch fate {
            case .sent: "sent"
            case .withdrawn: "withdrawn"
            case .released(let code): "released error=\(code.rawValue)"
            case .postponed(let code, let delay): "postponed error=\(code.rawValue) after_ms=\(delay.wholeMilliseconds)"
            case .parked(let code): "parked error=\(code.rawValue)"
            }
        return "outbox \(kind.rawValue) \(id.uuidString.lowercased()) files=\(files) failures=\(attempts) \(outcome)"
    }
}
