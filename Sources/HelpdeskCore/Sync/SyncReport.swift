/// What one synchronisation did.
public struct SyncReport: Hashable, Sendable, Codable {
    /// Intents that the backend confirmed.
    public var sent: Int
    /// Intents that stay in the outbox: parked, or to be tried again later.
    public var failed: Int
    /// Changes received.
    public var received: Int
    /// Changes that could not be read, or that no desk has: they were set aside.
    public var setAside: Int
    /// Why intents failed, one a failed intent; and one if tickets could not be received.
    public var errors: [HelpdeskError]

    public init(sent: Int = 0, failed: Int = 0, received: Int = 0, setAside: Int = 0, errors: [HelpdeskError] = []) {
        self.sent = sent
        self.failed = failed
        self.received = received
        self.setAside = setAside
        self.errors = errors
    }
}
