import CLinux
import Dispatch
import Glibc
import Synchronization

/// Waiting in time that goes on while the machine sleeps and that nobody can set, as `ContinuousClock` has it.
///
/// `Task.sleep` wakes its task on a thread that libdispatch then looks after every second, for as long as the program
/// runs. This wakes it without one.
package enum MachineTimer {
    private static let longest = Duration.seconds(100 * 365 * 86_400)

    /// Returns when the time is over. Throws when the task is cancelled.
    package static func sleep(for time: Duration) async throws {
        let (seconds, attoseconds) = min(time, longest).components
        let timer = clinux_timer(seconds * 1_000_000_000 + attoseconds / 1_000_000_000)
        // There are no descriptors left.
        guard timer >= 0 else { return try await Task.sleep(for: time) }
        let alarm = Alarm(timer)
        await withTaskCancellationHandler {
            await withCheckedContinuation { (waiter: CheckedContinuation<Void, Never>) in alarm.wait(waiter) }
        } onCancel: {
            alarm.end()
        }
        try Task.checkCancellation()
    }

    /// One timer, which ends once: when it is due, or when it is called off.
    private final class Alarm: Sendable {
        private enum State {
            case new
            case waiting(CheckedContinuation<Void, Never>)
            case ended
        }

        private let state = Mutex(State.new)
        // libdispatch's sources may be used from any thread; they are only not marked as such.
        nonisolated(unsafe) private let source: any DispatchSourceRead

        init(_ timer: Int32) {
            source = DispatchSource.makeReadSource(fileDescriptor: timer, queue: DispatchQueue(label: "cabdesk.timer"))
            source.setCancelHandler { close(timer) }
        }

        func wait(_ continuation: CheckedContinuation<Void, Never>) {
            let hasEnded = state.withLock { state in
                if case .ended = state { return true }
                state = .waiting(continuation)
                return false
            }
            source.setEventHandler { self.end() }
            source.activate()
            if hasEnded {
                source.cancel()
                continuation.resume()
            }
        }

        func end() {
            let waiter: CheckedContinuation<Void, Never>? = state.withLock { state in
                defer { state = .ended }
                if case .waiting(let waiter) = state { return waiter }
                return nil
            }
            guard let waiter else { return }
            source.cancel()
            waiter.resume()
        }
    }
}
