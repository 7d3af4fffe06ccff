import Foundation
import HTTPTypes
import HelpdeskDesk
import HelpdeskModels
import Hummingbird
import NIOCore

extension Response {
    /// 204: done, with nothing to return.
    static var done: Response { Response(status: .noContent, headers: [.cacheControl: "no-store"]) }

    /// `value` as JSON, which caches must not store.
    static func json(_ value: some Encodable, status: HTTPResponse.Status = .ok) throws -> Response {
        json(encoded: try WireJSON.encode(value), status: status)
    }

    /// JSON that is written already, which caches must not store.
    static func json(encoded json: Data, status: HTTPResponse.Status = .ok) -> Response {
        Response(
            status: status, headers: [.contentType: "application/json", .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: json)))
    }

    /// 201 for something new, 200 for a repetition.
    static func json<Value: Encodable>(_ written: Written<Value>) throws -> Response {
        try json(written.value, status: written.isNew ? .created : .ok)
    }
}

extension ResponseBody {
    /// The same body, with no more of it in memory than the connection takes.
    ///
    /// A writer hands each piece to the channel's event loop and waits only after the loop has noticed that the connection
    /// is full. Reading a file is faster than encrypting it, so without this round trip before each piece a whole file can
    /// end up in the loop's queue.
    func paced(by channel: (any Channel)?) -> ResponseBody {
        guard let loop = channel?.eventLoop else { return self }
        let body = self
        return ResponseBody(contentLength: contentLength) { writer in
            try await body.write(
                writer.map { buffer in
                    try await loop.submit {}.get()
                    return buffer
                })
        }
    }
}
