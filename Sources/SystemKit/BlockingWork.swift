import Dispatch
import Synchronization

/// Runs work that waits for a disk away from the threads of the concurrency runtime.
package enum BlockingWork {
    private static let queue = DispatchQueue(label: "cabdesk.files", attributes: .concurrent)

    package static func run<Value: Sendable>(_ body: @Sendable @escaping () throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            queue.async { continuation.resume(with: Result { try body() }) }
        }
    }

    /// The argument of `work` says whether the calling task was cancelled; then `work` should end early.
    package static func run<Value: Sendable, Failure: Error>(
        _ work: @escaping @Sendable (_ isCancelled: @escaping @Sendable () -> Bool) throws(Failure) -> Value
    ) async throws(Failure) -> Value {
        let cancelled = Flag()
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { (continuation: CheckedContinuation<Result<Value, Failure>, Never>) in
                queue.async {
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
