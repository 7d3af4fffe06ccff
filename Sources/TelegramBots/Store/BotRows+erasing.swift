import Foundation
import HelpdeskDesk
import HelpdeskModels
import SQLDatabase

/// What the desk has erased is erased here, too: texts, names and files of people, chats and tickets.
///
/// What Telegram itself has, it keeps: a bot cannot take back what it sent long ago.
extension BotRows {
    func erase(_ things: ErasedThings) throws {
        let erasure = try Erasure(things, self)
        try erasure.eraseInbox()
        try erasure.eraseOutbox()
        try erasure.eraseMemory()
        if try hasTable("alert_report") { try erasure.eraseAlerts() }
    }

    /// Forgets what could not be delivered or understood before `time`; how much it was.
    func forgetFailures(before time: Timestamp) throws -> Int {
        try execute("DELETE FROM outbox WHERE state IN ('failed', 'unknown') AND ended < ?", time)
            + execute("DELETE FROM inbox WHERE state = 'poison' AND received < ?", time)
    }
}

/// The statements of one erasure. Sets travel as JSON, because there may be many members.
private struct Erasure<Rows: BotRows> {
    private let things: ErasedThings
    private let db: Rows
    private let chats: String
    private let tickets: String

    init(_ things: ErasedThings, _ db: Rows) throws {
        self.things = things
        self.db = db
        chats = try BotJSON.text(Array(things.chats))
        tickets = try BotJSON.text(things.tickets.map(\.description))
    }

    private func run(_ sql: String, _ values: (any SQLConvertible)?...) throws {
        _ = try db.execute(sql, values.map(SQLValue.init))
    }

    /// Updates of the chats, and of the people in any chat. Those that are done stay as numbers, so that a repetition is
    /// recognised: what somebody answers to carries the text with it.
    func eraseInbox() throws {
        try run("DELETE FROM inbox WHERE chat IN (\(db.numbers("?")))", chats)
        let people = try BotJSON.text(things.chats.map(String.init))
        for update in ["message", "edited_message", "callback_query"] {
            try run(
                "DELETE FROM inbox WHERE \(db.member("\(update).from.id", of: "body")) IN (\(db.texts("?")))", people)
        }
        try run("UPDATE inbox SET body = '{}' WHERE state = 'done'")
    }

    /// Calls into the chats and about the tickets. A call that waits, about another message of a ticket that stays, goes out.
    func eraseOutbox() throws {
        let ticket = db.member("subject.ticket", of: "body")
        let message = db.member("subject.message", of: "body")
        try run("DELETE FROM outbox WHERE chat IN (\(db.numbers("?")))", chats)
        try run("DELETE FROM outbox WHERE \(ticket) IN (\(db.texts("?")))", tickets)
        try run(
            "DELETE FROM outbox WHERE \(message) IN (\(db.texts("?")))",
            try BotJSON.text(things.messages.map(\.description)))
        try run(
            """
            DELETE FROM outbox WHERE \(ticket) IN (\(db.texts("?")))
                AND (state NOT IN ('queued', 'sending') OR \(message) IS NULL)
            """, try BotJSON.text(things.emptiedTickets.map(\.description)))
        for text in try things.texts.union(things.names).map(escaped) where !text.isEmpty {
            try run(
                "DELETE FROM outbox WHERE \(db.position)(body, ?) > 0 AND state NOT IN ('queued', 'sending')", text)
        }
        for text in try things.texts.map(escaped) where !text.isEmpty {
            try run("DELETE FROM outbox WHERE \(db.position)(body, ?) > 0", text)
        }
    }

    /// As the text stands within JSON.
    private func escaped(_ text: String) throws -> String { String(try BotJSON.text(text).dropFirst().dropLast()) }

    func eraseMemory() throws {
        for table in ["message_map", "thread"] {
            try run(
                "DELETE FROM \(table) WHERE chat IN (\(db.numbers("?"))) OR ticket IN (\(db.texts("?")))", chats,
                tickets)
        }
        try run("DELETE FROM chat WHERE id IN (\(db.numbers("?")))", chats)
        // Somebody else may be asked about a ticket just now, by its subject.
        for text in try things.texts.map(escaped) where !text.isEmpty {
            try run("UPDATE chat SET state = NULL WHERE \(db.position)(state, ?) > 0", text)
        }
        try run(
            "DELETE FROM notice WHERE \(db.member("blocked.chat", of: "body")) IN (\(db.texts("?")))",
            try BotJSON.text(things.chats.map(String.init)))
    }

    private var nobody: String { "…" }

    /// Reports stay as numbers, so that an incident is what it was, without words and without a person to tell.
    func eraseAlerts() throws {
        let isReporter = "chat IN (\(db.numbers("?")))"
        let texts = try db.rows(
            """
            SELECT text FROM alert_remark WHERE report IN (SELECT number FROM alert_report WHERE \(isReporter))
            UNION SELECT text FROM alert_question WHERE \(isReporter)
            """, chats, chats
        ) { $0.text(at: 0) }
        for text in try texts.map(escaped) where !text.isEmpty {
            try run("DELETE FROM outbox WHERE \(db.position)(body, ?) > 0", text)
        }
        try run("DELETE FROM alert_remark WHERE report IN (SELECT number FROM alert_report WHERE \(isReporter))", chats)
        try run("UPDATE alert_report SET chat = 0, reporter = ? WHERE \(isReporter)", nobody, chats)
        try run("DELETE FROM alert_question WHERE \(isReporter)", chats)
        try run("DELETE FROM alert_person WHERE \(isReporter)", chats)
        let services = try BotJSON.text(things.services.map(\.rawValue))
        try run("DELETE FROM alert_link WHERE \(isReporter) OR service IN (\(db.texts("?")))", chats, services)
        try run(
            "UPDATE alert_report SET service = NULL, service_name = NULL WHERE service IN (\(db.texts("?")))", services)
        // A place in the outbox is given once: its negative is no chat that anybody writes to.
        try run("UPDATE alert_recipient SET chat = -entry, name = ? WHERE \(isReporter)", nobody, chats)
        try run(
            """
            UPDATE alert_page SET chat = -entry WHERE \(isReporter)
                AND incident IN (SELECT number FROM alert_incident WHERE state = 'resolved')
            """, chats)
        try run(
            "UPDATE alert_broadcast SET actor = 0 WHERE done IS NOT NULL AND actor IN (\(db.numbers("?")))", chats)
        for (by, name) in [("acknowledged_by", "acknowledged_name"), ("resolved_by", "resolved_name")] {
            try run(
                """
                UPDATE alert_incident SET \(by) = 0, \(name) = ?, revision = revision + 1
                WHERE \(by) IN (\(db.numbers("?")))
                """, nobody, chats)
        }
        for name in things.names where !name.isEmpty {
            try run("UPDATE alert_incident SET forgotten_by = ? WHERE forgotten_by = ?", nobody, name)
        }
    }
}
