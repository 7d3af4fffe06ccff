import HelpdeskModels
import Synchronization

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
