import Foundation
import HTTPTypes
import HelpdeskModels
import Hummingbird
import NIOCore

extension Request {
    /// The JSON body as a value. Throws a problem if it is none, too large, or has a field that `shape` has not.
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
    /// What is wrong with which field, for the developer of a client.
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
