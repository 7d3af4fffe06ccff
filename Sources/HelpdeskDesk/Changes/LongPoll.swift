import Synchronization

/// One reader's wait for a change, which also ends with the time, with its task, and when somebody ends it.
package final class LongPoll: Sendable {
    private let notifier: ChangeNotifier
    private let groups: [ChangeGroup]
    private let deadline: ContinuousClock.Instant
    private let state = Mutex<State>(.idle)

    private enum State {
        case idle
        case waiting(Waiter)
        case ended
    }

    package init(notifier: ChangeNotifier, account: Account, seconds: Int) {
        self.notifier = notifier
        groups = ChangeGroup.of(account)
        deadline = .now + .seconds(seconds)
    }

    /// Whether it is worth looking again: there may be a change after the number `known` that the account sees, or `limit`
    /// is over.
    package func waitForChange(after known: Int64, atMost limit: Duration? = nil) async -> Bool {
        guard !Task.isCancelled, let waiter = begin(after: known) else { return false }
        let end = ContinuousClock.now + timeLeft(atMost: limit)
        let timer = Task {
            try? await Task.sleep(until: end, tolerance: .zero, clock: .continuous)
            waiter.wake()
        }
        await withTaskCancellationHandler {
            await waiter.wait()
        } onCancel: {
            waiter.wake()
        }
        timer.cancel()
        return self.end(waiter) && !Task.isCancelled
    }

    /// Begins to wait without a task: `whenWoken` is called once, on any thread, when there may be a change after the number
    /// `known` that the account sees. Nil if the wait is over already; otherwise ``end(_:)`` must follow, and until then
    /// somebody has to wake the waiter when its time is over.
    package func begin(after known: Int64, whenWoken: (@Sendable () -> Void)? = nil) -> Waiter? {
        let waiter = Waiter(whenWoken: whenWoken)
        let isEnded = state.withLock { state in
            if case .ended = state { return true }
            state = .waiting(waiter)
            return false
        }
        guard !isEnded, deadline > .now else { return nil }
        notifier.add(waiter, of: groups, known: known)
        return waiter
    }

    /// Whether it is worth looking again, once `waiter` was woken.
    package func end(_ waiter: Waiter) -> Bool {
        notifier.remove(waiter, of: groups)
        return deadline > .now && !hasEnded
    }

    /// The time until the wait is over, and `limit` at most.
    package func timeLeft(atMost limit: Duration?) -> Duration {
        let left = max(.zero, deadline - .now)
        return limit.map { min(left, $0) } ?? left
    }

    /// Ends this wait and those that would follow: the reader has gone, or the server ends.
    package func end() {
        let waiter = state.withLock { state -> Waiter? in
            defer { state = .ended }
            guard case .waiting(let waiter) = state else { return nil }
            return waiter
        }
        waiter?.wake()
    }

    private var hasEnded: Bool {
        state.withLock { state in
            if case .ended = state { true } else { false }
        }
    }
}

/// One request that waits for something to happen: woken once, by whoever comes first.
package final class Waiter: Sendable {
    private enum State {
        case idle
        case waiting(CheckedContinuation<Void, Never>)
        case woken
    }

    private let state = Mutex(State.idle)
    private let whenWoken: (@Sendable () -> Void)?

    /// `whenWoken` is called by the first ``wake()``.
    package init(whenWoken: (@Sendable () -> Void)? = nil) {
        self.whenWoken = whenWoken
    }

    /// Returns when ``wake()`` was called, before or after. One task may wait at a time.
    package func wait() async {
        await withCheckedContinuation { continuation in
            let isWoken = state.withLock { state -> Bool in
                if case .woken = state { return true }
                state = .waiting(continuation)
                return false
            }
            if isWoken { continuation.resume() }
        }
    }

    package func wake() {
        let (continuation, isFirst) = state.withLock { state -> (CheckedContinuation<Void, Never>?, Bool) in
            defer { state = .woken }
            return switch state {
            case .idle: (nil, true)
            case .waiting(let continuation): (continuation, true)
            case .woken: (nil, false)
            }
        }
        continuation?.resume()
        if isFirst { whenWoken?() }
    }
}
