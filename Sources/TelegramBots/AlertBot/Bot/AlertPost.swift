import GRDB
import HelpdeskModels

/// The outbox, as the alert bot sees it. What is posted in a transaction leaves if, and only if, it commits.
protocol AlertPost: Sendable {
    /// Queues a message behind those for the same chat; returns the entry that ``outcome(of:in:)`` asks for.
    func post(_ message: AlertMessage, at time: Timestamp, in db: Database) throws -> Int64
    func outcome(of entry: Int64, in db: Database) throws -> AlertOutcome
}
