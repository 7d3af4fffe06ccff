package import HelpdeskModels

/// Rows that count attempts to sign in.
package protocol AttemptRecords {
    /// When everything that was taken under a key is earned again, at least `time`. Until the end of the transaction, other
    /// transactions wait that ask for the same key.
    func attempts(under key: String, at time: Timestamp) throws -> Timestamp
    func store(_ earned: Timestamp, under key: String) throws
    /// Deletes what was earned again before `time`.
    func deleteAttempts(before time: Timestamp) throws
}

/// How often something may be tried: so many times at once, and then evenly over a minute. One time tells all of the past,
/// as in the generic cell rate algorithm (ITU-T I.371).
package struct AttemptPace: Hashable, Sendable {
    /// At once, and in a minute.
    package var perMinute: Int

    package init(perMinute: Int) {
        self.perMinute = perMinute
    }

    /// Milliseconds after which one more is earned.
    private var interval: Int64 { max(1, 60_000 / Int64(perMinute)) }

    /// The time after one more attempt, or the whole seconds after which there can be one.
    ///
    /// A clock that goes back locks nobody out: no time is further away than after all attempts at once.
    func take(_ earned: Timestamp, at time: Timestamp) -> (earned: Timestamp, retryAfter: Int?) {
        let full = interval * Int64(perMinute)
        let ahead = min(max(0, earned.milliseconds - time.milliseconds), full)
        let excess = ahead + interval - full
        guard excess <= 0 else {
            return (Timestamp(milliseconds: time.milliseconds + ahead), Int((excess + 999) / 1000))
        }
        return (Timestamp(milliseconds: time.milliseconds + ahead + interval), nil)
    }
}

extension Helpdesk {
    /// Counts an attempt to sign in, on all servers of the desk together. Throws ``StoreError/tooMany(retryAfter:)``.
    ///
    /// `key` is an address or the digest of a code; the database keeps a keyed digest of it.
    package func countAttempt(_ key: String, pace: AttemptPace, at time: Timestamp) async throws {
        let digest = digester.digest(ofAttempt: key)
        let retryAfter = try await database.commitFleeting { records in
            let known = try records.attempts(under: digest, at: time)
            let (earned, retryAfter) = pace.take(known, at: time)
            if earned != known { try records.store(earned, under: digest) }
            return retryAfter
        }
        if let retryAfter { throw StoreError.tooMany(retryAfter: retryAfter) }
    }
}
