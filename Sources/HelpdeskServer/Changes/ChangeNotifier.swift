import Synchronization

/// Wakes the long polls when there is a newer change than the one they know.
final class ChangeNotifier: Sendable {
    private struct State {
        var latest: Int64 = 0
        var waiters: [ObjectIdentifier: Waiter] = [:]
    }

    private let state = Mutex(State())

    /// Says that changes up to the number `latest` are in the database.
    func advance(to latest: Int64) {
        let woken = state.withLock { state -> [Waiter] in
            guard latest > state.latest else { return [] }
            state.latest = latest
            defer { state.waiters = [:] }
            return Array(state.waiters.values)
        }
        for waiter in woken { waiter.wake() }
    }

    /// Whether anybody waits, so that it is worth looking for the changes of other processes.
    var hasWaiters: Bool { state.withLock { !$0.waiters.isEmpty } }

    /// Enters `waiter`, to be woken by a change after the number `known`. Wakes it at once if there is one already.
    func add(_ waiter: Waiter, known: Int64) {
        let isLate = state.withLock { state -> Bool in
            if state.latest > known { return true }
            state.waiters[ObjectIdentifier(waiter)] = waiter
            return false
        }
        if isLate { waiter.wake() }
    }

    func remove(_ waiter: Waiter) {
        state.withLock { _ = $0.waiters.removeValue(forKey: ObjectIdentifier(waiter)) }
    }
}
