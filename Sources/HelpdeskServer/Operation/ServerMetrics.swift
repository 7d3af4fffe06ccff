import HelpdeskDesk
import Synchronization

/// Counts requests. Labels name operations, never what somebody sent.
final class ServerMetrics: Sendable {
    private struct Series: Hashable {
        var method: String
        var path: String
        var status: Int
    }

    private struct State {
        var requests: [Series: Int] = [:]
        var durations: [String: Histogram] = [:]
    }

    private let state = Mutex(State())

    /// A request to `path`, as the operation names it, was answered after so many seconds.
    func count(_ method: String, _ path: String, status: Int, seconds: Double) {
        state.withLock { state in
            state.requests[Series(method: method, path: path, status: status), default: 0] += 1
            state.durations[path, default: .requests].add(seconds)
        }
    }

    func metrics(openPolls: Int, connections: ConnectionRegistry) -> [Metric] {
        let state = state.withLock { $0 }
        var requests = Metric("cabdesk_requests_total", .counter, help: "Requests answered.")
        for (series, count) in state.requests.sorted(by: {
            ($0.key.path, $0.key.method, $0.key.status) < ($1.key.path, $1.key.method, $1.key.status)
        }) {
            requests.add(
                Double(count), ["method": series.method, "path": series.path, "status": "\(series.status)"])
        }
        var durations = Metric(
            "cabdesk_request_duration_seconds", .histogram,
            help: "Time until the answer began; long polls (/v1/changes) wait up to a minute.")
        for (path, histogram) in state.durations.sorted(by: { $0.key < $1.key }) {
            durations.add(histogram, ["path": path])
        }
        return [
            requests, durations,
            Metric(
                "cabdesk_open_long_polls", .gauge, help: "Requests that wait for a change.",
                value: Double(openPolls)),
            Metric(
                "cabdesk_open_connections", .gauge, help: "Connections of clients and proxies.",
                value: Double(connections.count)),
            Metric(
                "cabdesk_connections_refused_total", .counter, help: "Connections for which there was no room.",
                value: Double(connections.refused)),
            Metric(
                "cabdesk_connections_displaced_total", .counter,
                help: "Idle connections that made room for new ones.", value: Double(connections.displaced)),
        ]
    }
}
