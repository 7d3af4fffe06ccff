public import HelpdeskModels

/// Moves intents from the store to the backend and changes from the backend to the store.
public actor SyncEngine {
    let store: Store
    let backend: any Backend
    nonisolated let updates = Broadcast<SyncStatus>()

    /// Clock, randomness (0 to 1, for the jitter of the back-off) and sleep are passed in so that tests need not wait.
    public init(
        store: Store, backend: any Backend, clock: @escaping @Sendable () -> Timestamp = { .now },
        random: @escaping @Sendable () -> Double = { .random(in: 0...1) },
        sleep: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }
    ) {
        self.store = store
        self.backend = backend
    }

    /// Sends and receives until the task is cancelled.
    public func run() async {}

    /// Sends everything due, then receives until there is nothing more. Throws what prevents it as a whole; what
    /// happens to single intents is in the report.
    public func syncOnce() async throws(HelpdeskError) -> SyncReport { SyncReport() }

    /// Ends all waiting: tries to connect and to send at once, also after the account was signed out.
    public nonisolated func retryNow() {}

    public nonisolated var status: SyncStatus { SyncStatus() }

    /// The status now and after each change. Each access is a new subscription.
    public nonisolated var statuses: AsyncStream<SyncStatus> { updates.subscribe(beginningWith: status) }
}
