import Synchronization

/// Counts requests for Prometheus (text format 0.0.4). Labels name operations, never what somebody sent.
final class ServerMetrics: Sendable {
    private struct Series: Hashable {
        var method: String
        var path: String
        var status: Int
    }

    private struct Durations {
        var buckets = [Int](repeating: 0, count: ServerMetrics.bounds.count)
        var count = 0
        var sum = 0.0
    }

    private struct State {
        var requests: [Series: Int] = [:]
        var durations: [String: Durations] = [:]
    }

    /// Upper bounds in seconds.
    private static let bounds = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5]

    private let state = Mutex(State())

    /// A request to `path`, as the operation names it, was answered after so many seconds.
    func count(_ method: String, _ path: String, status: Int, seconds: Double) {
        state.withLock { state in
            state.requests[Series(method: method, path: path, status: status), default: 0] += 1
            var durations = state.durations[path] ?? Durations()
            for (index, bound) in Self.bounds.enumerated() where seconds <= bound { durations.buckets[index] += 1 }
            durations.count += 1
            durations.sum += seconds
            state.durations[path] = durations
        }
    }

    func exposition(openPolls: Int, connections: ConnectionRegistry) -> String {
        let state = state.withLock { $0 }
        var lines = [
            "# HELP cabdesk_requests_total Requests answered.", "# TYPE cabdesk_requests_total counter",
        ]
        lines += state.requests.map { series, count in
            #"cabdesk_requests_total{method="\#(series.method)",path="\#(series.path)",status="\#(series.status)"} \#(count)"#
        }.sorted()
        lines += [
            "# HELP cabdesk_request_duration_seconds Time until the answer began; long polls included.",
            "# TYPE cabdesk_request_duration_seconds histogram",
        ]
        for (path, durations) in state.durations.sorted(by: { $0.key < $1.key }) {
            let name = "cabdesk_request_duration_seconds"
            for (bound, count) in zip(Self.bounds, durations.buckets) {
                lines.append(#"\#(name)_bucket{path="\#(path)",le="\#(bound)"} \#(count)"#)
            }
            lines.append(#"\#(name)_bucket{path="\#(path)",le="+Inf"} \#(durations.count)"#)
            lines.append(#"\#(name)_sum{path="\#(path)"} \#(durations.sum)"#)
            lines.append(#"\#(name)_count{path="\#(path)"} \#(durations.count)"#)
        }
        lines += [
            "# HELP cabdesk_open_long_polls Requests that wait for a change.", "# TYPE cabdesk_open_long_polls gauge",
            "cabdesk_open_long_polls \(openPolls)",
            "# HELP cabdesk_open_connections Connections of clients and proxies.",
            "# TYPE cabdesk_open_connections gauge", "cabdesk_open_connections \(connections.count)",
            "# HELP cabdesk_connections_refused_total Connections for which there was no room.",
            "# TYPE cabdesk_connections_refused_total counter",
            "cabdesk_connections_refused_total \(connections.refused)",
            "# HELP cabdesk_connections_displaced_total Idle connections that made room for new ones.",
            "# TYPE cabdesk_connections_displaced_total counter",
            "cabdesk_connections_displaced_total \(connections.displaced)",
        ]
        return lines.joined(separator: "\n") + "\n"
    }
}
