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

    private let buckets = Mutex<[Key: Bucket]>([:])

    private static var capacity: Int { 100_000 }

    /// Takes one, of so many at once and so many a minute. Nil if there was one, else the whole seconds after which there
    /// will be. The numbers may be others the next time.
    func take(_ key: Key, burst: Int, perMinute: Int, at time: Timestamp) -> Int? {
        let burst = Double(burst)
        let perSecond = Double(perMinute) / 60
        func refilled(_ bucket: Bucket) -> Double {
            // A clock that goes back must not lock anybody out.
            let seconds = max(0, (time - bucket.time) / .seconds(1))
            return min(burst, bucket.level + seconds * perSecond)
        }
        return buckets.withLock { buckets in
            if buckets.count >= Self.capacity {
                buckets = buckets.filter { refilled($0.value) < burst }
                // Still full: all of them are in use, and the oldest memory is the least useful.
                if buckets.count >= Self.capacity { buckets = [:] }
            }
            var level = buckets[key].map(refilled) ?? burst
            guard level >= 1 else {
                buckets[key] = Bucket(level: level, time: time)
                return max(1, Int(((1 - level) / perSecond).rounded(.up)))
            }
            level -= 1
            buckets[key] = Bucket(level: level, time: time)
            return nil
        }
    }
}
