import HelpdeskModels
import SQLDatabase

/// Notices that the clock of the machine was set, and moves along what waits for a time.
///
/// Times are kept by that clock, because only it goes on while nothing runs. A bot that paged by it alone would page an
/// hour late when it is set back by an hour.
struct ClockWatch: Sendable {
    /// A moment by the clock that can be set and by the one that cannot.
    struct Reading: Hashable, Sendable {
        var clock: Timestamp
        /// Since any beginning; counts on while the machine sleeps.
        var uptime: Duration
    }

    /// A smaller difference is no jump, but slewing by NTP or the time between two readings; in milliseconds.
    private static let tolerance: Int64 = 1000

    private var last: Reading

    init(_ first: Reading) { last = first }

    /// By how many milliseconds the clock was set since the last reading; nil if it was not.
    mutating func jump(to reading: Reading) -> Int64? {
        let passed = (reading.uptime - last.uptime) / .milliseconds(1)
        let difference = Double(reading.clock.milliseconds - last.clock.milliseconds) - passed
        last = reading
        return abs(difference) > Double(Self.tolerance) ? Int64(difference) : nil
    }
}

extension BotStore {
    /// The clock was set by so many milliseconds: everything that waits, waits as long as before.
    func shiftTimes(by milliseconds: Int64, _ others: @Sendable (Int64, any BotRows) throws -> Void) async throws {
        try await write { db in
            for (table, columns, rows) in [
                ("inbox", ["due", "received"], "TRUE"),
                ("outbox", ["due", "queued"], "state IN ('queued', 'sending')"),
                ("chat", ["paused_until"], "paused_until > 0"),
            ] {
                let changes = columns.map { "\($0) = \($0) + \(milliseconds)" }.joined(separator: ", ")
                try db.execute("UPDATE \(table) SET \(changes) WHERE \(rows)")
            }
            if let answered = try db.lastAnswer() {
                try db.setMeta("last_answer", to: "\(answered.milliseconds + milliseconds)")
            }
            try others(milliseconds, db)
        }
        arrivals.wake()
    }

    /// After a start: nothing waits longer than it ever would, however the clock was set while nothing ran.
    func limitTimes(at now: Timestamp, _ others: @Sendable (Timestamp, any BotRows) throws -> Void) async throws {
        let (soon, pause) = (now.adding(seconds: 60), now.adding(seconds: 3600))
        try await write { db in
            try db.execute("UPDATE inbox SET due = ?1 WHERE state = 'new' AND due > ?1", soon)
            try db.execute("UPDATE outbox SET due = ?1 WHERE state = 'queued' AND due > ?1", soon)
            try db.execute("UPDATE chat SET paused_until = ?1 WHERE paused_until > ?1", pause)
            try others(now, db)
        }
    }
}

extension Duration {
    /// In seconds, with a fraction.
    var seconds: Double {
        Double(components.seconds) + Double(components.attoseconds) / 1e18
    }
}
