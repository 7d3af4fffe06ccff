import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import Synchronization

/// Answers requests on the event loop of their connection: those that read little, and long polls.
///
/// Everything else goes through the framework, on threads of their own: what takes long must not keep the other connections
/// of a loop waiting.
struct DirectService: Sendable {
    enum Outcome: Sendable {
        case answer(HTTPResponse, ByteBuffer)
        case parked(OpenPoll)
    }

    let ending: Ending
    private let brief: Set<Substring>
    private let waiting: Set<Substring>
    private let responder: RouterResponder<ServerContext>
    private let executors = LoopExecutors()
    private let date = CurrentDate()
    private let logger: Logger

    init(_ endpoints: [Endpoint], responder: RouterResponder<ServerContext>, ending: Ending, logger: Logger) {
        brief = Set(endpoints.filter { $0.cost == .brief }.map { $0.path[...] })
        waiting = Set(endpoints.filter { $0.cost == .waiting }.map { $0.path[...] })
        self.responder = responder
        self.ending = ending
        self.logger = logger
    }

    /// Whether the request can be answered here. One that has a body, or a word to say about its connection, cannot.
    func takes(_ head: HTTPRequest) -> Bool {
        guard head.method == .get, let target = head.path, Self.excluded.allSatisfy({ head.headerFields[$0] == nil })
        else { return false }
        let parts = target.split(separator: "?", maxSplits: 1)
        guard let path = parts.first else { return false }
        return brief.contains(path) || waiting.contains(path) && parts.count == 2 && waits(parts[1])
    }

    /// Whether the request, which is one of those that ``takes(_:)`` takes, waits for a change.
    func parking(for head: HTTPRequest) -> PollParking? {
        guard let path = head.path?.split(separator: "?", maxSplits: 1).first, waiting.contains(path) else {
            return nil
        }
        return PollParking(logger: newLogger())
    }

    func executor(of loop: any EventLoop) -> LoopExecutor {
        executors.executor(of: loop)
    }

    /// The answer, or the poll that was put aside in `parking`.
    func answer(_ head: HTTPRequest, parking: PollParking?, on channel: any Channel) async -> Outcome {
        let logger = parking?.logger ?? newLogger()
        var context = ServerContext(source: ApplicationRequestContextSource(channel: channel, logger: logger))
        context.parking = parking
        var response: Response
        let body = CollectedBody()
        do {
            response = try await responder.respond(
                to: Request(head: head, body: RequestBody(buffer: ByteBuffer())), context: context)
            try await response.body.write(body)
        } catch is PollParking.Parked {
            guard let poll = parking?.poll else {
                return .answer(HTTPResponse(status: .internalServerError), body.buffer)
            }
            return .parked(poll)
        } catch {
            // The middleware has turned every error into an answer.
            logger.error("A request has no answer: \(type(of: error))")
            response = Response(status: .internalServerError)
        }
        response.headers[.date] = date.text
        return .answer(response.head, body.buffer)
    }

    private func newLogger() -> Logger {
        var logger = logger
        logger[metadataKey: LogLine.Field.request.rawValue] = .stringConvertible(RequestID())
        return logger
    }

    private func waits(_ query: Substring) -> Bool {
        query.split(separator: "&").contains { $0.hasPrefix("wait=") && $0 != "wait=0" }
    }

    private static let excluded: [HTTPField.Name] = [
        .contentLength, .transferEncoding, .connection, .expect, .upgrade,
    ]
}

/// The bytes of an answer that is small.
private final class CollectedBody: ResponseBodyWriter {
    private(set) var buffer = ByteBuffer()

    func write(_ buffer: ByteBuffer) {
        if self.buffer.readableBytes == 0 {
            self.buffer = buffer
        } else {
            self.buffer.writeImmutableBuffer(buffer)
        }
    }

    func finish(_ trailingHeaders: HTTPFields?) {}
}

/// The time as answers give it (RFC 9110, section 5.6.7). It is formatted once a second.
private final class CurrentDate: Sendable {
    private let state = Mutex<(second: Int, text: String)>((0, ""))

    var text: String {
        let second = time(nil)
        return state.withLock { state in
            if state.second != second {
                state = (second, Self.text(of: second))
            }
            return state.text
        }
    }

    private static func text(of second: time_t) -> String {
        var second = second
        var parts = tm()
        gmtime_r(&second, &parts)
        // The program never leaves the C locale, in which the names are the English ones.
        return withUnsafeTemporaryAllocation(of: CChar.self, capacity: 64) { buffer in
            guard let start = buffer.baseAddress else { return "" }
            strftime(start, buffer.count, "%a, %d %b %Y %H:%M:%S GMT", &parts)
            return String(cString: start)
        }
    }
}
