public import Foundation
import HTTPTypes
import HelpdeskModels
import Hummingbird
import NIOCore

/// Passes deliveries at the server's hooks on to their receivers.
struct HookController: Sendable {
    let hooks: [ServerHook]

    var endpoints: [Endpoint] {
        hooks.map { hook in
            Endpoint(hook: .post, hook.path) { request in
                let buffer: ByteBuffer
                do {
                    buffer = try await request.body.collect(upTo: Limits.requestBodySize)
                } catch is NIOTooManyBytesError {
                    throw ProblemError(.tooLarge, "A body may have \(Limits.requestBodySize) bytes.")
                }
                let secret = HTTPField.Name(hook.header).flatMap { request.headers[$0] }
                let status = await hook.accept(Data(buffer.readableBytesView), secret)
                return Response(status: HTTPResponse.Status(code: status))
            }
        }
    }
}

/// An address at which somebody else's server delivers something, with a secret in a header instead of a token.
public struct ServerHook: Sendable {
    /// Absolute, without parameters.
    public let path: String
    /// The header with the secret, in lower case.
    public let header: String
    /// Takes the body and the value of the header, nil if there is none; returns the HTTP status to answer with.
    public let accept: @Sendable (Data, String?) async -> Int

    public init(
        path: String, header: String, accept: @escaping @Sendable (Data, String?) async -> Int
    ) {
        self.path = path
        self.header = header
        self.accept = accept
    }
}
