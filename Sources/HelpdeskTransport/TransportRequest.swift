public import Foundation

/// An HTTP request.
public struct TransportRequest: Sendable {
    public enum Method: String, Sendable {
        case get = "GET"
        case head = "HEAD"
        case put = "PUT"
        case post = "POST"
        case patch = "PATCH"
        case delete = "DELETE"
    }

    public enum Body: Sendable, Hashable {
        case none
        case data(Data)
        /// A part of a file, read while it is sent. Offset and length in bytes.
        case file(path: String, offset: Int64, length: Int64)
    }

    /// Where the body of the answer goes.
    public enum Sink: Sendable, Hashable {
        /// Into `TransportResponse.body`. More than `limit` bytes after decoding are `answerTooLarge`.
        case memory(limit: Int)
        /// Into an existing or new file: at the offset for a 206 answer that begins there, from the start of the emptied
        /// file for a 200 answer. The body of any other answer goes into memory, up to 1 MiB. More than `limit` bytes in
        /// the file are `answerTooLarge`.
        case file(path: String, offset: Int64, limit: Int64)
    }

    /// How long to wait.
    public enum Patience: Sendable, Hashable {
        /// A number of seconds for the whole exchange.
        case total(Int)
        /// As long as data moves.
        case whileDataMoves
    }

    /// A header field; names in lower case.
    public struct Header: Sendable, Hashable {
        public var name: String
        public var value: String

        public init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }

        /// Whether it carries credentials (RFC 9110, section 11; RFC 6265); then its value is never printed.
        var isSecret: Bool { ["authorization", "proxy-authorization", "cookie"].contains(name) }
    }

    public var method: Method
    /// Absolute, `https`.
    public var url: String
    public var headers: [Header]
    public var body: Body
    public var sink: Sink
    public var patience: Patience
    /// Whether it may reach the server twice. If not, it gets a connection of its own, because libcurl silently repeats a
    /// request when a reused connection breaks before the answer begins, although the server may have acted on it.
    public var isRepeatable = true
    /// Signs it with the keys of an object store; nil for a request that is not signed.
    public var signature: RequestSignature?
    /// Called on any thread with the number of bytes of the file that were sent or received so far.
    public var progress: (@Sendable (Int64) -> Void)?

    public init(
        _ method: Method, url: String, headers: [Header] = [], body: Body = .none,
        sink: Sink = .memory(limit: 1 << 20), patience: Patience = .total(30),
        progress: (@Sendable (Int64) -> Void)? = nil
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.sink = sink
        self.patience = patience
        self.progress = progress
    }
}

/// The keys that a request to an object store is signed with (AWS Signature Version 4). Never printed.
public struct RequestSignature: Sendable, Hashable, CustomStringConvertible, CustomReflectable {
    public var region: String
    /// `s3`
    public var service: String
    public var accessKey: String
    public var secretKey: String

    public init(region: String, service: String, accessKey: String, secretKey: String) {
        self.region = region
        self.service = service
        self.accessKey = accessKey
        self.secretKey = secretKey
    }

    public var description: String { "…" }
    public var customMirror: Mirror { Mirror(self, children: []) }
}

extension TransportRequest.Header: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "\(name): \(isSecret ? "…" : value)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: ["name": name, "value": isSecret ? "…" : value]) }
}
