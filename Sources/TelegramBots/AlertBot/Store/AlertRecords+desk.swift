import HelpdeskModels
import SQLDatabase

/// The exchange between the bot and the desk.
extension AlertRecords {
    // MARK: Links

    /// The services of the linked chats, as the desk last told.
    func links() throws -> [Int64: Service] {
        let links = try db.rows("SELECT chat, service, service_name FROM alert_link") { row in
            (row.integer(at: 0), Service(id: Service.ID(row.text(at: 1)), name: row.text(at: 2)))
        }
        return Dictionary(links) { first, _ in first }
    }

    /// Takes over all links of the desk; what is not among them is none any more.
    func replaceLinks(_ links: [Int64: Service]) throws {
        try db.execute("DELETE FROM alert_link")
        for (chat, service) in links {
            try db.execute(
                "INSERT INTO alert_link(chat, service, service_name) VALUES (?, ?, ?)", chat, service.id, service.name)
        }
        try verifyReports()
    }

    /// Open reports of chats that were not known to belong to a service, and now are.
    private func verifyReports() throws {
        try db.execute(
            """
            UPDATE alert_report SET service = alert_link.service, service_name = alert_link.service_name
            FROM alert_link, alert_incident
            WHERE alert_link.chat = alert_report.chat AND alert_report.service IS NULL
                AND alert_incident.number = alert_report.incident AND alert_incident.state <> 'resolved'
            """)
    }

    // MARK: Questions

    /// Questions of linked chats that the desk has not taken, oldest first.
    func readyQuestions(limit: Int) throws -> [AlertQuestion] {
        try db.rows(
            """
            SELECT \(Self.questionColumns) FROM alert_question JOIN alert_link USING (chat)
            WHERE ticket IS NULL AND refused IS NULL ORDER BY created, id LIMIT ?
            """, limit, make: Self.question
        ).compactMap(\.self)
    }

    func keptQuestion(_ id: Ticket.ID) throws -> KeptQuestion? {
        try db.row("SELECT \(Self.questionColumns), ticket, refused FROM alert_question WHERE id = ?", id) { row in
            Self.question(row).map {
                KeptQuestion(question: $0, ticket: row.optionalInteger(at: 5), refusal: row.optionalText(at: 6))
            }
        }.flatMap(\.self)
    }

    /// In the order in which ``question(_:)`` reads them.
    private static let questionColumns = "id, message, chat, text, created"

    private static func question(_ row: any SQLRow) -> AlertQuestion? {
        guard let id = Ticket.ID(row.text(at: 0)), let message = Message.ID(row.text(at: 1)) else { return nil }
        return AlertQuestion(
            id: id, messageID: message, chat: row.integer(at: 2), text: row.text(at: 3), created: row.time(at: 4))
    }

    // MARK: Incidents

    /// Incidents that the desk does not have as they are now, each with its revision. Unsorted ones are in no
    /// banner.
    func unpublished(limit: Int) throws -> [(incident: Incident, number: Int64, revision: Int)] {
        try StoredIncident.all(
            db, "WHERE published < revision AND kind <> 'u' ORDER BY number LIMIT ?", limit
        ).compactMap { stored in
            let own = stored.incident
            guard let incident = Incident(own, reportCount: try reports(of: [own.number]).count) else { return nil }
            return (incident, own.number, stored.news.revision)
        }
    }

    func setPublished(_ revision: Int, of incident: Int64) throws {
        try db.execute(
            "UPDATE alert_incident SET published = ?1 WHERE number = ?2 AND published < ?1", revision, incident)
    }
}
