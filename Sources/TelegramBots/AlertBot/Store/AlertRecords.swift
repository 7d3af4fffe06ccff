import GRDB
import HelpdeskModels

/// The alert bot's tables within one transaction. What is written is meant by the methods' names.
struct AlertRecords {
    let db: Database
}

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

extension AlertIncident {
    /// Nil for a row that no version of the program writes.
    init?(row: Row) {
        guard let id = EntityID<AlertIncident>(row["id"] as String), let kind = IncidentKind(rawValue: row["kind"]),
            let state = IncidentState(rawValue: row["state"])
        else { return nil }
        self.init(number: row["number"], id: id, kind: kind, opened: Timestamp(milliseconds: row["opened"]))
        self.state = state
        acknowledged = Self.action(row["acknowledged"], row["acknowledged_by"], row["acknowledged_name"])
        resolved = Self.action(row["resolved"], row["resolved_by"], row["resolved_name"])
        forgotten = Self.action(row["forgotten_at"], 0, row["forgotten_by"])
        mergedInto = row["merged_into"]
        round = row["round"]
        step = row["step"]
        due = (row["due"] as Int64?).map(Timestamp.init(milliseconds:))
    }

    private static func action(_ at: Int64?, _ by: Int64?, _ name: String?) -> IncidentAction? {
        guard let at, let by, let name else { return nil }
        return IncidentAction(by: StaffMember(telegram: by, name: name), at: Timestamp(milliseconds: at))
    }
}

extension AlertRecords {
    /// Incidents that the desk does not have as they are now, each with its revision. What nobody has sorted is in no
    /// banner.
    func unpublished(limit: Int) throws -> [(incident: Incident, number: Int64, revision: Int)] {
        let rows = try Row.fetchAll(
            db,
            sql: "SELECT * FROM alert_incident WHERE published < revision AND kind <> 'u' ORDER BY number LIMIT ?",
            arguments: [limit])
        return try rows.compactMap { row in
            guard let own = AlertIncident(row: row) else { return nil }
            let count = try reportCount(of: own.number)
            guard let incident = Incident(own, reportCount: count) else { return nil }
            return (incident, own.number, row["revision"])
        }
    }

    func setPublished(_ revision: Int, of incident: Int64) throws {
        try db.execute(
            sql: "UPDATE alert_incident SET published = MAX(published, ?) WHERE number = ?",
            arguments: [revision, incident])
    }
}
