import Foundation
public import HelpdeskTransport
import Synchronization

/// A transport that computes its answers, and counts the requests.
public final class AnsweringTransport: Transport {
    public typealias Answer = @Sendable (TransportRequest, Int) throws(TransportError) -> TransportResponse

    private let answer: Answer
    private let asked = Mutex<[String]>([])

    /// The answer gets the request and its number, from 1.
    public init(_ answer: @escaping Answer) {
        self.answer = answer
    }

    /// The requested addresses.
    public var addresses: [String] { asked.withLock { $0 } }

    public func send(_ request: TransportRequest) async throws(TransportError) -> TransportResponse {
        let number = asked.withLock { asked in
            asked.append(request.url)
            return asked.count
        }
        return try answer(request, number)
    }
}

/// A transport that answers from a script and records the requests.
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
