import HelpdeskTransport
import Synchronization

/// Keeps the requests that go through it.
final class CountingTransport: Transport {
    private let transport: any Transport
    private let kept = Mutex<[TransportRequest]>([])

    init(_ transport: any Transport) {
        self.transport = transport
    }

    var requests: [TransportRequest] { kept.withLock { $0 } }
    var count: Int { requests.count }

    func reset() { kept.withLock { $0 = [] } }

    func send(_ request: TransportRequest) async throws(TransportError) -> TransportResponse {
        kept.withLock { $0.append(request) }
        return try await transport.send(request)
    }
}
