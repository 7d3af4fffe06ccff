import GRDB
import HelpdeskModels

/// The exchange between the bot and the desk.
extension AlertRecords {
    // MARK: Links

    /// The services of the linked chats, as the desk last told.
    func links() throws -> [Int64: Service] {
        let links = try Row.fetchAll(db, sql: "SELECT * FROM alert_link").map { row in
            let chat: Int64 = row["chat"]
            return (chat, Service(id: Service.ID(row["service"] as String), name: row["service_name"]))
        }
        return Dictionary(links) { first, _ in first }
    }

    /// Takes over all links of the desk; what is not among them is none any more.
    func replaceLinks(_ links: [Int64: Service]) throws {
        try db.execute(sql: "DELETE FROM alert_link")
        for (chat, service) in links {
            try db.execute(
                sql: "INSERT INTO alert_link(chat, service, service_name) VALUES (?, ?, ?)",
                arguments: [chat, service.id.rawValue, service.name])
        }
        try verifyReports()
    }

    /// Open reports of chats that were not known to belong to a service, and now are.
    private func verifyReports() throws {
        try db.execute(
            sql: """
                UPDATE alert_report SET service = alert_link.service, service_name = alert_link.service_name
                FROM alert_link, alert_incident
                WHERE alert_link.chat = alert_report.chat AND alert_report.service IS NULL
                    AND alert_incident.number = alert_report.incident AND alert_incident.state <> 'resolved'
                """)
    }

    // MARK: Questions

    /// Questions of linked chats that the desk has not taken, oldest first.
    func readyQuestions(limit: Int) throws -> [AlertQuestion] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT alert_question.* FROM alert_question JOIN alert_link USING (chat)
                WHERE ticket IS NULL AND refused IS NULL ORDER BY created, id LIMIT ?
                """, arguments: [limit]
        ).compactMap(Self.question)
    }

    func keptQuestion(_ id: Ticket.ID) throws -> KeptQuestion? {
        try Row.fetchOne(db, sql: "SELECT * FROM alert_question WHERE id = ?", arguments: [id.description])
            .flatMap { row in
                Self.question(row).map { KeptQuestion(question: $0, ticket: row["ticket"], refusal: row["refused"]) }
            }
    }

    private static func question(_ row: Row) -> AlertQuestion? {
        guard let id = Ticket.ID(row["id"] as String), let message = Message.ID(row["message"] as String) else {
            return nil
        }
        return AlertQuestion(
            id: id, messageID: message, chat: row["chat"], text: row["text"],
            created: Timestamp(milliseconds: row["created"]))
    }

    // MARK: Incidents

    /// Incidents that the desk does not have as they are now, each with its revision. Unsorted ones are in no
    /// banner.
    func unpublished(limit: Int) throws -> [(incident: Incident, number: Int64, revision: Int)] {
        let rows = try Row.fetchAll(
            db,
            sql: "SELECT * FROM alert_incident WHERE published < revision AND kind <> 'u' ORDER BY number LIMIT ?",
            arguments: [limit])
        return try rows.compactMap { row in
            guard let own = AlertIncident(row: row) else { return nil }
            let count = try reports(of: [own.number]).count
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
