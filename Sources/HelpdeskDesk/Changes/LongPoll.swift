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
        let waiter = Waiter()
        let isEnded = state.withLock { state in
            if case .ended = state { return true }
            state = .waiting(waiter)
            return false
        }
        guard !isEnded, deadline > .now, !Task.isCancelled else { return false }
        let end = limit.map { min(deadline, .now + $0) } ?? deadline
        let timer = Task {
            try? await Task.sleep(until: end, tolerance: .zero, clock: .continuous)
            waiter.wake()
        }
        notifier.add(waiter, of: groups, known: known)
        await withTaskCancellationHandler {
            await waiter.wait()
        } onCancel: {
            waiter.wake()
        }
        timer.cancel()
        notifier.remove(waiter, of: groups)
        return deadline > .now && !Task.isCancelled && !hasEnded
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

    package init() {}

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
        let continuation = state.withLock { state -> CheckedContinuation<Void, Never>? in
            defer { state = .woken }
            guard case .waiting(let continuation) = state else { return nil }
            return continuation
        }
        continuation?.resume()
    }
}
