import Synchronization

/// Wakes one waiter. Raised while nobody waits, it is remembered once.
final class Signal: Sendable {
    private enum State {
        case idle
        case raised
        case waiting(CheckedContinuation<Void, Never>)
    }

    private let state = Mutex(State.idle)

    func raise() {
        let waiter: CheckedContinuation<Void, Never>? = state.withLock { state in
            if case .waiting(let waiter) = state {
                state = .idle
                return waiter
            }
            state = .raised
            return nil
        }
        waiter?.resume()
    }

    /// Returns once raised, or at once when the task is cancelled. One waiter at a time.
    func wait() async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { (continuation: CheckedContinuation<Void, Never>) in
                let resumed: [CheckedContinuation<Void, Never>] = state.withLock { state in
                    if case .raised = state {
                        state = .idle
                        return [continuation]
                    }
                    var previous: [CheckedContinuation<Void, Never>] = []
                    if case .waiting(let waiter) = state { previous = [waiter] }
                    state = .waiting(continuation)
                    return previous
                }
                for waiter in resumed { waiter.resume() }
                if Task.isCancelled { raise() }
            }
        } onCancel: {
            raise()
        }
    }

    /// Returns once raised, once the time is over, or when the task is cancelled; nil waits for ever.
    func wait(atMost limit: Duration?, sleep: @escaping @Sendable (Duration) async throws -> Void) async {
        guard let limit else { return await wait() }
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await self.wait() }
            // Cancelled, it has nothing to say: the wait is over either way.
            group.addTask { try? await sleep(limit) }
            await group.next()
            group.cancelAll()
        }
    }
}
