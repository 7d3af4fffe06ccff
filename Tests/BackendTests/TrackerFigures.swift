import CurlTransport
import Foundation
import HelpdeskCore
import HelpdeskModels
import HelpdeskTransport
import TestSupport
import Testing

/// The cost of synchronising with a Request Tracker, beside the same requests made by the curl program one after the
/// other. Only measured on demand, by Tests/RequestTracker/figures: REQUEST_TRACKER_BULK names the description of an RT
/// whose fleet has many tickets, REQUEST_TRACKER_RUNS how often.
extension RealBackends {
    @Suite("Figures of Request Tracker", .enabled(if: Tracker.bulk != nil))
    struct TrackerFigures {
        private struct Figure {
            var requests: Int
            var ratio: Double
            var seconds: Double
        }

        @Test("first synchronisation, round with a change, and idle round", .timeLimit(.minutes(30)))
        func figures() async throws {
            let runs = ProcessInfo.processInfo.environment["REQUEST_TRACKER_RUNS"].flatMap { Int($0) } ?? 3
            var figures: [String: [Figure]] = [:]
            let names = [
                "first synchronisation of 2,000 tickets, with all messages and the search index",
                "a round in which one ticket changed", "an idle round",
            ]
            for run in 0..<runs {
                let measured = try await measure(run)
                for (name, figure) in zip(names, measured) { figures[name, default: []].append(figure) }
            }
            for name in names {
                let of = figures[name] ?? []
                let requests = Self.median(of.map { Double($0.requests) })
                let ratio = Self.median(of.map(\.ratio))
                let seconds = Self.median(of.map(\.seconds))
                print(String(format: "| \(name) | %.0f | %.2f | %.2f |", requests, ratio, seconds))
            }
        }

        /// The first synchronisation, a round with a change and an idle one, by somebody new.
        private func measure(_ run: Int) async throws -> [Figure] {
            let tracker = try #require(Tracker.bulk)
            let transport = CountingTransport(try CurlTransport(caFile: tracker.caFile))
            let folder = try TemporaryFolder()
            let store = try Store(directory: folder.path + "/store")
            let engine = SyncEngine(store: store, backend: try tracker.backend("fleet", transport: transport))
            var found: [Figure] = []

            func round() async throws -> Figure {
                transport.reset()
                let clock = ContinuousClock()
                let own = try await clock.measure { _ = try await engine.syncOnce() }
                let requests = transport.requests
                let curl = try clock.measure { try Self.replay(requests, tracker, folder) }
                return Figure(requests: requests.count, ratio: own / curl, seconds: own / .seconds(1))
            }

            found.append(try await round())
            #expect(try await store.counts()[.all] >= 2000)
            // Until nothing more can happen in the seconds that were read.
            var idle = try await round()
            while idle.requests > 1 { idle = try await round() }
            let ticket = try #require(try await newest(tracker))
            _ = try await tracker.backend("agent")
                .putMessage(.make(), ticket: ticket, NewMessage(origin: .cli, text: "Answer \(run)"))
            found.append(try await round())
            idle = try await round()
            while idle.requests > 1 { idle = try await round() }
            found.append(idle)
            return found
        }

        private func newest(_ tracker: Tracker) async throws -> Ticket.ID? {
            let backend = try tracker.backend("fleet")
            var mirror = Mirror()
            for _ in 0..<2 {
                mirror.take(try #require(try await backend.changes(after: mirror.cursor, limit: 100, wait: 0)))
            }
            return mirror.tickets.keys.first
        }

        private static func median(_ values: [Double]) -> Double {
            let sorted = values.sorted()
            return sorted.isEmpty ? 0 : (sorted[sorted.count / 2] + sorted[(sorted.count - 1) / 2]) / 2
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
