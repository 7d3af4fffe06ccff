import HelpdeskDesk
import SQLDatabase
import Synchronization

/// Since when the oldest change waits for its number, as far as this server has seen it.
final class PendingChanges: Sendable {
    private let oldest = Mutex<(entry: Int64, since: ContinuousClock.Instant)?>(nil)

    /// `entry` is the place of the oldest change that waits; nil for none.
    func note(oldest entry: Int64?) {
        oldest.withLock { oldest in
            if oldest?.entry != entry { oldest = entry.map { ($0, .now) } }
        }
    }

    var metric: Metric {
        let seconds = oldest.withLock { oldest in oldest.map { (ContinuousClock.now - $0.since) / .seconds(1) } ?? 0 }
        return Metric(
            "cabdesk_feed_oldest_pending_seconds", .gauge,
            help: "How long the oldest committed change has been waiting for its place in the feed.", value: seconds)
    }
}

extension PostgresPool.Use {
    /// `limit` is the size of the pool.
    func metrics(limit: Int) -> [Metric] {
        var connections = Metric(
            "cabdesk_database_connections", .gauge, help: "Connections to the database, by what they do.")
        connections.add(Double(busy), ["state": "busy"])
        connections.add(Double(idle), ["state": "idle"])
        return [
            connections,
            Metric(
                "cabdesk_database_connections_limit", .gauge, help: "Connections at the most.", value: Double(limit)),
            Metric(
                "cabdesk_database_connections_made_total", .counter, help: "Connections that were made.",
                value: Double(connected)),
            Metric(
                "cabdesk_database_connection_failures_total", .counter,
                help: "Connections that could not be made: the database is away, or refused.",
                value: Double(unreachable)),
            Metric(
                "cabdesk_database_waiting", .gauge, help: "Transactions that wait for a connection now.",
                value: Double(waiting)),
            Metric(
                "cabdesk_database_waits_total", .counter, help: "Transactions that had to wait for a connection.",
                value: Double(waits)),
            Metric(
                "cabdesk_database_wait_seconds_total", .counter,
                help: "Time that transactions waited for a connection.", value: waitSeconds),
            Metric(
                "cabdesk_database_refused_total", .counter,
                help: "Transactions for which no connection became free in time.", value: Double(refused)),
            Metric(
                "cabdesk_database_repeated_total", .counter,
                help: "Transactions that were tried again because another one came in between.",
                value: Double(repeated)),
        ]
    }
}
