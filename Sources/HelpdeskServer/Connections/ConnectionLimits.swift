import Foundation

/// How many connections the server holds, and how long it waits for its peers.
public struct ConnectionLimits: Hashable, Sendable {
    /// At the same time; fewer if the process may not open that many files.
    public var total = 10_000
    /// From one address; of IPv6, from one network of 64 bits. Trusted proxies have no such limit.
    public var perAddress = 1000
    /// Seconds for the TLS handshake.
    var handshake: Int64 = 10
    /// Seconds from the handshake to the end of the first request's header.
    var firstRequest: Int64 = 30
    /// Seconds without a request after the first one. HTTP/2 closes the connection gracefully a little earlier.
    var idle: Int64 = 190
    /// Seconds within which ``paceBytes`` have to move while the peer sends a body or reads an answer.
    var pacePeriod: Int64 = 60
    /// About what a GSM modem manages in a tenth of the time.
    var paceBytes = 16_384

    public init() {}

    /// The same limits for a process that may have so many files open: a quarter of them is left for files, and half of
    /// the connections for other addresses than any one.
    func fitting(descriptors: Int) -> ConnectionLimits {
        var limits = self
        limits.total = min(total, max(descriptors * 3 / 4, 16))
        limits.perAddress = min(perAddress, limits.total / 2)
        return limits
    }
}

/// How many files and connections this process may have open at a time (getrlimit(2)).
public enum OpenFileLimit {
    /// The limit in force.
    static var current: Int {
        guard let limit = read() else { return 1024 }
        return Int(clamping: limit.rlim_cur)
    }

    /// Raises the soft limit to the hard one. The soft one is kept low for programs that use select(2), which this one
    /// does not.
    public static func raise() {
        guard var limit = read(), limit.rlim_cur < limit.rlim_max else { return }
        limit.rlim_cur = limit.rlim_max
        // If that fails, the number of connections is fitted to the limit in force.
        _ = setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    }

    private static func read() -> rlimit? {
        var limit = rlimit()
        return getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 ? limit : nil
    }
}
