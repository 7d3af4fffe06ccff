import Foundation
import HelpdeskModels
import SystemKit

/// What became of an intent in the outbox, as the log may have it.
public struct LoggedIntent: Sendable, CustomStringConvertible {
    /// See `SyncEngine.pushDue`.
    enum Fate {
        case sent
        /// Taken back before it left.
        case withdrawn
        /// Back in the queue: the failure is not its own.
        case released(HelpdeskError.Code)
        /// To be tried again.
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
