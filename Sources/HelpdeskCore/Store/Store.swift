public import HelpdeskModels

/// The local store: everything ever synced, the drafts and the outbox. The only owner of the database.
///
/// The screen reads it and writes intents into it; the sync engine moves them. Opened in milliseconds, online or not.
public final class Store: Sendable {
    /// Where the database and the outbox folder are.
    public let directory: String
    let clock: @Sendable () -> Timestamp
    let changed = Broadcast<Void>()
    let intended = Broadcast<Void>()

    /// Opens or creates the store in `directory` (created with mode 0700 if missing).
    ///
    /// Throws `storeNewer`, `storeDamaged`, `storeUnwritable` or `diskFull`.
    public init(directory: String, clock: @escaping @Sendable () -> Timestamp = { .now }) throws(HelpdeskError) {
        self.directory = directory
        self.clock = clock
    }

    /// Yields after each commit that changed what a screen shows; several commits may yield once. Each access is a new
    /// subscription.
    public var changes: AsyncStream<Void> { changed.subscribe() }
}
