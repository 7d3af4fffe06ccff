import Synchronization

/// Wakes the long polls of those who may see a change that is newer than what they know, and nobody else.
final class ChangeNotifier: Sendable {
    /// The latest change of a scope.
    struct News: Hashable, Sendable {
        /// As the database writes it.
        var scope: String
        var position: Int64
    }

    private struct State {
        /// Up to which change everybody has been told.
        var position: Int64 = 0
        var latest: [ChangeGroup: Int64] = [:]
        var waiters: [ChangeGroup: [ObjectIdentifier: Waiter]] = [:]
    }

    private let state = Mutex(State())

    /// Up to which change everybody has been told; the news are those after it.
    var position: Int64 { state.withLock { $0.position } }

    /// Nobody waits yet for what has happened up to `position`.
    func begin(at position: Int64) {
        state.withLock { $0.position = max($0.position, position) }
    }

    /// Says that changes are in the database: all of those after ``position`` up to the latest of `news`.
    func tell(_ news: [News]) {
        let woken = state.withLock { state -> [Waiter] in
            var woken: [ObjectIdentifier: Waiter] = [:]
            for change in news {
                state.position = max(state.position, change.position)
                for group in ChangeGroup.told(of: change.scope) where change.position > state.latest[group, default: 0]
                {
                    state.latest[group] = change.position
                    woken.merge(state.waiters[group] ?? [:]) { waiter, _ in waiter }
                }
            }
            return Array(woken.values)
        }
        for waiter in woken { waiter.wake() }
    }

    /// Wakes the members of a group although nothing has changed that they see.
    func wake(_ group: ChangeGroup) {
        let woken = state.withLock { $0.waiters[group] ?? [:] }
        for waiter in woken.values { waiter.wake() }
    }

    /// Whether anybody waits, so that it is worth looking for the changes of other processes.
    var hasWaiters: Bool { waiterCount > 0 }

    /// Everybody who waits is in the group of all.
    var waiterCount: Int { state.withLock { $0.waiters[.everybody]?.count ?? 0 } }

    /// Enters `waiter`, to be woken by a change after the number `known` that one of `groups` is told of. Wakes it at once
    /// if there is one already. ``remove(_:of:)`` must follow.
    func add(_ waiter: Waiter, of groups: [ChangeGroup], known: Int64) {
        let isLate = state.withLock { state -> Bool in
            for group in groups { state.waiters[group, default: [:]][ObjectIdentifier(waiter)] = waiter }
            return groups.contains { state.latest[$0, default: 0] > known }
        }
        if isLate { waiter.wake() }
    }

    func remove(_ waiter: Waiter, of groups: [ChangeGroup]) {
        state.withLock { state in
            for group in groups {
                state.waiters[group]?.removeValue(forKey: ObjectIdentifier(waiter))
                if state.waiters[group]?.isEmpty == true { state.waiters[group] = nil }
            }
        }
    }
}
