package import HelpdeskDesk
package import HelpdeskModels
package import SQLDatabase
import Synchronization

/// The desk's database in PostgreSQL, which several servers may have open at once.
///
/// Transactions that write are serializable and repeated where two of them meet, so that the rules need not know of each
/// other's. A commit is acknowledged when the change feed has its changes.
package final class PostgresDatabase: DeskDatabase {
    package let pool: PostgresPool
    package let notifier = ChangeNotifier()
    private let feed: FeedNumbering
    private let times = DatabaseTimes()
    private let pending = PendingChanges()

    /// Connects, and brings the schema up to date. Throws ``ServerFailure``.
    package convenience init(_ settings: PostgresSettings) throws {
        try self.init(settings, trace: nil)
    }

    /// `trace` is told every statement before it runs, without its values.
    init(_ settings: PostgresSettings, trace: (@Sendable (_ sql: String) -> Void)?) throws {
        pool = PostgresPool(settings, trace: trace)
        feed = FeedNumbering(pool: pool)
        try PostgresSchema.bringUpToDate(pool)
        let latest = try DatabaseFailure.explain { try pool.performWaiting(.reading) { try $0.latestChange() } }
        notifier.begin(at: latest)
    }

    package func read<Value>(_ body: (any DeskRecords) throws -> Value) async throws -> Value {
        let start = ContinuousClock.now
        defer { times.noteTransaction(.read, since: start) }
        return try await DatabaseFailure.translate { try await pool.perform(.reading, body) }
    }

    package func readOnce<Value>(_ body: (any DeskRecords) throws -> Value) async throws -> Value {
        let start = ContinuousClock.now
        defer { times.noteTransaction(.read, since: start) }
        return try await DatabaseFailure.translate { try await pool.perform(.single, body) }
    }

    package func commit<Value: Sendable>(
        _ body: @Sendable (any DeskRecords) throws -> Value
    ) async throws -> Value {
        let start = ContinuousClock.now
        defer { times.noteTransaction(.write, since: start) }
        return try await DatabaseFailure.translate { try await pool.perform(.serializable, body) }
    }

    package func commitFleeting<Value: Sendable>(
        _ body: @Sendable (any DeskRecords) throws -> Value
    ) async throws -> Value {
        let start = ContinuousClock.now
        defer { times.noteTransaction(.write, since: start) }
        return try await DatabaseFailure.translate { try await pool.perform(.fleeting, body) }
    }

    package func commitAndTell<Value: Sendable>(
        _ body: @Sendable (any DeskRecords) throws -> Value
    ) async throws -> Value {
        let start = ContinuousClock.now
        let (value, hasAppended) = try await DatabaseFailure.translate {
            try await pool.perform(.serializable) { connection in (try body(connection), connection.hasAppended) }
        }
        times.noteTransaction(.write, since: start)
        if hasAppended {
            let commit = ContinuousClock.now
            await feed.number()
            await tell()
            times.noteTold(since: commit)
        }
        return value
    }

    package func inspect<Value>(_ body: (any DeskRecords) throws -> Value) throws -> Value {
        try DatabaseFailure.explain { try pool.performWaiting(.reading, body) }
    }

    package func administerQuietly<Value>(_ body: (any DeskRecords) throws -> Value) throws -> Value {
        try DatabaseFailure.explain { try pool.performWaiting(.serializable, body) }
    }

    package func administer<Value>(_ body: (any DeskRecords) throws -> Value) throws -> Value {
        let value = try administerQuietly(body)
        // A change that is not numbered here is numbered by a server within a second.
        if let news = try? pool.performWaiting(
            .maintenance,
            { connection in
                try connection.numberChanges()
                return try connection.news(after: notifier.position)
            })
        {
            notifier.tell(news)
        }
        return value
    }

    package func wake(_ user: User.ID) async {
        notifier.wake(.user(user))
        // If the others cannot be told now, those who wait there find out when they look again.
        _ = try? await pool.perform(.single) { connection in
            try connection.row("SELECT pg_notify(?, ?)", FeedNumbering.channel, user.rawValue) { _ in true }
        }
    }

    /// Woken by notifications of other replicas; once a second it also numbers what a replica left that was killed.
    package func followChanges() async {
        let (wakes, wake) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let listener = PostgresListener(pool.settings, channel: FeedNumbering.channel) { [notifier] payloads in
            // One without a payload tells of changes.
            for user in payloads where !user.isEmpty { notifier.wake(.user(User.ID(user))) }
            wake.yield()
        }
        defer { listener.close() }
        for await _ in wakes {
            await OperationName.$current.withValue("feed") {
                await numberPendingChanges()
                await tell()
            }
        }
    }

    private func numberPendingChanges() async {
        do {
            let oldest = try await pool.perform(.single) { try $0.oldestPendingChange() }
            pending.note(oldest: oldest)
            if oldest != nil { await feed.number() }
        } catch {
            // What cannot be read now goes on waiting; the next look finds it.
        }
    }

    /// Gives numbers to the changes that a server left without, which was killed. Waits for the database.
    func numberChanges() throws {
        try DatabaseFailure.explain { try pool.performWaiting(.single) { try $0.numberChanges() } }
    }

    package func proveWritable() async throws {
        try await DatabaseFailure.translate {
            // Committed as everything else is, so that a standby, a disk without room, and a commit that waits for a copy
            // elsewhere show.
            try await pool.perform(.single) { try $0.run("UPDATE desk SET instance = instance") }
        }
    }

    package func metrics() async -> [Metric] {
        times.metrics() + pool.use.metrics(limit: pool.settings.poolSize) + [pending.metric]
    }

    package func forgetDeleted(thoroughly: Bool) throws {
        // Deleted rows stay in the pages until they are cleaned, and in the log and the backups as long as these are kept.
        try DatabaseFailure.explain { try pool.performWaiting(.outside) { try $0.run("VACUUM") } }
    }

    /// Tells those who wait here of everything that has a number by now. If it cannot be read now, the next look finds it.
    private func tell() async {
        guard let news = try? await pool.perform(.single, { try $0.news(after: notifier.position) }) else { return }
        notifier.tell(news)
    }
}
