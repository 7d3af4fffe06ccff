import GRDB
import HelpdeskModels

/// The things that become due with time.
extension AlertRecords {
    /// In the order in which it is done.
    enum DueKind: CaseIterable {
        case decisions, steps, unreachable, news, results
    }

    /// The things of a kind that are due now.
    func due(_ kind: DueKind, at now: Timestamp) throws -> [AlertInput.Due] {
        func numbers(_ sql: String) throws -> [Int64] {
            try Int64.fetchAll(db, sql: sql, arguments: [now.milliseconds])
        }
        switch kind {
        case .decisions:
            return try numbers("SELECT chat FROM alert_person WHERE decide_by <= ? ORDER BY decide_by, chat")
                .map { .decision(chat: $0) }
        case .steps:
            return try numbers(
                "SELECT number FROM alert_incident WHERE state <> 'resolved' AND due <= ? ORDER BY due, number"
            ).map { .step(incident: $0) }
        case .unreachable:
            return try Int64.fetchAll(
                db,
                sql: """
                    SELECT number FROM alert_incident
                    WHERE state <> 'resolved' AND state <> 'acknowledged' AND step > 0 ORDER BY number
                    """
            ).map { .unreachable(incident: $0) }
        case .news:
            return try numbers(
                "SELECT number FROM alert_incident WHERE state = 'acknowledged' AND news <= ? ORDER BY number"
            ).map { .news(incident: $0) }
        case .results:
            return try Row.fetchAll(
                db, sql: "SELECT ordinal, incident FROM alert_broadcast WHERE done IS NULL ORDER BY ordinal"
            ).map { .result(broadcast: $0["ordinal"], of: $0["incident"]) }
        }
    }

    /// Whether the fate of a message may be something to act on: a broadcast is under way, or an incident pages.
    func hasOpenResults() throws -> Bool {
        try Bool.fetchOne(
            db,
            sql: """
                SELECT EXISTS (SELECT 1 FROM alert_broadcast WHERE done IS NULL)
                    OR EXISTS (SELECT 1 FROM alert_incident WHERE state IN ('triggered', 'reopened'))
                """
        ) ?? false
    }

    /// When something is to be done next without anybody's doing; nil for nothing.
    func nextDue() throws -> Timestamp? {
        try Int64.fetchOne(
            db,
            sql: """
                SELECT MIN(due) FROM (
                    SELECT MIN(due) AS due FROM alert_incident WHERE state <> 'resolved'
                    UNION ALL SELECT MIN(news) FROM alert_incident WHERE state = 'acknowledged'
                    UNION ALL SELECT MIN(decide_by) FROM alert_person WHERE decide_by IS NOT NULL)
                """
        ).map(Timestamp.init(milliseconds:))
    }

    /// The clock was set by so many milliseconds: what is due is due after as long as before.
    func shiftTimes(by milliseconds: Int64) throws {
        try db.execute(
            sql: "UPDATE alert_incident SET due = due + ?1, news = news + ?1 WHERE state <> 'resolved'",
            arguments: [milliseconds])
        try db.execute(
            sql: "UPDATE alert_person SET decide_by = decide_by + ? WHERE decide_by IS NOT NULL",
            arguments: [milliseconds])
    }

    /// Nothing is due later than it would be if it began now: the clock may have been set back while nothing ran.
    func limitTimes(_ timing: AlertTiming, choice: Double, at now: Timestamp) throws {
        func latest(_ seconds: Double) -> Int64 { now.adding(seconds: seconds).milliseconds }
        try db.execute(
            sql: """
                UPDATE alert_incident SET news = MIN(news, ?1),
                    due = MIN(due, CASE state WHEN 'acknowledged' THEN ?2 ELSE ?3 END)
                WHERE state <> 'resolved'
                """, arguments: [latest(timing.news), latest(timing.forgotten), latest(timing.escalation)])
        try db.execute(
            sql: "UPDATE alert_person SET decide_by = MIN(decide_by, ?) WHERE decide_by IS NOT NULL",
            arguments: [latest(choice)])
    }
}
