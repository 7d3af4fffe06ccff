import Foundation
import HTTPTypes
import HelpdeskModels
import Hummingbird
import NIOCore
import NIOHTTPTypes

/// The body of a request. It asks a sender that waits for 100 to continue (RFC 9110, section 10.1.1), and reports an
/// interruption as the client's mistake and not the server's.
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

extension Request {
    /// Decodes the JSON body. Throws a problem if it is not JSON, is too large, or has a field that `shape` does not have.
    func json<Value: Decodable>(_ shape: RequestShape) async throws -> Value {
        guard mediaType == "application/json" else {
            throw ProblemError(.unsupportedMediaType, "Send the body as application/json.")
        }
        let limit = Limits.requestBodySize
        if let announced = headers[.contentLength].flatMap({ Int($0) }), announced > limit {
            throw ProblemError(.tooLarge, "A body may have \(limit) bytes.")
        }
        let buffer: ByteBuffer
        do {
            buffer = try await body.collect(upTo: limit)
        } catch is NIOTooManyBytesError {
            throw ProblemError(.tooLarge, "A body may have \(limit) bytes.")
        }
        let data = Data(buffer.readableBytesView)
        guard let json = try? JSONSerialization.jsonObject(with: data) else {
            throw ProblemError(.malformed, "The body is not JSON.")
        }
        if let field = shape.unknownField(in: json) {
            throw ProblemError(.malformed, "The field `\(field)` is not known.")
        }
        do {
            return try WireJSON.decode(from: data)
        } catch let error as DecodingError {
            throw ProblemError(.malformed, error.sentence)
        }
    }

    /// The media type of the body in lower case, without parameters.
    var mediaType: String? {
        headers[.contentType]?.split(separator: ";").first.map {
            $0.trimmingCharacters(in: .whitespaces).lowercased()
        }
    }
}

extension DecodingError {
    /// The field and what is wrong with it, for the developer of a client.
    fileprivate var sentence: String {
        func path(_ context: Context) -> String {
            context.codingPath.map { $0.intValue.map(String.init) ?? $0.stringValue }.joined(separator: ".")
        }
        switch self {
        case .keyNotFound(let key, let context):
            let parent = path(context)
            return "The field `\(parent.isEmpty ? "" : parent + ".")\(key.stringValue)` is missing."
        case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context):
            let field = path(context)
            return field.isEmpty ? "The body is not what is expected here." : "The field `\(field)` cannot be read."
        @unknown default:
            return "The body is not what is expected here."
        }
    }
}

/// The fields that a JSON body may have; any other is refused by name.
enum RequestShape: Sendable {
    case value
    case object([String: RequestShape])
    indirect case list(RequestShape)

    /// The path of the first field that is not allowed, for example `message.colour`; nil if all are.
    func unknownField(in json: Any, at path: String = "") -> String? {
        switch self {
        case .value:
            return nil
        case .list(let shape):
            guard let list = json as? [Any] else { return nil }
            return list.lazy.compactMap { shape.unknownField(in: $0, at: path) }.first
        case .object(let fields):
            guard let object = json as? [String: Any] else { return nil }
            for (key, value) in object.sorted(by: { $0.key < $1.key }) {
                let name = path.isEmpty ? key : "\(path).\(key)"
                guard let shape = fields[key] else { return String(name.prefix(100)) }
                if let unknown = shape.unknownField(in: value, at: name) { return unknown }
            }
            return nil
        }
    }
}

/// The bodies that the interface takes.
extension RequestShape {
    static let newAttachment = object([
        "id": .value, "upload": .value, "name": .value, "mediaType": .value, "sha256": .value,
    ])
    static let newMessage = object([
        "origin": .value, "text": .value, "isInternal": .value, "attachments": .list(newAttachment),
    ])
    static let newTicket = object([
        "topic": .value, "subject": .value, "fields": .list(.object(["key": .value, "value": .value])),
        "messageID": .value, "message": newMessage, "service": .value,
    ])
    static let newEvent = object([
        "kind": .value, "assignee": .value, "topic": .value, "priority": .value, "into": .value,
    ])
    static let rating = object(["score": .value, "comment": .value])
    static let openDraft = object(["title": .value])
    static let newShiftNote = object(["text": .value])
    static let presence = object(["activity": .value])
    static let newCannedReply = object(["name": .value, "text": localized, "isOwn": .value])
    /// Texts by language: a text in a language that nobody is shown would be lost without a word.
    static let localized = object(
        Dictionary(uniqueKeysWithValues: Language.allCases.map { ($0.rawValue, RequestShape.value) }))
    static let telegramLinkChange = object(["state": .value, "wantsAnswers": .value])
    static let readMark = object(["ticket": .value, "readUpTo": .value])
    static let signIn = object(["code": .value, "request": .value, "label": .value])
}
