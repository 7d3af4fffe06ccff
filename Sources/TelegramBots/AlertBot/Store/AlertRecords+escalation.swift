import GRDB
import HelpdeskModels

extension AlertRecords {
    /// Notes that a step is taken; throws a constraint error if it was taken before.
    func addStep(_ step: Int, round: Int, of incident: Int64, at time: Timestamp) throws {
        try db.execute(
            sql: "INSERT INTO alert_step(incident, round, step, at) VALUES (?, ?, ?, ?)",
            arguments: [incident, round, step, time.milliseconds])
    }

    /// How many steps the round of an incident has taken.
    func stepCount(of incident: AlertIncident) throws -> Int {
        try Int.fetchOne(
            db, sql: "SELECT COUNT(*) FROM alert_step WHERE incident = ? AND round = ?",
            arguments: [incident.number, incident.round]) ?? 0
    }

    func addPage(to chat: Int64, entry: Int64, step: Int, round: Int, of incident: Int64) throws {
        try db.execute(
            sql: "INSERT INTO alert_page(incident, round, step, chat, entry) VALUES (?, ?, ?, ?, ?)",
            arguments: [incident, round, step, chat, entry])
    }

    /// Everyone who was paged for an incident, in any round.
    func pagedChats(of incident: Int64) throws -> [Int64] {
        try Int64.fetchAll(
            db, sql: "SELECT DISTINCT chat FROM alert_page WHERE incident = ? ORDER BY chat", arguments: [incident])
    }

    /// The outbox entries of the step that an incident took last; empty before the first one of a round.
    func latestPages(of incident: AlertIncident) throws -> [Int64] {
        try Int64.fetchAll(
            db, sql: "SELECT entry FROM alert_page WHERE incident = ? AND round = ? AND step = ?",
            arguments: [incident.number, incident.round, incident.step - 1])
    }

    /// When whoever took an incident is to hear of what came in; sooner if it was set before.
    func setNews(_ incident: Int64, at time: Timestamp) throws {
        try db.execute(
            sql: "UPDATE alert_incident SET news = MIN(COALESCE(news, ?1), ?1) WHERE number = ?2",
            arguments: [time.milliseconds, incident])
    }

    /// Whoever took the incident has now seen all reports.
    func setTold(_ incident: Int64, at time: Timestamp) throws {
        try db.execute(
            sql: "UPDATE alert_incident SET told = ?, news = NULL WHERE number = ?",
            arguments: [time.milliseconds, incident])
    }

    /// What is due at an incident failed, and is tried again then.
    func putOff(incident: Int64, until time: Timestamp) throws {
        try db.execute(
            sql: "UPDATE alert_incident SET due = ? WHERE number = ?", arguments: [time.milliseconds, incident])
    }

    func putOff(newsOf incident: Int64, until time: Timestamp) throws {
        try db.execute(
            sql: "UPDATE alert_incident SET news = ? WHERE number = ?", arguments: [time.milliseconds, incident])
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

    /// Acknowledged incidents of which there is something new, with the time up to which it is known.
    func dueNews(at time: Timestamp) throws -> [(incident: Int64, told: Timestamp)] {
        try Row.fetchAll(
            db,
            sql: "SELECT number, told FROM alert_incident WHERE state = 'acknowledged' AND news <= ? ORDER BY number",
            arguments: [time.milliseconds]
        ).map { ($0["number"], Timestamp(milliseconds: $0["told"])) }
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
}
