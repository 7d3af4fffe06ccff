public import HelpdeskDesk

/// How much one token, one service and one address may ask of the server, and whose word it takes for an address.
public struct ServerPolicy: Hashable, Sendable {
    /// Of one token, on average.
    public var requestsPerMinute = 6000
    /// Of one token, at once.
    public var requestBurst = 1000
    /// Open at the same time with one token.
    public var longPolls = 16
    public var files = FileLimits()
    /// Attempts to sign in with a code, from one address, and with one code.
    public var signInsPerMinute = 10
    public var connections = ConnectionLimits()
    /// Whose word counts for the address that a request comes from.
    public var trustedProxies = TrustedProxies()

    public init() {}
}
