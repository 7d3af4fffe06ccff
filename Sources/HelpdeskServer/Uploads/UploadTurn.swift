import HelpdeskModels
import Synchronization

/// A request's turn to write to an upload: from where it stands a newer request may take over, from nowhere else, so that
/// of two that begin at the same place one comes through.
final class UploadTurn: Sendable {
    private struct State {
        /// Up to where the bytes are the upload's for good; nil while nobody knows.
        var position: Int64?
        var isOver = false
    }

    private let state = Mutex(State())

    /// Up to where the bytes are the upload's for good; nil while nobody knows.
    var position: Int64? { state.withLock { $0.position } }

    /// Takes the bytes up to `position`, before they are written. Throws a problem (409) if the turn is over.
    func advance(to position: Int64) throws {
        try state.withLock { state in
            guard !state.isOver else {
                throw ProblemError(.offsetMismatch, "A newer request has taken over the upload.")
            }
            state.position = position
        }
    }

    /// Ends the turn for a request that wants to write at `offset`; false, and it goes on, if it stands elsewhere.
    ///
    /// - Parameter isThere: whether the upload is known to have all bytes up to there. A turn that stands before it has been
    ///   overtaken at another server.
    func end(at offset: Int64, isThere: Bool) -> Bool {
        state.withLock { state in
            let isOvertaken = isThere && state.position.map { $0 < offset } ?? true
            guard state.isOver || state.position == nil || state.position == offset || isOvertaken else { return false }
            state.isOver = true
            return true
        }
    }

    /// Ends the turn wherever it stands: true.
    func end() -> Bool {
        state.withLock { state in
            state.isOver = true
            return true
        }
    }
}
