import Foundation
public import HelpdeskTransport
import Synchronization

/// The transport over libcurl: HTTPS with HTTP/2, one thread for all transfers.
///
/// Without an explicit proxy, the environment decides as for the curl program (`https_proxy`, `no_proxy`). Connecting
/// may take 10 seconds; a file transfer fails after 60 seconds without data.
public final class CurlTransport: Transport, WaitingTransport, Sendable {
    private let caFile: String?
    private let proxy: String?
    private let allowsPlainLoopback: Bool
    private let log: ExchangeLog?
    /// Created with the first request, because loading libcurl takes longer than painting the first screen.
    private let loaded = Mutex<CurlWorker?>(nil)

    /// `caFile`: a PEM file of certificate authorities to trust in addition to the system's. `proxy`: an address for
    /// CURLOPT_PROXY. `allowsPlainLoopback`: whether to allow `http` to this machine itself, for a local server without
    /// TLS. `log`: takes each exchange.
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
        try check(request)
        let worker = try startedWorker()
        let transfer = try Transfer(request)
        let id = worker.newID()
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                worker.submit(id, transfer) { continuation.resume(returning: $0) }
            }
        } onCancel: {
            worker.cancel(id)
        }
        return try result.get()
    }

    public func sendWaiting(_ request: TransportRequest) throws(TransportError) -> TransportResponse {
        try check(request)
        let worker = try startedWorker()
        let outcome = Mutex<CurlWorker.Outcome?>(nil)
        let end = DispatchSemaphore(value: 0)
        worker.submit(worker.newID(), try Transfer(request)) { result in
            outcome.withLock { $0 = result }
            end.signal()
        }
        end.wait()
        guard let result = outcome.withLock({ $0 }) else { throw TransportError(.unexpected, detail: "no outcome") }
        return try result.get()
    }

    /// Checked here and not by libcurl, so that not even a name is looked up.
    private func check(_ request: TransportRequest) throws(TransportError) {
        let address = request.url.lowercased()
        guard address.hasPrefix("https://") || allowsPlainLoopback && Self.isLoopback(address) else {
            throw TransportError(.insecureAddress)
        }
    }

    private func startedWorker() throws(TransportError) -> CurlWorker {
        try loaded.withLock { (known: inout sending CurlWorker?) throws(TransportError) -> CurlWorker in
            if let known { return known }
            let new = try CurlWorker(caFile: caFile, proxy: proxy, log: log)
            known = new
            return new
        }
    }

    /// Whether it is `http` to an address of this machine. A name does not count: it could resolve to another machine.
    private static func isLoopback(_ address: String) -> Bool {
        ["http://127.0.0.1:", "http://127.0.0.1/", "http://[::1]:", "http://[::1]/"].contains { address.hasPrefix($0) }
    }
}
