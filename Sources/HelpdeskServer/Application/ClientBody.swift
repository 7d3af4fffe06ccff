import HTTPTypes
import Hummingbird
import NIOCore
import NIOHTTPTypes

/// The body of a request, whose sender is asked to go on when it waits for that (RFC 9110, section 10.1.1), and whose
/// interruption is told from mistakes of the server's own.
struct ClientBody: AsyncSequence, Sendable {
    typealias Element = ByteBuffer

    /// The body was cut off, or cannot be read: the client's doing, or the network's.
    struct Interrupted: Error {}

    let body: RequestBody
    /// The connection or stream of a sender that waits for the answer 100 before it sends the body.
    let waiting: (any Channel)?

    init(of request: Request, context: ServerContext) {
        body = request.body
        let expects = request.headers[.expect]?.lowercased() == "100-continue"
        waiting = expects ? context.channel : nil
    }

    struct AsyncIterator: AsyncIteratorProtocol {
        fileprivate var iterator: RequestBody.AsyncIterator
        fileprivate var waiting: (any Channel)?

        mutating func next() async throws -> ByteBuffer? {
            if let channel = waiting {
                waiting = nil
                channel.writeAndFlush(HTTPResponsePart.head(HTTPResponse(status: .continue)), promise: nil)
            }
            do {
                return try await iterator.next()
            } catch let error as CancellationError {
                throw error
            } catch {
                throw Interrupted()
            }
        }
    }

    func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(iterator: body.makeAsyncIterator(), waiting: waiting)
    }
}
