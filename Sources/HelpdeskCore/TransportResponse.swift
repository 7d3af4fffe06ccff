public import Foundation

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
