import NIOCore
import Synchronization

/// The open connections. When there is no room for another one, the one that has been idle longest is closed, so that
/// nobody locks the others out by holding connections.
final class ConnectionRegistry: Sendable {
    typealias ID = Int

    private struct Connection {
        let address: String
        let close: @Sendable () -> Void
        /// Whether a request was ever received.
        var hasAsked = false
        var openRequests = 0
        /// Since when there has been no open request.
        var idleSince: NIODeadline
    }

    private struct State {
        var connections: [ID: Connection] = [:]
        var countByAddress: [String: Int] = [:]
        var latest = 0
        var refused = 0
        var displaced = 0
    }

    private let limits: ConnectionLimits
    private let state = Mutex(State())

    init(limits: ConnectionLimits) {
        self.limits = limits
    }

    /// Registers a connection from `address`; nil if there is no room because all others are busy. `close` is called at
    /// once when the connection has to make way for a newer one.
    func admit(
        _ address: String, isTrusted: Bool = false, now: NIODeadline = .now(), close: @escaping @Sendable () -> Void
    ) -> ID? {
        let (id, displaced) = state.withLock { state -> (ID?, Connection?) in
            var displaced: Connection?
            if !isTrusted, state.countByAddress[address, default: 0] >= limits.perAddress {
                displaced = Self.displaceOne(of: address, &state)
                if displaced == nil { return (nil, nil) }
            } else if state.connections.count >= limits.total {
                displaced = Self.displaceOne(of: nil, &state)
                if displaced == nil { return (nil, nil) }
            }
            state.latest += 1
            state.connections[state.latest] = Connection(address: address, close: close, idleSince: now)
            state.countByAddress[address, default: 0] += 1
            return (state.latest, displaced)
        }
        displaced?.close()
        return id
    }

    func requestBegan(on id: ID) {
        state.withLock { state in
            state.connections[id]?.hasAsked = true
            state.connections[id]?.openRequests += 1
        }
    }

    func requestEnded(on id: ID, now: NIODeadline = .now()) {
        state.withLock { state in
            state.connections[id]?.openRequests -= 1
            state.connections[id]?.idleSince = now
        }
    }

    func remove(_ id: ID) {
        state.withLock { _ = Self.remove(id, &$0) }
    }

    var count: Int { state.withLock { $0.connections.count } }
    /// Those that found no room, since the start.
    var refused: Int { state.withLock { $0.refused } }
    /// Those that made way for a newer one, since the start.
    var displaced: Int { state.withLock { $0.displaced } }

    /// Removes the idle connection that is the least loss: one without any request so far rather than one with some, then
    /// the one that has been idle longest. Counts a refusal if there is none.
    private static func displaceOne(of address: String?, _ state: inout State) -> Connection? {
        let idle = state.connections.lazy.filter { _, connection in
            connection.openRequests == 0 && (address == nil || connection.address == address)
        }
        let least = idle.min { one, other in
            one.value.hasAsked == other.value.hasAsked
                ? one.value.idleSince < other.value.idleSince : other.value.hasAsked
        }
        guard let least else {
            state.refused += 1
            return nil
        }
        state.displaced += 1
        return remove(least.key, &state)
    }

    private static func remove(_ id: ID, _ state: inout State) -> Connection? {
        guard let connection = state.connections.removeValue(forKey: id) else { return nil }
        let left = state.countByAddress[connection.address, default: 1] - 1
        state.countByAddress[connection.address] = left > 0 ? left : nil
        return connection
    }
}
