import Foundation
import HTTPTypes
import HelpdeskModels
import Hummingbird
import NIOConcurrencyHelpers
import NIOCore

/// What a server answered.
struct TestAnswer: Sendable {
    let status: Int
    let headers: HTTPFields
    let body: Data

    init(_ response: Response) async throws {
        status = response.status.code
        headers = response.headers
        let collector = Collector()
        try await response.body.write(collector)
        body = Data(collector.buffer.withLockedValue { Array($0.readableBytesView) })
    }

    func json<Value: Decodable>(_ type: Value.Type = Value.self) throws -> Value {
        try WireJSON.decode(from: body)
    }

    /// The kind of the problem that was answered; nil if it was none.
    var problem: Problem.Kind? {
        headers[.contentType] == "application/problem+json" ? (try? json(Problem.self))?.kind : nil
    }

    private final class Collector: ResponseBodyWriter, Sendable {
        let buffer = NIOLockedValueBox(ByteBuffer())

        func write(_ buffer: ByteBuffer) async throws {
            _ = self.buffer.withLockedValue { $0.writeImmutableBuffer(buffer) }
        }

        func finish(_ trailingHeaders: HTTPFields?) async throws {}
    }
}
