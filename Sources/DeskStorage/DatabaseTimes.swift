import HelpdeskDesk
import Synchronization

/// How long the transactions of a desk take, by the operation that they serve, and how soon changes are told.
final class DatabaseTimes: Sendable {
    enum Kind: String {
        case read, write
    }

    private struct Key: Hashable {
        let operation: String
        let kind: Kind
    }

    private struct State {
        var transactions: [Key: Histogram] = [:]
        var feed = Histogram.transactions
    }

    private let state = Mutex(State())

    /// A transaction of the operation that the task works for has ended.
    func noteTransaction(_ kind: Kind, since start: ContinuousClock.Instant) {
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        let key = Key(operation: OperationName.current, kind: kind)
        state.withLock { $0.transactions[key, default: .transactions].add(seconds) }
    }

    /// Those who wait have been told of a change that was committed at `commit`.
    func noteTold(since commit: ContinuousClock.Instant) {
        let seconds = (ContinuousClock.now - commit) / .seconds(1)
        state.withLock { $0.feed.add(seconds) }
    }

    func metrics() -> [Metric] {
        let state = state.withLock { $0 }
        var transactions = Metric(
            "cabdesk_database_transaction_duration_seconds", .histogram,
            help: "Time of a transaction, the wait for a connection included.")
        for (key, histogram) in state.transactions.sorted(by: {
            ($0.key.operation, $0.key.kind.rawValue) < ($1.key.operation, $1.key.kind.rawValue)
        }) {
            transactions.add(histogram, ["operation": key.operation, "kind": key.kind.rawValue])
        }
        var feed = Metric(
            "cabdesk_feed_delay_seconds", .histogram,
            help: "Time from a commit of this server until those who wait at it are told of the change.")
        feed.add(state.feed)
        return [transactions, feed]
    }
}
