import GRDB
import HelpdeskModels

extension AlertRecords {
    func incident(_ number: Int64) throws -> AlertIncident? {
        try row("SELECT * FROM alert_incident WHERE number = ?", [number])
    }

    /// The oldest open incident of a kind: the one that reports join.
    func openIncident(_ kind: IncidentKind) throws -> AlertIncident? {
        try row(
            "SELECT * FROM alert_incident WHERE kind = ? AND state <> 'resolved' ORDER BY number LIMIT 1",
            [kind.rawValue])
    }

    /// The incident of a kind that was resolved last.
    func lastResolved(_ kind: IncidentKind) throws -> AlertIncident? {
        try row(
            """
            SELECT * FROM alert_incident WHERE kind = ? AND state = 'resolved' AND merged_into IS NULL
            ORDER BY resolved DESC, number DESC LIMIT 1
            """, [kind.rawValue])
    }

    func openIncidents() throws -> [AlertIncident] {
        try rows("SELECT * FROM alert_incident WHERE state <> 'resolved' ORDER BY number", [])
    }

    /// Those whose next step is due.
    func dueIncidents(at time: Timestamp) throws -> [AlertIncident] {
        try rows(
            "SELECT * FROM alert_incident WHERE state <> 'resolved' AND due <= ? ORDER BY due, number",
            [time.milliseconds])
    }

    func addIncident(_ kind: IncidentKind, at time: Timestamp) throws -> AlertIncident {
        let id = EntityID<AlertIncident>.make(at: time)
        try db.execute(
            sql: """
                INSERT INTO alert_incident(id, kind, state, opened, round, step, due, told)
                VALUES (?, ?, 'triggered', ?, 0, 0, ?, ?)
                """,
            arguments: [id.description, kind.rawValue, time.milliseconds, time.milliseconds, time.milliseconds])
        return AlertIncident(number: db.lastInsertedRowID, id: id, kind: kind, opened: time)
    }

    /// Stores what the rules made of an incident; the desk is to hear of it.
    func save(_ incident: AlertIncident) throws {
        try db.execute(
            sql: """
                UPDATE alert_incident SET kind = ?, state = ?, acknowledged = ?, acknowledged_by = ?,
                    acknowledged_name = ?, resolved = ?, resolved_by = ?, resolved_name = ?, merged_into = ?, round = ?,
                    step = ?, due = ?, forgotten_by = ?, forgotten_at = ?, revision = revision + 1
                WHERE number = ?
                """,
            arguments: [
                incident.kind.rawValue, incident.state.rawValue, incident.acknowledged?.at.milliseconds,
                incident.acknowledged?.by.telegram, incident.acknowledged?.by.name, incident.resolved?.at.milliseconds,
                incident.resolved?.by.telegram, incident.resolved?.by.name, incident.mergedInto, incident.round,
                incident.step, incident.due?.milliseconds, incident.forgotten?.by.name,
                incident.forgotten?.at.milliseconds, incident.number,
            ])
    }

    private func row(_ sql: String, _ arguments: StatementArguments) throws -> AlertIncident? {
        try Row.fetchOne(db, sql: sql, arguments: arguments).flatMap(AlertIncident.init(row:))
    }

    private func rows(_ sql: String, _ arguments: StatementArguments) throws -> [AlertIncident] {
        try Row.fetchAll(db, sql: sql, arguments: arguments).compactMap(AlertIncident.init(row:))
    }
}
