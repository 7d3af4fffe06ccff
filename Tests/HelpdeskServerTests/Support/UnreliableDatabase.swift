import HelpdeskDesk
import Synchronization

/// A desk's database that is away when a test says so.
final class UnreliableDatabase: DeskDatabase {
    enum State {
        case working
        case away
        /// It does not answer until it is in another state.
        case silent
    }

    private let database: any DeskDatabase
    private let state = Mutex(State.working)
    private let waiters = Mutex<[Waiter]>([])
    /// Attempts while it was away.
    private let attempts = Mutex(0)

    init(_ database: any DeskDatabase) {
        self.database = database
    }

    func become(_ new: State) {
        state.withLock { $0 = new }
        for waiter in waiters.withLock({ waiters in
            defer { waiters = [] }; return waiters
        }) { waiter.wake() }
    }

    var failureCount: Int { attempts.withLock { $0 } }

    private func reach() async throws {
        while state.withLock({ $0 == .silent }) {
            let waiter = Waiter()
            waiters.withLock { $0.append(waiter) }
            await waiter.wait()
        }
        guard state.withLock({ $0 == .away }) else { return }
        attempts.withLock { $0 += 1 }
        throw StoreError.unavailable("a test has taken it away")
    }

    var notifier: ChangeNotifier { database.notifier }

    func read<Value>(_ body: (any DeskRecords) throws -> Value) async throws -> Value {
        try await reach()
        return try await database.read(body)
    }

    func readOnce<Value>(_ body: (any DeskRecords) throws -> Value) async throws -> Value {
        try await reach()
        return try await database.readOnce(body)
    }

    func commit<Value: Sendable>(_ body: @Sendable (any DeskRecords) throws -> Value) async throws -> Value {
        try await reach()
        return try await database.commit(body)
    }

    func commitAndTell<Value: Sendable>(_ body: @Sendable (any DeskRecords) throws -> Value) async throws -> Value {
        try await reach()
        return try await database.commitAndTell(body)
    }

    func commitFleeting<Value: Sendable>(_ body: @Sendable (any DeskRecords) throws -> Value) async throws -> Value {
        try await reach()
        return try await database.commitFleeting(body)
    }

    func inspect<Value>(_ body: (any DeskRecords) throws -> Value) throws -> Value { try database.inspect(body) }

    func administerQuietly<Value>(_ body: (any DeskRecords) throws -> Value) throws -> Value {
        try database.administerQuietly(body)
    }

    func administer<Value>(_ body: (any DeskRecords) throws -> Value) throws -> Value { try database.administer(body) }

    func followChanges() async { await database.followChanges() }

    func proveWritable() async throws {
        try await reach()
        try await database.proveWritable()
    }

    func metrics() async -> [Metric] { await database.metrics() }

    func forgetDeleted(thoroughly: Bool) throws { try database.forgetDeleted(thoroughly: thoroughly) }
}
