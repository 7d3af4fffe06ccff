import HelpdeskModels
import Synchronization

/// A clock that stands still until it is moved.
final class BotClock: Sendable {
    private let time = Mutex(Timestamp(milliseconds: 1_780_000_000_000))

    var now: Timestamp { time.withLock { $0 } }

    func pass(_ seconds: Double) {
        time.withLock { $0 = $0.adding(seconds: seconds) }
    }

    func move(to later: Timestamp) {
        time.withLock { $0 = max($0, later) }
    }
}
