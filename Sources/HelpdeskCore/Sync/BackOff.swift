/// How long to wait after failures in a row: 1 s, doubled up to 60 s, of which a random half is taken away.
struct BackOff: Hashable, Sendable {
    private(set) var failures = 0

    static let longest = 60.0

    /// The wait after one more failure. `random` is 0 to 1. What the backend asks for is the least.
    mutating func failed(_ error: HelpdeskError, random: Double) -> Duration {
        failures += 1
        return Self.delay(failures: failures, retryAfter: error.retryAfter, random: random)
    }

    mutating func succeeded() {
        failures = 0
    }

    static func delay(failures: Int, retryAfter: Duration?, random: Double) -> Duration {
        let doublings = min(max(failures, 1) - 1, 10)
        let seconds = min(Double(1 << doublings), longest) * (1 - random / 2)
        return max(.milliseconds(Int64(seconds * 1000)), retryAfter ?? .zero)
    }
}
