import HelpdeskCore
import Synchronization

/// Counts the requests that go through it.
final class CountingTransport: Transport {
    private let transport: any Transport
    private let requests = Mutex(0)

    init(_ transport: any Transport) {
        self.transport = transport
    }

    var count: Int { requests.withLock { $0 } }

    func reset() { requests.withLock { $0 = 0 } }

    func send(_ request: TransportRequest) async throws(HelpdeskError) -> TransportResponse {
        requests.withLock { $0 += 1 }
        return try await transport.send(request)
    }
}
