import CurlTransport
import Foundation
import HelpdeskCore
import HelpdeskModels
import TestSupport
import Testing

/// What synchronising with a Request Tracker costs, beside the same requests made by the curl program one after the
/// other. Only measured on demand: REQUEST_TRACKER_BULK names the description of an RT whose fleet has many tickets.
extension RealBackends {
    @Suite("Figures of Request Tracker", .enabled(if: Tracker.bulk != nil))
    struct TrackerFigures {
        @Test("first synchronisation and idle round")
        func figures() async throws {
            let tracker = try #require(Tracker.bulk)
            let transport = CountingTransport(try CurlTransport(caFile: tracker.caFile))
            let folder = try TemporaryFolder()
            let store = try Store(directory: folder.path + "/store")
            let engine = SyncEngine(store: store, backend: try tracker.backend("fleet", transport: transport))
            // A desk at work: the newest change is not of the minute in which everything else was.
            var mirror = Mirror()
            let newest = try await tracker.backend("fleet").changes(after: nil, limit: 100, wait: 0)
            let page = try await tracker.backend("fleet").changes(after: newest?.cursor, limit: 100, wait: 0)
            mirror.take(try #require(page))
            let ticket = try #require(mirror.tickets.keys.first)
            _ = try await tracker.backend("agent")
                .putMessage(.make(), ticket: ticket, NewMessage(origin: .cli, text: "Answer"))
            for name in ["first synchronisation", "round after it", "idle round"] {
                transport.reset()
                let clock = ContinuousClock()
                let own = try await clock.measure { _ = try await engine.syncOnce() }
                let requests = transport.requests
                let curl = try clock.measure { try Self.replay(requests, tracker, folder) }
                let ratio = own / curl
                print("\(name): \(requests.count) requests, \(own), curl \(curl), \(ratio) times curl")
            }
            #expect(try await store.counts()[.all] >= 2000)
        }

        /// One curl process, one connection.
        private static func replay(
            _ requests: [TransportRequest], _ tracker: Tracker, _ folder: TemporaryFolder
        ) throws {
            var cookie = ""
            for request in requests {
                if let field = request.headers.first(where: { $0.name == "cookie" }) { cookie = field.value }
            }
            let user = try tracker.user("fleet")
            var configuration: [String] = []
            for (index, request) in requests.enumerated() {
                if index > 0 { configuration.append("next") }
                configuration += [
                    "silent", "cacert = \"\(tracker.caFile)\"", "output = /dev/null", "compressed",
                    "url = \"\(request.url)\"", "request = \(request.method.rawValue)",
                ]
                for header in request.headers where header.name != "cookie" && header.name != "authorization" {
                    configuration.append("header = \"\(header.name): \(header.value)\"")
                }
                configuration.append(
                    cookie.isEmpty
                        ? "header = \"authorization: token \(user.token)\"" : "header = \"cookie: \(cookie)\"")
                if case .data(let data) = request.body {
                    configuration.append("data-binary = \"@\(try folder.write(data, to: "body-\(index)"))\"")
                }
            }
            let path = try folder.write(Data(configuration.joined(separator: "\n").utf8), to: "curl.conf")
            let process = Process()
            process.executableURL = URL(filePath: "/usr/bin/curl")
            process.arguments = ["--config", path]
            try process.run()
            process.waitUntilExit()
            #expect(process.terminationStatus == 0)
        }
    }
}
