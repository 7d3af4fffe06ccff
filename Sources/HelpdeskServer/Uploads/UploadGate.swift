import HelpdeskModels
import Synchronization

/// Lets one request at a time touch an upload: the newest.
///
/// A network may drop a connection without a word, and then the server waits for bytes of a request whose client has
/// long begun another one. So a newer request ends an older one that reads from its client, and goes on from what that
/// has stored; it waits for one that does not.
final class UploadGate: Sendable {
    /// A request inside, or on its way in.
    private struct Occupant {
        let number: Int
        let end: @Sendable () -> Void
        let whenGone: @Sendable () async -> Void
    }

    private struct State {
        var occupants: [Upload.ID: Occupant] = [:]
        var count = 0
    }

    private let state = Mutex(State())

    /// Waits until whoever is inside has left, and runs `body`; what that throws is thrown on.
    ///
    /// `isReading`: the body waits for a client, so a newer request ends it. Then a problem (409) is thrown.
    func enter<Value: Sendable>(
        _ upload: Upload.ID, isReading: Bool = false, _ body: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        let (task, number) = state.withLock { state -> (Task<Value, any Error>, Int) in
            let older = state.occupants[upload]
            older?.end()
            let task = Task {
                await older?.whenGone()
                try Task.checkCancellation()
                return try await body()
            }
            state.count += 1
            state.occupants[upload] = Occupant(
                number: state.count, end: { if isReading { task.cancel() } }, whenGone: { _ = await task.result })
            return (task, state.count)
        }
        let result = await withTaskCancellationHandler {
            await task.result
        } onCancel: {
            task.cancel()
        }
        let isNewest = state.withLock { state in
            guard state.occupants[upload]?.number == number else { return false }
            state.occupants[upload] = nil
            return true
        }
        guard isNewest || !task.isCancelled else {
            throw ProblemError(.offsetMismatch, "A newer request goes on with the upload.")
        }
        return try result.get()
    }
}
