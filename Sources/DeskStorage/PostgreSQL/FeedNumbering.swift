import HelpdeskDesk
import SQLDatabase
import Synchronization

/// Gives numbers to the changes of the feed after their commits, for all that commit meanwhile at once, and notifies the
/// other replicas.
final class FeedNumbering: Sendable {
    static let channel = "cabdesk_feed"
    /// Between two notifications, which cost the database a lock that all of them share.
    private static let pause = Duration.milliseconds(50)

    private let pool: PostgresPool
    private let state = Mutex(State())

    private struct State {
        var isRunning = false
        var waiters: [CheckedContinuation<Void, Never>] = []
        var isNotifying = false
        var hasNews = false
    }

    init(pool: PostgresPool) {
        self.pool = pool
    }

    /// Returns when everything that was committed before the call has a number. If the database cannot do it now, the next
    /// call or another replica does it.
    func number() async {
        await withCheckedContinuation { continuation in
            let begins = state.withLock { state in
                state.waiters.append(continuation)
                defer { state.isRunning = true }
                return !state.isRunning
            }
            if begins { Task { await run() } }
        }
        notify()
    }

    private func run() async {
        while true {
            // A commit that comes later may be too late for this batch.
            let waiters = state.withLock { state in
                defer { state.waiters = [] }
                if state.waiters.isEmpty { state.isRunning = false }
                return state.waiters
            }
            guard !waiters.isEmpty else { return }
            await numberNow()
            for waiter in waiters { waiter.resume() }
        }
    }

    private func numberNow() async {
        for _ in 0..<3 {
            if (try? await pool.perform(.single, { try $0.numberChanges() })) != nil { return }
        }
    }

    /// At once, and at most once in a while: whatever comes meanwhile goes into the next notification.
    private func notify() {
        let begins = state.withLock { state in
            state.hasNews = true
            defer { state.isNotifying = true }
            return !state.isNotifying
        }
        guard begins else { return }
        Task {
            while takeNews() {
                // A replica that is not reached looks once a second.
                try? await pool.perform(.single) { try $0.run("NOTIFY \(Self.channel)") }
                try? await Task.sleep(for: Self.pause)
            }
        }
    }

    private func takeNews() -> Bool {
        state.withLock { state in
            defer { state.hasNews = false }
            if !state.hasNews { state.isNotifying = false }
            return state.hasNews
        }
    }
}
