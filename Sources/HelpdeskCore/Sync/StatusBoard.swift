import Synchronization

/// The engine's status, readable from anywhere, and its subscribers.
final class StatusBoard: Sendable {
    private let current = Mutex(SyncStatus())
    private let broadcast = Broadcast<SyncStatus>()

    var status: SyncStatus { current.withLock { $0 } }

    func subscribe() -> AsyncStream<SyncStatus> { broadcast.subscribe(beginningWith: status) }

    /// Changes the status; subscribers hear of it only if it really changed.
    func update(_ change: (inout SyncStatus) -> Void) {
        let new: SyncStatus? = current.withLock { status in
            let old = status
            change(&status)
            return status == old ? nil : status
        }
        if let new { broadcast.send(new) }
    }

    /// Shows how far an upload is, in steps of a hundredth.
    func show(_ progress: TransferProgress) {
        update { status in
            let step = max(1, progress.total / 100)
            if let shown = status.upload, shown.name == progress.name, shown.done / step == progress.done / step {
                return
            }
            status.upload = progress
        }
    }
}
