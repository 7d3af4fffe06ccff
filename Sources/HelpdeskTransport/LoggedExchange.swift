import Foundation
import SystemKit

/// Takes each exchange of a transport, on any thread.
public typealias ExchangeLog = @Sendable (LoggedExchange) -> Void

/// A request and how it ended, without anything that a log must not contain.
public struct LoggedExchange: Sendable, CustomStringConvertible {
    /// libcurl's reason why there is no complete answer.
    public struct Failure: Sendable {
        /// libcurl-errors(3)
        public var code: Int
        /// libcurl's own description of the code, which has nothing of this request in it.
        public var meaning: String
        /// errno(3) of the connection; 0 for none.
        public var errno: Int
        /// OpenSSL's verdict on the certificate (X509_verify_cert_error_string(3)); 0 if it is valid.
        public var certificate: Int

        public init(code: Int, meaning: String, errno: Int, certificate: Int) {
            self.code = code
            self.meaning = meaning
            self.errno = errno
            self.certificate = certificate
        }
    }

    private let method: TransportRequest.Method
    private let route: LoggedRoute
    /// 0 for no answer.
    public var status = 0
    /// Bytes of the bodies, as they were on the wire.
    public var sent: Int64 = 0
    public var received: Int64 = 0
    public var duration = Duration.zero
    public var isNewConnection = false
    public var failure: Failure?
    /// The program's classification of the failure.
    public var error: TransportError.Code?

    public init(_ request: TransportRequest) {
        method = request.method
        route = LoggedRoute(request.url)
    }

    public var description: String {
        var text = "exchange \(method.rawValue) \(route) status=\(status) sent=\(sent) received=\(received)"
        let connection = isNewConnection ? "new" : status > 0 ? "kept" : "none"
        text += " ms=\(duration.wholeMilliseconds) connection=\(connection)"
        if let failure {
            text += " curl=\(failure.code) (\(failure.meaning)) errno=\(failure.errno)"
            text += " certificate=\(failure.certificate)"
        }
        return text + (error.map { " error=\($0.rawValue)" } ?? "")
    }
}

/// The path of a request for the log: words of the interfaces, numbers and ids. Anything else becomes `*`; host and query
/// are left out.
private struct LoggedRoute: CustomStringConvertible {
    let description: String

    init(_ url: String) {
        let path = url.firstRange(of: "://").map { url[$0.upperBound...] } ?? url[...]
        let segments = path.prefix { $0 != "?" && $0 != "#" }
            .split(separator: "/", omittingEmptySubsequences: false).dropFirst()
        description = segments.map { "/" + (Self.isPlain($0) ? $0 : "*") }.joined()
    }

    private static func isPlain(_ segment: Substring) -> Bool {
        segment.isEmpty || words.contains(String(segment)) || UUID(uuidString: String(segment)) != nil
            || segment.utf8.count <= 18 && segment.utf8.allSatisfy { (0x30...0x39).contains($0) }
    }

    /// Of API v1 (docs/openapi.yaml), and of Request Tracker's REST2.
    private static let words: Set<String> = [
        "v1", "attachments", "changes", "desk", "devices", "drafts", "events", "files", "links", "me", "messages",
        "rating", "read", "search", "sessions", "telegram", "tickets", "uploads",
        "REST", "2.0", "SelfService", "NoAuth", "Login.html", "all", "attachment", "comment", "correspond", "history",
        "queue", "queues", "rt", "ticket", "transaction", "transactions", "user",
    ]
}
