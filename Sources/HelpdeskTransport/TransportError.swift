/// Why a request has no complete answer.
public struct TransportError: Error, Hashable, Sendable {
    public enum Code: String, Sendable, CaseIterable {
        /// No connection to the host: name not found, refused, network down. The request was not taken.
        case unreachable
        /// No answer in time, or the connection broke on the way: whether the request was taken is open.
        case timedOut
        /// The server's certificate is not signed by a CA that is trusted, or is for another host.
        case untrustedCertificate
        /// An address that begins with `http://`.
        case insecureAddress
        case malformedAddress
        /// The answer is larger than the request allows.
        case answerTooLarge
        /// What came is not HTTP, or contradicts itself.
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
    /// The file that it is about, if it is about one.
    public var path: String?
    /// The technical cause, in English; never a secret. May be foreign text: sanitise before showing.
    public var detail: String?

    public init(_ code: Code, path: String? = nil, detail: String? = nil) {
        self.code = code
        self.path = path
        self.detail = detail
    }
}
