public import HelpdeskCore

/// The transport over libcurl: HTTPS with HTTP/2, one thread for all transfers.
public final class CurlTransport: Transport, Sendable {
    /// `caFile`: a PEM file of certificate authorities that are trusted beside the system's.
    ///
    /// Throws `certificateFileUnreadable`.
    public init(caFile: String? = nil) throws(HelpdeskError) {}

    public func send(_ request: TransportRequest) async throws(HelpdeskError) -> TransportResponse {
        throw HelpdeskError(.unreachable)
    }
}
