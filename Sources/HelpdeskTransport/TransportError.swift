/// Why a request has no complete answer.
public struct TransportError: Error, Hashable, Sendable {
    public enum Code: String, Sendable, CaseIterable {
        /// No connection to the host: name not found, refused, network down. The server did not receive the request.
        case unreachable
        /// No answer in time, or the connection broke: the server may have received the request.
        case timedOut
        /// The server's certificate is not signed by a CA that is trusted, or is for another host.
        case untrustedCertificate
        /// An address that begins with `http://`.
        case insecureAddress
        case malformedAddress
        /// The answer is larger than the request allows.
        case answerTooLarge
        /// The answer is not HTTP, or contradicts itself.
        case badAnswer
        case fileUnreadable
        /// The file became shorter while it was sent.
        case fileChanged
        case cannotWriteFile
        case diskFull
        case certificateFileUnreadable
        case cancelled
        case unexpected
    }

    public var code: Code
    /// The file concerned, if there is one.
    public var path: String?
    /// The technical cause, in English; never a secret. May be foreign text: sanitise before showing.
    public var detail: String?

    public init(_ code: Code, path: String? = nil, detail: String? = nil) {
        self.code = code
        self.path = path
        self.detail = detail
    }
}
