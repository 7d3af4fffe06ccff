import HelpdeskModels
import Synchronization

/// Counts the long polls that each token has open, and all of them.
final class PollCounter: Sendable {
    private let open = Mutex<[Int64: Int]>([:])

    /// False if the token has `limit` or more; otherwise ``leave(_:)`` must follow.
    func enter(_ token: Int64, limit: Int) -> Bool {
        open.withLock { open in
            guard open[token, default: 0] < limit else { return false }
            open[token, default: 0] += 1
            return true
        }
    }

    func leave(_ token: Int64) {
        open.withLock { open in
            guard let count = open[token] else { return }
            open[token] = count > 1 ? count - 1 : nil
        }
    }

    var total: Int { open.withLock { $0.values.reduce(0, +) } }
}
