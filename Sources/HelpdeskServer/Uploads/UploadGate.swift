import HelpdeskModels
import Synchronization

/// Lets one request at a time write to an upload.
final class UploadGate: Sendable {
    private let busy = Mutex<Set<Upload.ID>>([])

    /// False if another request is inside; otherwise ``leave(_:)`` must follow.
    func enter(_ upload: Upload.ID) -> Bool {
        busy.withLock { $0.insert(upload).inserted }
    }

    func leave(_ upload: Upload.ID) {
        busy.withLock { _ = $0.remove(upload) }
    }
}
