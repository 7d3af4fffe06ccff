import HTTPTypes
import HelpdeskDesk
import HelpdeskModels
import Hummingbird

extension Response {
    /// 204: done, and nothing to say about it.
    static var done: Response { Response(status: .noContent, headers: [.cacheControl: "no-store"]) }

    /// `value` as JSON, not to be kept by caches.
    static func json(_ value: some Encodable, status: HTTPResponse.Status = .ok) throws -> Response {
        Response(
            status: status, headers: [.contentType: "application/json", .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: try WireJSON.encode(value))))
    }

    /// 201 for something new, 200 for a repetition.
    static func json<Value: Encodable>(_ written: Written<Value>) throws -> Response {
        try json(written.value, status: written.isNew ? .created : .ok)
    }
}
