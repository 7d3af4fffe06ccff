import CurlTransport
import Foundation
import HelpdeskCore
import HelpdeskTransport
import TestSupport
import Testing

/// The debug log of requests to a real server with TLS.
struct TransportLogTests {
    let server: LocalServer
    let folder: TemporaryFolder
    let log: DebugLog

    init() throws {
        server = try LocalServer.shared.get()
        folder = try TemporaryFolder()
        log = try DebugLog.open(folder.path + "/log")
    }

    private func text() throws -> String { try String(contentsOfFile: folder.path + "/log", encoding: .utf8) }

    @Test("An answer is noted with its figures, and without host, header or body")
    func answer() async throws {
        let transport = try CurlTransport(caFile: server.caFile, log: log.exchanges)
        _ = try await transport.send(
            TransportRequest(.get, url: server.url("/hello"), headers: [.init("authorization", "hidden")]))
        let text = try text()
        #expect(text.contains("exchange GET /* status=200 sent=0 received=6 ms="))
        #expect(text.contains("connection=new"))
        #expect(!text.contains("hidden") && !text.contains("127.0.0.1"))
    }

    @Test("A failure is noted by libcurl's number")
    func failure() async throws {
        let transport = try CurlTransport(caFile: server.otherCAFile, log: log.exchanges)
        for url in [server.url("/v1/me"), "https://127.0.0.1:9/v1/desk"] {
            await #expect(throws: TransportError.self) { try await transport.send(TransportRequest(.get, url: url)) }
        }
        let lines = try text().split(separator: "\n")
        #expect(lines.first?.contains("GET /v1/me status=0") == true)
        #expect(lines.first?.contains("curl=60 (") == true)
        #expect(lines.first?.contains("error=untrustedCertificate") == true)
        #expect(lines.last?.contains("curl=7 (") == true)
        #expect(lines.last?.contains("errno=111") == true)
    }

    @Test(
        "A proxy's password is in no error and not in the log",
        arguments: [
            "odd://user:hidden@127.0.0.1:1", "http://user:hidden@127.0.0.1:1", "http://user:hid den@127.0.0.1:1",
            "http://user:hidden@127.0.0.1:99999", "http://user:hidden@nobody.invalid", "user:hidden",
        ])
    func proxy(_ proxy: String) async throws {
        let transport = try CurlTransport(caFile: server.caFile, proxy: proxy, log: log.exchanges)
        let error = await #expect(throws: TransportError.self) {
            try await transport.send(TransportRequest(.get, url: server.url("/hello")))
        }
        let said = error.map { "\($0)" } ?? ""
        #expect(!said.contains("hid") && !said.contains("den@"))
        #expect(try !text().contains("hid"))
    }
}
