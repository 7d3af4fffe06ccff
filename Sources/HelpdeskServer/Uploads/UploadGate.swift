import HTTPTypes
import HelpdeskModels
import Synchronization

/// Lets one request at a time touch an upload.
///
/// A network may drop a connection without a word, and then the server waits for bytes of a request whose client has
/// long begun another one. So a newer request that writes takes over from an older one at the place where that stands;
/// at any other place it is refused, and the older one goes on. One that gives the upload up, or claims it, ends a writer
/// wherever it stands.
final class UploadGate: Sendable {
    /// A request inside, or on its way in.
    private struct Occupant {
        let number: Int
        /// Of one that writes what its client sends.
        let turn: UploadTurn?
        let cancel: @Sendable () -> Void
        let whenGone: @Sendable () async -> Void
    }

    private struct State {
        var occupants: [Upload.ID: Occupant] = [:]
        var count = 0
    }

    private let state = Mutex(State())

    /// Where a request that is inside stands, and a newer one could take over; nil if the file itself says it.
    func position(of upload: Upload.ID) -> Int64? {
        state.withLock { $0.occupants[upload]?.turn?.position }
    }

    /// Ends the writer inside, waits until whoever is inside has left, and runs `body`; what that throws is thrown on.
    func enter<Value: Sendable>(
        _ upload: Upload.ID, _ body: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        try await enter(upload, turn: nil, over: { $0.end() }, body)
    }

    /// The same for a request that writes at `offset` what its client sends, as long as its turn lasts. Throws a problem
    /// (409) if another one is inside and stands elsewhere.
    ///
    /// - Parameter isThere: whether the upload is known to have all bytes up to there.
    func enter<Value: Sendable>(
        _ upload: Upload.ID, writingAt offset: Int64, isThere: Bool = false,
        _ body: @escaping @Sendable (UploadTurn) async throws -> Value
    ) async throws -> Value {
        let turn = UploadTurn()
        return try await enter(upload, turn: turn, over: { $0.end(at: offset, isThere: isThere) }) {
            try await body(turn)
        }
    }

    /// `over` says whether the turn of a writer inside is over now.
    private func enter<Value: Sendable>(
        _ upload: Upload.ID, turn: UploadTurn?, over: (UploadTurn) -> Bool,
        _ body: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        let (task, number) = try state.withLock { state -> (Task<Value, any Error>, Int) in
            let older = state.occupants[upload]
            if let older, let turn = older.turn {
                guard over(turn) else {
                    let position = turn.position.map { "\($0)" }
                    throw ProblemError(
                        .offsetMismatch, "Another request has taken over the upload.",
                        headers: position.map { [.uploadOffset: $0] } ?? [:])
                }
                older.cancel()
            }
            let task = Task {
                await older?.whenGone()
                try Task.checkCancellation()
                return try await body()
            }
            state.count += 1
            state.occupants[upload] = Occupant(
                number: state.count, turn: turn, cancel: { task.cancel() }, whenGone: { _ = await task.result })
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
        if case .failure(let error) = result, error is CancellationError, !isNewest {
            throw ProblemError(.offsetMismatch, "A newer request has taken over the upload.")
        }
        return try result.get()
    }
}
