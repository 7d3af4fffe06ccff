import Hummingbird
import NIOCore

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
