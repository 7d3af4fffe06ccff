import Synchronization

/// One request that waits for something to happen: woken once, by whoever comes first.
final class Waiter: Sendable {
    private enum State {
        case idle
        case waiting(CheckedContinuation<Void, Never>)
        case woken
    }

    private let state = Mutex(State.idle)

    /// Returns when ``wake()`` was called, before or after. One task may wait at a time.
    func wait() async {
        await withCheckedContinuation { continuation in
            let isWoken = state.withLock { state -> Bool in
                if case .woken = state { return true }
                state = .waiting(continuation)
                return false
            }
            if isWoken { continuation.resume() }
        }
    }

    func wake() {
        let continuation = state.withLock { state -> CheckedContinuation<Void, Never>? in
            defer { state = .woken }
            guard case .waiting(let continuation) = state else { return nil }
            return continuation
        }
        continuation?.resume()
    }
}
