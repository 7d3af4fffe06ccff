public import HelpdeskModels
import Synchronization

/// A clock that stands still until it is moved.
public final class ManualClock: Sendable {
    private let time: Mutex<Timestamp>

    public init(_ start: Timestamp = Timestamp(milliseconds: 1_780_000_000_000)) {
        time = Mutex(start)
    }

    public var now: Timestamp { time.withLock { $0 } }

    public func advance(seconds: Double) {
        time.withLock { $0 = $0.adding(seconds: seconds) }
    }

    /// The clock as a function, for whatever takes one.
    public var read: @Sendable () -> Timestamp {
        { self.now }
    }
}
