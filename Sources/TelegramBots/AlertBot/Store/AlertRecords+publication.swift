import GRDB
import HelpdeskModels

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
