import HelpdeskModels
import Synchronization

/// A clock that stands still until it is set.
final class TestClock: Sendable {
    private let time = Mutex(Timestamp(milliseconds: 1_767_225_600_000))

    var now: @Sendable () -> Timestamp {
        { self.time.withLock { $0 } }
    }

    func advance(seconds: Double) {
        time.withLock { $0 = $0.adding(seconds: seconds) }
    }
}
