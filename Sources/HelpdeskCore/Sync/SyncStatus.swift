public import HelpdeskModels

/// What the status line says about the connection and the outbox.
public struct SyncStatus: Hashable, Sendable {
    public enum Phase: Hashable, Sendable {
        case starting
        case syncing
        case online
        case offline(since: Timestamp, HelpdeskError)
        case signedOut(HelpdeskError)
    }

    public var phase: Phase
    /// Intents that wait in the outbox or are being sent; read marks are not counted.
    public var outboxCount: Int
    /// Intents that were refused for good and are parked.
    public var failedCount: Int
    /// The file that is being uploaded.
    public var upload: TransferProgress?
    /// The numbers of tickets that cannot be received at present; the others arrive.
    public var ticketsSetAside: [Int] = []
    /// Changes that could not be read since the start, and were set aside.
    public var setAsideCount = 0

    public init(phase: Phase = .starting, outboxCount: Int = 0, failedCount: Int = 0, upload: TransferProgress? = nil) {
        self.phase = phase
        self.outboxCount = outboxCount
        self.failedCount = failedCount
        self.upload = upload
    }
}
