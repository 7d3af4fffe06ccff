public import HelpdeskModels
import Synchronization

/// The state of the connection and the outbox, for the status line.
public struct SyncStatus: Hashable, Sendable {
    public enum Phase: Hashable, Sendable {
        case starting
        case syncing
        case online
        case offline(since: Timestamp, HelpdeskError)
        case signedOut(HelpdeskError)
    }

    public var phase: Phase
    /// Whether the backend cannot be reached, or does not let this account in.
    public var isOffline: Bool {
        switch phase {
        case .offline, .signedOut: true
        case .starting, .syncing, .online: false
        }
    }
    /// Intents that wait in the outbox or are being sent; read marks are not counted.
    public var outboxCount: Int
    /// Intents that were refused for good and are parked.
    public var failedCount: Int
    /// The file that is being uploaded.
    public var upload: TransferProgress?
    /// The numbers of tickets that cannot be received at present; the others arrive.
    public var ticketsSetAside: [Int] = []
    /// Changes that could not be read since the start, and were set aside.
    public var setAsideCount = 0

    public init(phase: Phase = .starting, outboxCount: Int = 0, failedCount: Int = 0, upload: TransferProgress? = nil) {
        self.phase = phase
        self.outboxCount = outboxCount
        self.failedCount = failedCount
        self.upload = upload
    }
}

/// The engine's status, readable from anywhere, and its subscribers.
final class StatusBoard: Sendable {
    private let current = Mutex(SyncStatus())
    private let broadcast = Broadcast<SyncStatus>()

    var status: SyncStatus { current.withLock { $0 } }

    func subscribe() -> AsyncStream<SyncStatus> {
        current.withLock { broadcast.subscribe(beginningWith: $0) }
    }

    /// Changes the status; subscribers hear of it only if it really changed.
    func update(_ change: (inout SyncStatus) -> Void) {
        current.withLock { status in
            let old = status
            change(&status)
            // Under the lock, so that no subscriber is left with an older status than the last.
            if status != old { broadcast.send(status) }
        }
    }

    /// Shows how far an upload is, in steps of a hundredth or half a second.
    func show(_ progress: TransferProgress) {
        update { status in
            if progress.isWorthShowing(after: status.upload) { status.upload = progress }
        }
    }
}
