public import HelpdeskCore
public import HelpdeskModels
import Synchronization

/// A clock that stands still until it is moved.
public final class ManualClock: Sendable {
    private let time: Mutex<Timestamp>
    /// How far jumps of the date have moved it, in seconds.
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

    /// The clock as a function.
    public var read: @Sendable () -> Timestamp {
        { self.now }
    }

    /// The time that passed, without jumps of the date.
    public var steady: BootClock {
        BootClock(era: "test") { self.time.withLock { $0 } }
    }
}

/// Randomness that is the same in every run (SplitMix64).
public struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    public init(seed: UInt64) {
        state = seed
    }

    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}
