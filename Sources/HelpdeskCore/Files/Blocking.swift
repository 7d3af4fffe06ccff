import Dispatch
import Synchronization

/// Runs work that blocks on the disk outside the threads of the concurrency runtime.
enum Blocking {
    /// The argument of `work` says whether the calling task was cancelled; then `work` should end early.
    static func run<Value: Sendable>(
        _ work: @escaping @Sendable (_ isCancelled: @escaping @Sendable () -> Bool) throws(HelpdeskError) -> Value
    ) async throws(HelpdeskError) -> Value {
        let cancelled = Flag()
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { (continuation: CheckedContinuation<Result<Value, HelpdeskError>, Never>) in
                DispatchQueue.global().async {
                    continuation.resume(returning: Result { () throws(HelpdeskError) in try work { cancelled.isSet } })
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
