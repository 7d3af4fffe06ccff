import Foundation
public import HelpdeskTransport
import Synchronization

/// A transport that makes up its answers, and counts.
public final class AnsweringTransport: Transport {
    public typealias Answer = @Sendable (TransportRequest, Int) throws(TransportError) -> TransportResponse

    private let answer: Answer
    private let asked = Mutex<[String]>([])

    /// The answer gets the request and its number, from 1.
    public init(_ answer: @escaping Answer) {
        self.answer = answer
    }

    /// The addresses that were asked for.
    public var addresses: [String] { asked.withLock { $0 } }

    public func send(_ request: TransportRequest) async throws(TransportError) -> TransportResponse {
        let number = asked.withLock { asked in
            asked.append(request.url)
            return asked.count
        }
        return try answer(request, number)
    }
}
