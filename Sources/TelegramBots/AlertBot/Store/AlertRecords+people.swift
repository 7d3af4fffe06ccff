import Foundation
import GRDB
import HelpdeskModels

extension AlertRecords {
    func person(_ chat: Int64) throws -> AlertPerson? {
        try Row.fetchOne(db, sql: "SELECT * FROM alert_person WHERE chat = ?", arguments: [chat]).map(person)
    }

    /// Those whose time to choose is over.
    func undecided(at time: Timestamp) throws -> [AlertPerson] {
        try Row.fetchAll(
            db, sql: "SELECT * FROM alert_person WHERE decide_by <= ? ORDER BY decide_by, chat",
            arguments: [time.milliseconds]
        ).map(person)
    }

    /// What is due at somebody's report failed, and is tried again then.
    func putOff(decisionOf chat: Int64, until time: Timestamp) throws {
        try db.execute(
            sql: "UPDATE alert_person SET decide_by = ? WHERE chat = ?", arguments: [time.milliseconds, chat])
    }

    func save(_ person: AlertPerson) throws {
        let dialogue = try JSONEncoder().encode(person.dialogue)
        try db.execute(
            sql: """
                INSERT INTO alert_person(chat, name, telegram_language, language, dialogue, decide_by)
                VALUES (?, ?, ?, ?, ?, ?)
                ON CONFLICT (chat) DO UPDATE SET name = excluded.name, telegram_language = excluded.telegram_language,
                    language = excluded.language, dialogue = excluded.dialogue, decide_by = excluded.decide_by
                """,
            arguments: [
                person.chat, person.name, person.telegramLanguage?.rawValue, person.language?.rawValue,
                String(decoding: dialogue, as: UTF8.self), person.decideBy?.milliseconds,
            ])
    }

    /// The desk's service of a chat, as far as the desk has told.
    func service(of chat: Int64) throws -> ReportedService? {
        try Row.fetchOne(
            db, sql: "SELECT service, service_name FROM alert_link WHERE chat = ?", arguments: [chat]
        ).map { ReportedService(id: Service.ID($0["service"] as String), name: $0["service_name"]) }
    }

    func links() throws -> [AlertLink] {
        try Row.fetchAll(db, sql: "SELECT * FROM alert_link").map {
            AlertLink(
                chat: $0["chat"], service: Service(id: Service.ID($0["service"] as String), name: $0["service_name"]))
        }
    }

    /// Takes over all links of the desk; what is not among them is none any more.
    func replaceLinks(_ links: [AlertLink]) throws {
        try db.execute(sql: "DELETE FROM alert_link")
        for link in links {
            try db.execute(
                sql: "INSERT OR REPLACE INTO alert_link(chat, service, service_name) VALUES (?, ?, ?)",
                arguments: [link.chat, link.service.id.rawValue, link.service.name])
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

    private func person(_ row: Row) -> AlertPerson {
        func language(_ column: String) -> Language? { (row[column] as String?).flatMap(Language.init(rawValue:)) }
        let decideBy = (row["decide_by"] as Int64?).map(Timestamp.init(milliseconds:))
        return AlertPerson(
            chat: row["chat"], name: row["name"], telegramLanguage: language("telegram_language"),
            language: language("language"), dialogue: Self.dialogue(row["dialogue"], isUndecided: decideBy != nil),
            decideBy: decideBy)
    }

    /// What another version of the program wrote cannot be read. If somebody's report is in it those on duty are paged
    /// nevertheless, when the time to choose is over.
    private static func dialogue(_ text: String, isUndecided: Bool) -> AlertDialogue {
        do {
            return try JSONDecoder().decode(AlertDialogue.self, from: Data(text.utf8))
        } catch {
            return isUndecided ? .choosing(remarks: []) : .idle
        }
    }
}

extension AlertRecords {
    func add(_ question: AlertQuestion) throws {
        try db.execute(
            sql: "INSERT INTO alert_question(id, message, chat, text, created) VALUES (?, ?, ?, ?, ?)",
            arguments: [
                question.id.description, question.messageID.description, question.chat, question.text,
                question.created.milliseconds,
            ])
    }

    /// Questions of linked chats that the desk has not taken, oldest first.
    func readyQuestions(limit: Int) throws -> [AlertQuestion] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT alert_question.* FROM alert_question JOIN alert_link USING (chat)
                WHERE ticket IS NULL AND refused IS NULL ORDER BY created, id LIMIT ?
                """, arguments: [limit]
        ).compactMap { row in
            guard let id = Ticket.ID(row["id"] as String), let message = Message.ID(row["message"] as String) else {
                return nil
            }
            return AlertQuestion(
                id: id, messageID: message, chat: row["chat"], text: row["text"],
                created: Timestamp(milliseconds: row["created"]))
        }
    }

    /// Whether it is news that the question became this ticket.
    func setTicket(_ number: Int64, of question: Ticket.ID) throws -> Bool {
        try db.execute(
            sql: "UPDATE alert_question SET ticket = ? WHERE id = ? AND ticket IS NULL",
            arguments: [number, question.description])
        return db.changesCount > 0
    }

    /// The desk will never take it; `reason` is for the log. Whether that is news.
    func setRefused(_ reason: String, _ question: Ticket.ID) throws -> Bool {
        try db.execute(
            sql: "UPDATE alert_question SET refused = ? WHERE id = ? AND refused IS NULL",
            arguments: [reason, question.description])
        return db.changesCount > 0
    }
}
