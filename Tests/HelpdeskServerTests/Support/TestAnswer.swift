import Foundation
import HTTPTypes
import HelpdeskModels
import Hummingbird
import NIOCore
import Synchronization

/// The answer of a server.
struct TestAnswer: Hashable, Sendable {
    let status: Int
    let headers: HTTPFields
    let body: Data

    init(_ response: Response) async throws {
        status = response.status.code
        headers = response.headers
        let collector = Collector()
        try await response.body.write(collector)
        body = Data(collector.bytes.withLock { $0 })
    }

    func json<Value: Decodable>(_ type: Value.Type = Value.self) throws -> Value {
        try WireJSON.decode(from: body)
    }

    /// The kind of the problem that was answered; nil if it was none.
    var problem: Problem.Kind? {
        headers[.contentType] == "application/problem+json" ? (try? json(Problem.self))?.kind : nil
    }

    private final class Collector: ResponseBodyWriter, Sendable {
        let bytes = Mutex<[UInt8]>([])

        func write(_ buffer: ByteBuffer) async throws {
            bytes.withLock { $0 += buffer.readableBytesView }
        }

        func finish(_ trailingHeaders: HTTPFields?) async throws {}
    }
}
