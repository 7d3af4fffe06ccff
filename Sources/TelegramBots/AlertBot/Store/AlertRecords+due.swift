import HelpdeskModels
import SQLDatabase

/// The things that become due with time.
extension AlertRecords {
    /// In the order in which it is done.
    enum DueKind: CaseIterable {
        case decisions, steps, unreachable, news, results
    }

    /// The things of a kind that are due now.
    func due(_ kind: DueKind, at now: Timestamp) throws -> [AlertInput.Due] {
        func numbers(_ sql: String) throws -> [Int64] {
            try db.rows(sql, now) { $0.integer(at: 0) }
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
            return try db.rows(
                """
                SELECT number FROM alert_incident
                WHERE state <> 'resolved' AND state <> 'acknowledged' AND step > 0 ORDER BY number
                """
            ) { .unreachable(incident: $0.integer(at: 0)) }
        case .news:
            return try numbers(
                "SELECT number FROM alert_incident WHERE state = 'acknowledged' AND news <= ? ORDER BY number"
            ).map { .news(incident: $0) }
        case .results:
            return try db.rows(
                "SELECT ordinal, incident FROM alert_broadcast WHERE done IS NULL ORDER BY ordinal"
            ) { .result(broadcast: $0.integer(at: 0), of: $0.integer(at: 1)) }
        }
    }

    /// Whether the fate of a message may be something to act on: a broadcast is under way, or an incident pages.
    func hasOpenResults() throws -> Bool {
        try db.row(
            """
            SELECT EXISTS (SELECT 1 FROM alert_broadcast WHERE done IS NULL)
                OR EXISTS (SELECT 1 FROM alert_incident WHERE state IN ('triggered', 'reopened'))
            """
        ) { $0.truth(at: 0) } ?? false
    }

    /// When something is to be done next without anybody's doing; nil for nothing.
    func nextDue() throws -> Timestamp? {
        try db.row(
            """
            SELECT MIN(due) FROM (
                SELECT MIN(due) AS due FROM alert_incident WHERE state <> 'resolved'
                UNION ALL SELECT MIN(news) FROM alert_incident WHERE state = 'acknowledged'
                UNION ALL SELECT MIN(decide_by) FROM alert_person WHERE decide_by IS NOT NULL) AS waiting
            """
        ) { $0.optionalTime(at: 0) }.flatMap(\.self)
    }

    /// The clock was set by so many milliseconds: what is due is due after as long as before.
    func shiftTimes(by milliseconds: Int64) throws {
        try db.execute(
            "UPDATE alert_incident SET due = due + ?1, news = news + ?1 WHERE state <> 'resolved'", milliseconds)
        try db.execute(
            "UPDATE alert_person SET decide_by = decide_by + ? WHERE decide_by IS NOT NULL", milliseconds)
    }

    /// Nothing is due later than it would be if it began now: the clock may have been set back while nothing ran.
    func limitTimes(_ timing: AlertTiming, choice: Double, at now: Timestamp) throws {
        for (column, rows, latest) in [
            ("news", "state <> 'resolved'", timing.news),
            ("due", "state = 'acknowledged'", timing.forgotten),
            ("due", "state IN ('triggered', 'reopened')", timing.escalation),
        ] {
            try db.execute(
                "UPDATE alert_incident SET \(column) = ?1 WHERE \(rows) AND \(column) > ?1", now.adding(seconds: latest)
            )
        }
        try db.execute(
            "UPDATE alert_person SET decide_by = ?1 WHERE decide_by > ?1", now.adding(seconds: choice))
    }
}
