import GRDB
import HelpdeskModels

extension AlertRecords {
    /// The reports of an incident, oldest first, with everything that was written.
    func reports(of incident: Int64, changedSince time: Timestamp? = nil) throws -> [IncidentReport] {
        let rows = try Row.fetchAll(
            db, sql: "SELECT * FROM alert_report WHERE incident = ? AND changed >= ? ORDER BY number",
            arguments: [incident, time?.milliseconds ?? Int64.min])
        return try rows.map { try report($0) }
    }

    func reportCount(of incident: Int64) throws -> Int {
        try Int.fetchOne(db, sql: "SELECT COUNT(*) FROM alert_report WHERE incident = ?", arguments: [incident]) ?? 0
    }

    func report(numbered number: Int64) throws -> IncidentReport? {
        let row = try Row.fetchOne(db, sql: "SELECT * FROM alert_report WHERE number = ?", arguments: [number])
        return try row.map { try report($0) }
    }

    /// The latest report of a chat that is in an open incident; with a kind, in one of that kind.
    func openReport(of chat: Int64, in incident: Int64? = nil) throws -> IncidentReport? {
        let row = try Row.fetchOne(
            db,
            sql: """
                SELECT alert_report.* FROM alert_report JOIN alert_incident ON alert_incident.number = incident
                WHERE chat = ?1 AND state <> 'resolved' AND (?2 IS NULL OR incident = ?2)
                ORDER BY alert_report.changed DESC, alert_report.number DESC LIMIT 1
                """, arguments: [chat, incident])
        return try row.map { try report($0) }
    }

    func addReport(
        to incident: Int64, by person: AlertPerson, service: ReportedService?, remarks: [AlertRemark],
        at time: Timestamp
    ) throws -> IncidentReport {
        try db.execute(
            sql: """
                INSERT INTO alert_report(incident, chat, reporter, service, service_name, created, changed)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                incident, person.chat, person.name, service?.id?.rawValue, service?.name, time.milliseconds,
                time.milliseconds,
            ])
        let number = db.lastInsertedRowID
        for remark in remarks { try addRemark(remark, to: number, at: time) }
        try noteChange(of: incident)
        return IncidentReport(
            number: number, incident: incident, chat: person.chat, reporter: person.name, service: service,
            created: time, remarks: remarks)
    }

    func addRemark(_ remark: AlertRemark, to report: Int64, at time: Timestamp) throws {
        try db.execute(
            sql: "INSERT INTO alert_remark(report, text, file_kind, file, created) VALUES (?, ?, ?, ?, ?)",
            arguments: [report, remark.text, remark.file?.kind.rawValue, remark.file?.id, time.milliseconds])
        try touch(report, at: time)
    }

    func setService(_ service: ReportedService, ofReport report: Int64, at time: Timestamp) throws {
        try db.execute(
            sql: "UPDATE alert_report SET service = ?, service_name = ? WHERE number = ?",
            arguments: [service.id?.rawValue, service.name, report])
        try touch(report, at: time)
    }

    func move(report: Int64, to incident: Int64, at time: Timestamp) throws {
        try db.execute(
            sql: "UPDATE alert_report SET incident = ? WHERE number = ?", arguments: [incident, report])
        try touch(report, at: time)
    }

    func moveReports(of incident: Int64, to other: Int64, at time: Timestamp) throws {
        for report in try reports(of: incident) { try move(report: report.number, to: other, at: time) }
    }

    private func touch(_ report: Int64, at time: Timestamp) throws {
        try db.execute(
            sql: "UPDATE alert_report SET changed = ? WHERE number = ?", arguments: [time.milliseconds, report])
    }

    /// The number of reports is part of what the desk shows.
    func noteChange(of incident: Int64) throws {
        try db.execute(
            sql: "UPDATE alert_incident SET revision = revision + 1 WHERE number = ?", arguments: [incident])
    }

    private func report(_ row: Row) throws -> IncidentReport {
        let number: Int64 = row["number"]
        let name: String? = row["service_name"]
        let service: String? = row["service"]
        return IncidentReport(
            number: number, incident: row["incident"], chat: row["chat"], reporter: row["reporter"],
            service: name.map { ReportedService(id: service.map { Service.ID($0) }, name: $0) },
            created: Timestamp(milliseconds: row["created"]),
            remarks: try Row.fetchAll(
                db, sql: "SELECT text, file_kind, file FROM alert_remark WHERE report = ? ORDER BY ordinal",
                arguments: [number]
            ).map { AlertRemark($0["text"], file: Self.file($0["file_kind"], $0["file"])) })
    }

    private static func file(_ kind: String?, _ id: String?) -> AlertFile? {
        guard let kind = kind.flatMap(AlertFile.Kind.init(rawValue:)), let id else { return nil }
        return AlertFile(kind: kind, id: id)
    }

    /// The files of an incident's reports that were sent since a time, oldest first, with the reports' numbers.
    func files(of incident: Int64, since time: Timestamp?) throws -> [(report: Int64, file: AlertFile)] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT report, file_kind, file FROM alert_remark JOIN alert_report ON alert_report.number = report
                WHERE incident = ? AND file IS NOT NULL AND alert_remark.created >= ? ORDER BY ordinal
                """, arguments: [incident, time?.milliseconds ?? Int64.min]
        ).compactMap { row in Self.file(row["file_kind"], row["file"]).map { (row["report"], $0) } }
    }
}
