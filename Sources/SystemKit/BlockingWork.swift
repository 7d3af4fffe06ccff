import Dispatch
import Synchronization

/// Runs work that waits for a disk away from the threads of the concurrency runtime.
package enum BlockingWork {
    /// A queue for each piece of work, which gets a thread of its own. libdispatch looks every second after the threads
    /// that concurrent queues share, for as long as the program runs.
    private static func begin(_ work: @escaping @Sendable () -> Void) {
        DispatchQueue(label: "cabdesk.files").async(execute: work)
    }

    package static func run<Value: Sendable>(_ body: @Sendable @escaping () throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            begin { continuation.resume(with: Result { try body() }) }
        }
    }

    /// The argument of `work` says whether the calling task was cancelled; then `work` should end early.
    package static func run<Value: Sendable, Failure: Error>(
        _ work: @escaping @Sendable (_ isCancelled: @escaping @Sendable () -> Bool) throws(Failure) -> Value
    ) async throws(Failure) -> Value {
        let cancelled = Flag()
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { (continuation: CheckedContinuation<Result<Value, Failure>, Never>) in
                begin {
                    continuation.resume(returning: Result { () throws(Failure) in try work { cancelled.isSet } })
                }
            }
        } onCancel: {
            cancelled.set()
        }
        return try result.get()
    }

    private final class Flag: Sendable {
        private let state = Atomic(false)

        var isSet: Bool { state.load(ordering: .relaxed) }
        func set() { state.store(true, ordering: .relaxed) }
    }
}
