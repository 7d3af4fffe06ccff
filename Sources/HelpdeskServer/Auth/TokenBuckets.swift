import HelpdeskModels
import Synchronization

/// Lets each key do so much at once and then so much a second; says how long to wait otherwise (the token bucket).
///
/// Keys that have not been used for long are forgotten, so that memory does not grow with whoever knocks.
final class TokenBuckets<Key: Hashable & Sendable>: Sendable {
    private struct Bucket {
        var level: Double
        var time: Timestamp
    }

    /// The number of acts that may be done at once.
    private let burst: Double
    private let perSecond: Double
    private let buckets = Mutex<[Key: Bucket]>([:])

    private static var capacity: Int { 100_000 }

    init(burst: Int, perMinute: Int) {
        self.burst = Double(burst)
        perSecond = Double(perMinute) / 60
    }

    /// Takes one. Nil if there was one, else the whole seconds after which there will be.
    func take(_ key: Key, at time: Timestamp) -> Int? {
        buckets.withLock { buckets in
            if buckets.count >= Self.capacity { removeFull(&buckets, at: time) }
            var level = buckets[key].map { refilled($0, at: time) } ?? burst
            guard level >= 1 else {
                buckets[key] = Bucket(level: level, time: time)
                return max(1, Int(((1 - level) / perSecond).rounded(.up)))
            }
            level -= 1
            buckets[key] = Bucket(level: level, time: time)
            return nil
        }
    }

    private func refilled(_ bucket: Bucket, at time: Timestamp) -> Double {
        // A clock that goes back must not lock anybody out.
        let seconds = max(0, (time - bucket.time) / .seconds(1))
        return min(burst, bucket.level + seconds * perSecond)
    }

    private func removeFull(_ buckets: inout [Key: Bucket], at time: Timestamp) {
        buckets = buckets.filter { refilled($0.value, at: time) < burst }
        // Still full: all of them are in use, and the oldest memory is the least useful.
        if buckets.count >= Self.capacity { buckets = [:] }
    }
}
