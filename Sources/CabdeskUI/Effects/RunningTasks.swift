import Synchronization
import SystemKit

/// Counts pieces of work that run side by side, so that somebody can wait for the end of all of them.
final class RunningTasks: Sendable {
    private struct State {
        var count = 0
        var idle: [CheckedContinuation<Void, Never>] = []
    }

    private let state = Mutex(State())

    /// Begins the work; returns at once.
    @discardableResult
    func run(_ work: @escaping @Sendable () async -> Void) -> Task<Void, Never> {
        state.withLock { $0.count += 1 }
        return Task {
            await work()
            end()
        }
    }

    /// Returns when nothing runs.
    func finish() async {
        await withCheckedContinuation { continuation in
            let isIdle = state.withLock { state in
                if state.count > 0 { state.idle.append(continuation) }
                return state.count == 0
            }
            if isIdle { continuation.resume() }
        }
    }

    private func end() {
        let idle = state.withLock { state -> [CheckedContinuation<Void, Never>] in
            state.count -= 1
            guard state.count == 0 else { return [] }
            defer { state.idle = [] }
            return state.idle
        }
        idle.forEach { $0.resume() }
    }
}

/// Returns when the work is done, or when the time is over; then the work continues by itself.
func wait(atMost limit: Duration, for work: @escaping @Sendable () async -> Void) async {
    let (ends, end) = AsyncStream<Void>.makeStream()
    Task {
        await work()
        end.finish()
    }
    let timer = Task {
        try await MachineTimer.sleep(for: limit)
        end.finish()
    }
    for await _ in ends {}
    timer.cancel()
}
