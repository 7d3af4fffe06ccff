import GRDB
import HelpdeskModels

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
