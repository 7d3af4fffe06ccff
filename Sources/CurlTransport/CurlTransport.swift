import Foundation
public import HelpdeskTransport
import Synchronization

/// The transport over libcurl: HTTPS with HTTP/2, one thread for all transfers.
///
/// Unless one is given, a proxy is taken from the environment as the curl program does (`https_proxy`, `no_proxy`).
/// Connecting may take 10 seconds; a file is given up after 60 seconds in which nothing moved.
public final class CurlTransport: Transport, Sendable {
    private let caFile: String?
    private let proxy: String?
    private let allowsPlainLoopback: Bool
    private let log: ExchangeLog?
    /// Made for the first request: loading libcurl takes longer than painting the first screen.
    private let loaded = Mutex<CurlWorker?>(nil)

    /// `caFile`: a PEM file of certificate authorities that are trusted beside the system's. `proxy`: an address as
    /// CURLOPT_PROXY takes it. `allowsPlainLoopback`: whether `http` may be spoken with this machine itself, for a
    /// server beside that has no TLS. `log`: where each request is noted.
    ///
    /// Throws `certificateFileUnreadable`.
    public init(
        caFile: String? = nil, proxy: String? = nil, allowsPlainLoopback: Bool = false, log: ExchangeLog? = nil
    ) throws(TransportError) {
        if let caFile, access(caFile, R_OK) != 0 {
            throw TransportError(
                .certificateFileUnreadable, path: caFile, detail: String(cString: strerror(errno)))
        }
        self.caFile = caFile
        self.proxy = proxy
        self.allowsPlainLoopback = allowsPlainLoopback
        self.log = log
    }

    deinit {
        loaded.withLock { $0?.stop() }
    }

    public func send(_ request: TransportRequest) async throws(TransportError) -> TransportResponse {
        // Said here and not left to libcurl, so that not even a name is looked up.
        let address = request.url.lowercased()
        guard address.hasPrefix("https://") || allowsPlainLoopback && Self.isLoopback(address) else {
            throw TransportError(.insecureAddress)
        }
        let worker = try theWorker()
        let transfer = try Transfer(request)
        let id = worker.newID()
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                worker.submit(id, transfer, continuation)
            }
        } onCancel: {
            worker.cancel(id)
        }
        return try result.get()
    }

    private func theWorker() throws(TransportError) -> CurlWorker {
        try loaded.withLock { (known: inout sending CurlWorker?) throws(TransportError) -> CurlWorker in
            if let known { return known }
            let new = try CurlWorker(caFile: caFile, proxy: proxy, log: log)
            known = new
            return new
        }
    }

    /// `http` on an address of this machine: no name, which somebody could make mean another one.
    private static func isLoopback(_ address: String) -> Bool {
        ["http://127.0.0.1:", "http://127.0.0.1/", "http://[::1]:", "http://[::1]/"].contains { address.hasPrefix($0) }
    }
}
