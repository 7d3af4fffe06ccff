import Foundation
import HTTPTypes
import HelpdeskDesk
import HelpdeskModels
import Hummingbird
import NIOCore

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

extension ResponseBody {
    /// The same body, of which no more is in memory than the connection takes.
    ///
    /// What is written is handed to the channel's event loop, and the writer waits only once the loop has seen that the
    /// connection is full. A file is read faster than a loop encrypts it, so that without this round trip before each
    /// piece the whole of it can come to stand in the loop's queue.
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

extension Timestamp {
    /// As `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110, section 5.6.7), whatever the locale is.
    var httpDate: String {
        var seconds = time_t(milliseconds / 1000)
        var parts = tm()
        gmtime_r(&seconds, &parts)
        let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return
            "\(days[Int(parts.tm_wday)]), \(two(parts.tm_mday)) \(months[Int(parts.tm_mon)]) \(1900 + parts.tm_year) "
            + "\(two(parts.tm_hour)):\(two(parts.tm_min)):\(two(parts.tm_sec)) GMT"
    }
}
