public import Foundation

/// Sends one HTTP request and receives its answer: the only way to the network.
///
/// An implementation speaks HTTPS only, verifies certificates, follows no redirects, and ends the transfer when the
/// calling task is cancelled (`cancelled`).
public protocol Transport: Sendable {
    /// Any status is an answer, not an error. Throws where there is no complete answer: `unreachable`, `timedOut`,
    /// `untrustedCertificate`, `insecureAddress`, `malformedAddress`, `answerTooLarge`, `badAnswer`,
    /// `cannotWriteFile`, `diskFull`, `fileUnreadable`, `certificateFileUnreadable`, `cancelled`.
    func send(_ request: TransportRequest) async throws(TransportError) -> TransportResponse
}

/// The same for a thread that may wait, which no task does.
public protocol WaitingTransport: Sendable {
    /// Sends one request and returns with its answer, as ``Transport/send(_:)`` does.
    func sendWaiting(_ request: TransportRequest) throws(TransportError) -> TransportResponse
}

/// The answer to an HTTP request.
public struct TransportResponse: Sendable, Hashable {
    public var status: Int
    /// Names in lower case; of repeated fields the last.
    public var headers: [String: String]
    /// Empty if the body went into a file.
    public var body: Data

    public init(status: Int, headers: [String: String] = [:], body: Data = Data()) {
        self.status = status
        self.headers = headers
        self.body = body
    }
}

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

/// Removes from a text what may be a name and password in an address (`user:password@host`, RFC 3986, section 3.2.1).
package enum Redaction {
    /// Replaces everything from the beginning of the first word with an `@`, or from the first quote, to the last `@` by
    /// `…`, because a mistyped password may contain spaces. Rather removes too much than too little. Keeps a scheme.
    package static func userInfo(in text: String) -> String {
        guard let last = text.lastIndex(of: "@"), let first = text.firstIndex(of: "@") else { return text }
        let word = text[..<first].lastIndex { $0.isWhitespace }.map { text.index(after: $0) } ?? text.startIndex
        let quoted = text[..<last].firstIndex { $0 == "'" || $0 == "\"" }.map { text.index(after: $0) }
        let start = min(word, quoted ?? word)
        return text[..<start] + scheme(of: text[start..<last]) + "…" + text[last...]
    }

    private static func scheme(of address: Substring) -> Substring {
        guard let separator = address.firstRange(of: "://"),
            address[..<separator.lowerBound].allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber) })
        else { return "" }
        return address[..<separator.upperBound]
    }
}
