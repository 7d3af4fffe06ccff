public import HelpdeskModels
import Synchronization
import SystemKit

/// Moves intents from the store to the backend and changes from the backend to the store.
///
/// Two loops, so that sending never waits for the long poll: one sends what is due in the outbox, one receives.
public actor SyncEngine {
    let store: Store
    let backend: any Backend
    let log: DebugLog
    /// How many days of resolved tickets a specialist's store has; nil for everything.
    let window: Int?
    let clock: @Sendable () -> Timestamp
    let random: @Sendable () -> Double
    let sleep: @Sendable (Duration) async throws -> Void

    /// Wakes the loops: an intent was queued, the backend is back, the user wants to try now.
    let pushSignal = Signal()
    let pullSignal = Signal()
    nonisolated let board = StatusBoard()

    /// The limits of the desk, once it was asked; nil while the account is not known to be signed in.
    var limits: Limits?
    /// Whether the desk can begin with the newest tickets.
    var isNewestFirst = false
    /// While set, nothing is sent or received until somebody acts.
    var signedOut: HelpdeskError?
    /// The newest failure of the connection, and since when there has been no success.
    var offline: (since: Timestamp, error: HelpdeskError)?
    /// Loops that are at work, not waiting.
    var busyCount = 0
    /// Watches what is received until there is nothing more.
    var feed = FeedGuard()
    /// The page that is asked for while another is being stored.
    var ahead: PageAhead?
    /// How many changes are asked for at a time: fewer after an answer that was too large.
    var pageSize: Int?
    /// Whether everything there was has been received once, since the start.
    var hasCaughtUp = false
    /// Tickets that are being fetched and need the feed to stand still; the signal is raised after each.
    var fetchesHoldingFeed = 0
    let fetchSignal = Signal()

    /// A window counts for the staff of a desk that offers it.
    ///
    /// Clock, randomness (0 to 1, for the jitter of the back-off) and sleep are passed in so that tests need not wait; nil
    /// sleeps by the machine's clock.
    public init(
        store: Store, backend: any Backend, window: Int? = nil, log: DebugLog = .off,
        clock: @escaping @Sendable () -> Timestamp = { .now },
        random: @escaping @Sendable () -> Double = { .random(in: 0...1) },
        sleep: (@Sendable (Duration) async throws -> Void)? = nil
    ) {
        self.store = store
        self.backend = backend
        self.log = log
        self.window = window
        self.clock = clock
        self.random = random
        self.sleep = sleep ?? { try await MachineTimer.sleep(for: $0) }
    }

    /// How long a single synchronisation waits for another process that sends. It may be suspended.
    private static let patience = Duration.seconds(30)

    /// Sends and receives until the task is cancelled. Other processes may do the same with the same store.
    public func run() async {
        let intents = store.intended.subscribe()
        // Only tidies up; the next start tries again.
        try? await store.removeStrayCopies()
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                for await _ in intents {
                    await self.refreshStatus()
                    self.pushSignal.raise()
                }
            }
            group.addTask { await self.store.watchOthers() }
            // After a failure the next start continues, and every synchronisation by a command, which reports it.
            group.addTask { try? await self.store.indexPending() }
            group.addTask { await self.pushLoop() }
            group.addTask { await self.pullLoop() }
        }
        dropAhead()
    }

    /// Sends everything due, then receives until there is nothing more. Throws what prevents it as a whole; what
    /// happens to single intents is in the report.
    public func syncOnce() async throws(HelpdeskError) -> SyncReport {
        do throws(HelpdeskError) {
            try await store.makeAllDue()
            try await connect()
            var report = SyncReport()
            try await pushDue(&report, waiting: Self.patience)
            try await pullAll(&report)
            if let error = HelpdeskError(setAside: board.status.ticketsSetAside) { report.errors.append(error) }
            try await store.indexPending()
            hasCaughtUp = true
            await succeeded()
            return report
        } catch {
            await failed(error)
            throw error
        }
    }

    /// Ends all waiting: tries to connect and to send at once, also after the account was signed out.
    public nonisolated func retryNow() {
        Task { await self.resume() }
    }

    public nonisolated var status: SyncStatus { board.status }

    /// The status now and after each change. Each access is a new subscription.
    public nonisolated var statuses: AsyncStream<SyncStatus> { board.subscribe() }
}

/// The outcome of one synchronisation.
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
