import HelpdeskCore
import HelpdeskModels
import TestSupport
import Testing

@Suite("Many requests on a kept connection")
struct ManyRequestsTests {
    // The server's HTTP/2 ends a connection after some 200 answers in half a minute, because of a frame that libcurl sends
    // with each.
    @Test("A server that ends the connection of HTTP/2 between two requests is not noticed")
    func endedConnection() async throws {
        let backend = try #require(NativeDesk.shared).conformance.customer()
        for _ in 0..<450 { _ = try await backend.me() }
    }
}
