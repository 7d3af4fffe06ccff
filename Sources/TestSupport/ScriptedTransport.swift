public import HelpdeskTransport
import Synchronization

/// A transport that answers from a script and keeps what it was asked.
public final class ScriptedTransport: Transport {
    public typealias Answer = Result<TransportResponse, TransportError>

    private struct State {
        var answers: [Answer]
        var requests: [TransportRequest] = []
    }

    private let state: Mutex<State>

    /// The answers in order; when they are used up, everything is `unreachable`.
    public init(_ answers: [Answer]) {
        state = Mutex(State(answers: answers))
    }

    public var requests: [TransportRequest] { state.withLock { $0.requests } }

    public func send(_ request: TransportRequest) async throws(TransportError) -> TransportResponse {
        let answer: Answer = state.withLock { state in
            state.requests.append(request)
            return state.answers.isEmpty ? .failure(TransportError(.unreachable)) : state.answers.removeFirst()
        }
        return try answer.get()
    }
}
