import Synchronization

/// Hands each value to all subscribers; for a slow one those that wait become one.
final class Broadcast<Value: Sendable>: Sendable {
    private struct Subscriber {
        var waiting: Value?
        let wake: AsyncStream<Void>.Continuation
    }

    private struct State {
        var next = 0
        var subscribers: [Int: Subscriber] = [:]
    }

    private let state = Mutex(State())
    private let merge: @Sendable (Value, Value) -> Value

    /// - Parameter merge: makes one value of one that waits and a newer one; without it the newest counts.
    init(merging merge: @escaping @Sendable (_ older: Value, _ newer: Value) -> Value = { $1 }) {
        self.merge = merge
    }

    func send(_ value: Value) {
        let wakes = state.withLock { state in
            for key in state.subscribers.keys {
                let older = state.subscribers[key]?.waiting
                state.subscribers[key]?.waiting = older.map { merge($0, value) } ?? value
            }
            return state.subscribers.values.map(\.wake)
        }
        for wake in wakes { wake.yield() }
    }

    /// A new subscription, which begins with `first` if there is one.
    func subscribe(beginningWith first: Value? = nil) -> AsyncStream<Value> {
        let (wakes, wake) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let key = state.withLock { state in
            state.next += 1
            state.subscribers[state.next] = Subscriber(waiting: first, wake: wake)
            return state.next
        }
        wake.onTermination = { [weak self] _ in
            self?.state.withLock { state in
                state.subscribers[key] = nil
            }
        }
        if first != nil { wake.yield() }
        return AsyncStream(unfolding: { [weak self] in
            for await _ in wakes {
                if let value = self?.take(key) { return value }
            }
            return nil
        })
    }

    private func take(_ key: Int) -> Value? {
        state.withLock { state in
            defer { state.subscribers[key]?.waiting = nil }
            return state.subscribers[key]?.waiting
        }
    }
}
