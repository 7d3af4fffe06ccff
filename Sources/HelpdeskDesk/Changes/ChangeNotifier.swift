package import HelpdeskModels
import Synchronization

/// Wakes the long polls of those who may see a change that is newer than what they know, and nobody else.
package final class ChangeNotifier: Sendable {
    /// The latest change of a scope.
    package struct News: Hashable, Sendable {
        /// As the database writes it.
        package var scope: String
        package var position: Int64

        package init(scope: String, position: Int64) {
            self.scope = scope
            self.position = position
        }
    }

    package init() {}

    private struct State {
        /// Up to which change everybody has been told.
        var position: Int64 = 0
        var latest: [ChangeGroup: Int64] = [:]
        var waiters: [ChangeGroup: [ObjectIdentifier: Waiter]] = [:]
    }

    private let state = Mutex(State())

    /// Up to which change everybody has been told; the news are those after it.
    package var position: Int64 { state.withLock { $0.position } }

    /// Nobody waits yet for what has happened up to `position`.
    package func begin(at position: Int64) {
        state.withLock { $0.position = max($0.position, position) }
    }

    /// Says that changes are in the database: all of those after ``position`` up to the latest of `news`.
    package func tell(_ news: [News]) {
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
    package func wake(_ group: ChangeGroup) {
        let woken = state.withLock { $0.waiters[group] ?? [:] }
        for waiter in woken.values { waiter.wake() }
    }

    /// Whether anybody waits, so that it is worth looking for the changes of other processes.
    package var hasWaiters: Bool { waiterCount > 0 }

    /// Everybody who waits is in the group of all.
    package var waiterCount: Int { state.withLock { $0.waiters[.everybody]?.count ?? 0 } }

    /// Enters `waiter`, to be woken by a change after the number `known` that one of `groups` is told of. Wakes it at once
    /// if there is one already. ``remove(_:of:)`` must follow.
    package func add(_ waiter: Waiter, of groups: [ChangeGroup], known: Int64) {
        let isLate = state.withLock { state -> Bool in
            for group in groups { state.waiters[group, default: [:]][ObjectIdentifier(waiter)] = waiter }
            return groups.contains { state.latest[$0, default: 0] > known }
        }
        if isLate { waiter.wake() }
    }

    package func remove(_ waiter: Waiter, of groups: [ChangeGroup]) {
        state.withLock { state in
            for group in groups {
                state.waiters[group]?.removeValue(forKey: ObjectIdentifier(waiter))
                if state.waiters[group]?.isEmpty == true { state.waiters[group] = nil }
            }
        }
    }
}

/// Those who are told of the same changes. A scope of the feed tells one group or two, and an account is in three or four.
package enum ChangeGroup: Hashable, Sendable {
    case everybody
    case service(Service.ID)
    /// The customers of a service, whom the staff never joins.
    case customers(of: Service.ID)
    case staff
    case user(User.ID)

    /// The groups whose members see a change of `scope`, as the database writes it.
    package static func told(of scope: String) -> [ChangeGroup] {
        switch scope {
        case "all": [.everybody]
        case "staff": [.staff]
        case let scope where scope.hasPrefix("s:"): [.service(Service.ID(String(scope.dropFirst(2)))), .staff]
        case let scope where scope.hasPrefix("c:"): [.customers(of: Service.ID(String(scope.dropFirst(2))))]
        default: [.user(User.ID(String(scope.dropFirst(2))))]
        }
    }

    /// The groups that `account` is in.
    package static func of(_ account: Account) -> [ChangeGroup] {
        let user = ChangeGroup.user(account.user.id)
        guard !account.isStaff else { return [.everybody, .staff, user] }
        let service = account.service?.id ?? ""
        return [.everybody, .service(service), .customers(of: service), user]
    }
}
