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

/// How long to wait after failures in a row: 1 s, doubled up to 60 s, of which a random half is taken away.
struct BackOff: Hashable, Sendable {
    private(set) var failures = 0

    static let longest = 60.0

    /// The wait after one more failure. `random` is 0 to 1. Never shorter than the backend asks for.
    mutating func failed(_ error: HelpdeskError, random: Double) -> Duration {
        failures += 1
        return Self.delay(failures: failures, retryAfter: error.retryAfter, random: random)
    }

    mutating func succeeded() {
        failures = 0
    }

    static func delay(failures: Int, retryAfter: Duration?, random: Double) -> Duration {
        let doublings = min(max(failures, 1) - 1, 10)
        let seconds = min(Double(1 << doublings), longest) * (1 - random / 2)
        return max(.milliseconds(Int64(seconds * 1000)), retryAfter ?? .zero)
    }
}
