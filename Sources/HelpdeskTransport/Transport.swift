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
