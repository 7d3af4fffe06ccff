public import HelpdeskCore
public import HelpdeskModels
import Synchronization

/// A clock that stands still until it is moved.
public final class ManualClock: Sendable {
    private let time: Mutex<Timestamp>
    /// How far the date was set away from the time that passed.
    private let offset = Mutex(0.0)

    public init(_ start: Timestamp = Timestamp(milliseconds: 1_780_000_000_000)) {
        time = Mutex(start)
    }

    public var now: Timestamp {
        let offset = offset.withLock { $0 }
        return time.withLock { $0 }.adding(seconds: offset)
    }

    /// Lets time pass.
    public func advance(seconds: Double) {
        time.withLock { $0 = $0.adding(seconds: seconds) }
    }

    /// Sets the date, without any time passing.
    public func jump(seconds: Double) {
        offset.withLock { $0 += seconds }
    }

    /// The clock as a function, for whatever takes one.
    public var read: @Sendable () -> Timestamp {
        { self.now }
    }

    /// The time that passed, in which jumps do not show.
    public var steady: BootClock {
        BootClock(era: "test") { self.time.withLock { $0 } }
    }
}
