import Synchronization

/// Wakes one loop: what is said while nobody listens is heard at the next wait.
final class Wakeups: Sendable {
    private struct State {
        var isPending = false
        var waiters: [Int: CheckedContinuation<Void, Never>] = [:]
        var next = 0
    }

    private let state = Mutex(State())

    func wake() {
        let waiters = state.withLock { state in
            state.isPending = state.waiters.isEmpty
            defer { state.waiters = [:] }
            return Array(state.waiters.values)
        }
        for waiter in waiters { waiter.resume() }
    }

    /// Returns when ``wake()`` was called since the last wait, after `seconds`, or when the task is cancelled.
    func wait(seconds: Double) async {
        let timer = Task {
            try? await Task.sleep(for: .seconds(seconds))
            if !Task.isCancelled { wake() }
        }
        defer { timer.cancel() }
        let id = state.withLock { state in
            state.next += 1
            return state.next
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isLate = state.withLock { state in
                    if state.isPending || Task.isCancelled {
                        state.isPending = false
                        return true
                    }
                    state.waiters[id] = continuation
                    return false
                }
                if isLate { continuation.resume() }
            }
        } onCancel: {
            state.withLock { $0.waiters.removeValue(forKey: id) }?.resume()
        }
    }
}

/// The numbers of things that are being worked on just now.
final class InFlight: Sendable {
    private let ids = Mutex<Set<Int64>>([])

    /// False if it is among them already.
    func enter(_ id: Int64) -> Bool { ids.withLock { $0.insert(id).inserted } }
    func leave(_ id: Int64) { ids.withLock { _ = $0.remove(id) } }
    var count: Int { ids.withLock { $0.count } }
}
