import Foundation
import HTTPTypes
import HelpdeskModels
import SQLDatabase
import Testing

@testable import DeskStorage
@testable import HelpdeskDesk
@testable import HelpdeskServer

/// What Prometheus reads, and the rules and the dashboard that are made of it.
@Suite struct MetricsTests {
    let desk: TestDesk
    private let token: AccessToken

    init() throws {
        desk = try TestDesk()
        try desk.helpdesk.addUser(User(id: "root", name: "Root", role: .admin, service: nil))
        token = try desk.helpdesk.createToken(for: "root", label: "").token
    }

    private func lines() async throws -> [Substring] {
        let answer = try await desk.send(
            .get, "/metrics", as: nil, headers: [.authorization: "Bearer \(token.text)"])
        #expect(answer.status == 200 && answer.headers[.contentType] == Exposition.mediaType)
        let text = String(decoding: answer.body, as: UTF8.self)
        #expect(text.hasSuffix("\n"))
        return text.split(separator: "\n")
    }

    @Test func `the metrics are an administrator's, and count by operation`() async throws {
        _ = try await desk.get("/v1/me", as: TestDesk.ann)
        #expect(try await desk.get("/metrics", as: TestDesk.greta).status == 403)
        let lines = try await lines()
        #expect(lines.contains(#"cabdesk_requests_total{method="GET",path="/v1/me",status="200"} 1"#))
        #expect(lines.contains(#"cabdesk_requests_total{method="GET",path="/metrics",status="403"} 1"#))
        #expect(lines.contains("cabdesk_open_connections 0"))
        #expect(lines.contains("cabdesk_ready 1"))
        #expect(lines.contains("cabdesk_open_incidents 0"))
    }

    @Test func `transactions are counted by the operation that they serve, and changes by when they are told`()
        async throws
    {
        _ = try await desk.get("/v1/me", as: TestDesk.ann)
        _ = try await desk.file()
        let lines = try await lines()
        func count(_ operation: String, _ kind: String) -> Int? {
            let beginning =
                "cabdesk_database_transaction_duration_seconds_count{operation=\"\(operation)\",kind=\"\(kind)\"} "
            return lines.first { $0.hasPrefix(beginning) }.flatMap { Int($0.dropFirst(beginning.count)) }
        }
        #expect((count("GET /v1/me", "read") ?? 0) >= 1)
        #expect(count("PUT /v1/tickets/{ticket}", "write") == 1)
        #expect(lines.contains("cabdesk_feed_delay_seconds_count 1"))
    }

    @Test func `the text is as the format wants it`() async throws {
        for user in [TestDesk.ann, TestDesk.greta] { _ = try await desk.get("/v1/changes", as: user) }
        _ = try await desk.file()
        let sample = #/([a-z_]+)(?:\{((?:[a-z]+="[^"\n]*",?)*)\})? (\S+)/#
        var (kinds, current): ([String: String], String) = ([:], "")
        var buckets: [String: [Double]] = [:]
        var (series, count): (Set<String>, Int) = ([], 0)
        for line in try await lines() {
            if line.hasPrefix("# TYPE ") {
                let words = line.split(separator: " ").map(String.init)
                current = words[2]
                #expect(kinds[current] == nil, "the samples of \(current) do not follow each other")
                kinds[current] = words[3]
                continue
            }
            guard !line.hasPrefix("# HELP ") else { continue }
            let match = try #require(line.wholeMatch(of: sample), "\(line)")
            count += 1
            let (name, value) = (String(match.1), try #require(Double(match.3)))
            #expect(series.insert("\(name){\(match.2 ?? "")}").inserted, "\(line)")
            #expect(name == current || (kinds[current] == "histogram" && name.hasPrefix(current)), "\(line)")
            #expect((kinds[current] == "counter") == name.hasSuffix("_total"), "\(line)")
            #expect(kinds[current] != "histogram" || current.hasSuffix("_seconds"), "\(line)")
            if name.hasSuffix("_bucket") {
                let labels = String(match.2 ?? "").split(separator: "le=")[0]
                buckets["\(name){\(labels)", default: []].append(value)
            }
        }
        #expect(count > 50 && !buckets.isEmpty)
        for (name, values) in buckets { #expect(values == values.sorted(), "\(name)") }
    }

    @Test func `a histogram counts what is under each bound, and has room for a long poll`() {
        var histogram = Histogram(bounds: [1, 2])
        for value in [0.5, 1, 1.5, 60] { histogram.add(value) }
        var metric = Metric("cabdesk_test_seconds", .histogram, help: "A \"test\".")
        metric.add(histogram, ["part": "a\\b\"c\nd"])
        let text = Exposition([metric]).text
        let labels = #"{part="a\\b\"c\nd""#
        #expect(
            text == """
                # HELP cabdesk_test_seconds A "test".
                # TYPE cabdesk_test_seconds histogram
                cabdesk_test_seconds_bucket\(labels),le="1.0"} 2
                cabdesk_test_seconds_bucket\(labels),le="2.0"} 3
                cabdesk_test_seconds_bucket\(labels),le="+Inf"} 4
                cabdesk_test_seconds_sum\(labels)} 63
                cabdesk_test_seconds_count\(labels)} 4

                """)
        // The longest poll ends in a bucket of its own, before those that took too long.
        let longest = Double(Limits.maxWait)
        #expect(Histogram.requests.bounds.contains { $0 > longest && $0 < longest + 5 })
        #expect(Histogram.requests.bounds.contains { $0 > 1.5 * longest })
    }

    @Test(arguments: ["cabdesk-alerts.yml", "cabdesk-dashboard.json"])
    func `every figure that the rules and the dashboard name is there`(file: String) async throws {
        let url = URL(filePath: #filePath).appending(path: "../../../packaging/monitoring/\(file)").standardizedFileURL
        let text = try String(contentsOf: url, encoding: .utf8)
        let named = Set(text.matches(of: /cabdesk_[a-z_]+/).map { String($0.output) })
        #expect(named.count > 8)
        _ = try await desk.file()
        var metrics = await Exposition(desk.environment, sources: []).metrics
        // Those of PostgreSQL and the object store, also where the tests run without; a test of the bots looks for theirs.
        metrics += PostgresPool(PostgresSettings(parameters: [:])).use.metrics(limit: 1) + [PendingChanges().metric]
        metrics += ObjectStoreUse().metrics
        var exposed: Set<String> = []
        for metric in metrics {
            for sample in metric.samples { exposed.insert(metric.name + sample.suffix) }
        }
        let unknown = named.subtracting(exposed).filter { !$0.hasPrefix("cabdesk_bot_") }
        #expect(unknown.isEmpty, "\(unknown.sorted())")
    }
}
