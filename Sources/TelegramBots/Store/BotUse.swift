package import HelpdeskModels
import SQLDatabase
import SystemKit

/// How a bot is doing at this moment, for metrics and for the doctor.
package struct BotUse: Hashable, Sendable {
    /// Calls that wait to be sent, or are being sent.
    package var waiting: Int
    /// When the oldest of them was queued.
    package var oldestWaiting: Timestamp?
    /// Of the alert bot: when the oldest page was queued that has not been sent. One that was refused counts no more.
    package var oldestPage: Timestamp?
    /// Of the alert bot: incidents that are not resolved.
    package var openIncidents: Int?
    /// Updates that could not be understood and were set aside.
    package var setAside: Int
    /// Calls of which nobody knows whether they arrived.
    package var unknown: Int
    /// Calls that Telegram refused for good.
    package var failed: Int
    /// The process that runs the bot, with its machine; nil if none does, and for a SQLite file, where nobody knows.
    package var holder: String?

    init(_ database: any BotDatabase) throws {
        self = try database.readWaiting { try BotUse($0) }
        holder = try database.holder()
    }

    private init(_ db: any BotRows) throws {
        func count(_ rows: String) throws -> Int {
            try db.row("SELECT COUNT(*) FROM \(rows)") { Int($0.integer(at: 0)) } ?? 0
        }
        func oldest(_ rows: String) throws -> Timestamp? {
            try db.row("SELECT MIN(queued) FROM \(rows)") { $0.optionalTime(at: 0) }.flatMap(\.self)
        }
        waiting = try count("outbox WHERE state IN ('queued', 'sending')")
        oldestWaiting = try oldest("outbox WHERE state IN ('queued', 'sending')")
        setAside = try count("inbox WHERE state = 'poison'")
        unknown = try count("outbox WHERE state = 'unknown'")
        failed = try count("outbox WHERE state = 'failed'")
        guard try db.hasTable("alert_page") else { return }
        oldestPage = try oldest(
            "outbox WHERE state IN ('queued', 'sending') AND id IN (SELECT entry FROM alert_page)")
        openIncidents = try count("alert_incident WHERE state <> 'resolved'")
    }
}

extension BotStore {
    /// Reads it on a thread that may wait.
    func use() async throws -> BotUse {
        try await BlockingWork.run { [database] in try BotUse(database) }
    }
}
