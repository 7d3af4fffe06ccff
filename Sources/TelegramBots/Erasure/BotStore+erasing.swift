import Foundation
import GRDB
package import HelpdeskDesk
package import HelpdeskModels

/// What the desk has erased is erased here, too: texts, names and files of people, chats and tickets.
///
/// What Telegram itself has, it keeps: a bot cannot take back what it sent long ago.
extension BotStore {
    /// Inside a transaction.
    static func erase(_ things: ErasedThings, _ db: Database) throws {
        let erasure = Erasure(things, db)
        try erasure.eraseInbox()
        try erasure.eraseOutbox()
        try erasure.eraseMemory()
        guard try db.tableExists("alert_report") else { return }
        try erasure.eraseAlerts()
    }

    /// Forgets, inside a transaction, what could not be delivered or understood before `time`.
    static func forgetFailures(before time: Timestamp, _ db: Database) throws {
        try db.execute(
            sql: "DELETE FROM outbox WHERE state IN ('failed', 'unknown') AND ended < ?", arguments: [time.milliseconds]
        )
        try db.execute(
            sql: "DELETE FROM inbox WHERE state = 'poison' AND received < ?", arguments: [time.milliseconds])
    }
}

/// The statements of one erasure. Sets travel as JSON, because there may be many members.
private struct Erasure {
    private let things: ErasedThings
    private let db: Database
    private let chats: String
    private let tickets: String

    init(_ things: ErasedThings, _ db: Database) {
        self.things = things
        self.db = db
        chats = "[" + things.chats.map(String.init).joined(separator: ",") + "]"
        tickets = Self.list(things.tickets.map(\.description))
    }

    private static func list(_ ids: [String]) -> String {
        "[" + ids.map { "\"\($0)\"" }.joined(separator: ",") + "]"
    }

    private func run(_ sql: String, _ arguments: StatementArguments) throws {
        try db.execute(sql: sql, arguments: arguments)
    }

    /// Updates of the chats, and of the people in any chat. Those that are done stay as numbers, so that a repetition is
    /// recognised: what somebody answers to carries the text with it.
    func eraseInbox() throws {
        try run(
            """
            DELETE FROM inbox WHERE chat IN (SELECT value FROM json_each(?1))
                OR json_extract(body, '$.message.from.id') IN (SELECT value FROM json_each(?1))
                OR json_extract(body, '$.edited_message.from.id') IN (SELECT value FROM json_each(?1))
                OR json_extract(body, '$.callback_query.from.id') IN (SELECT value FROM json_each(?1))
            """, [chats])
        try run("UPDATE inbox SET body = '{}' WHERE state = 'done'", [])
    }

    /// Calls into the chats and about the tickets. A call that waits, about another message of a ticket that stays, goes out.
    func eraseOutbox() throws {
        try run("DELETE FROM outbox WHERE chat IN (SELECT value FROM json_each(?))", [chats])
        try run(
            "DELETE FROM outbox WHERE json_extract(body, '$.subject.ticket') IN (SELECT value FROM json_each(?))",
            [tickets])
        try run(
            "DELETE FROM outbox WHERE json_extract(body, '$.subject.message') IN (SELECT value FROM json_each(?))",
            [Self.list(things.messages.map(\.description))])
        try run(
            """
            DELETE FROM outbox WHERE json_extract(body, '$.subject.ticket') IN (SELECT value FROM json_each(?))
                AND (state NOT IN ('queued', 'sending') OR json_extract(body, '$.subject.message') IS NULL)
            """, [Self.list(things.emptiedTickets.map(\.description))])
        for text in try things.texts.union(things.names).map(escaped) where !text.isEmpty {
            try run("DELETE FROM outbox WHERE instr(body, ?) AND state NOT IN ('queued', 'sending')", [text])
        }
        for text in try things.texts.map(escaped) where !text.isEmpty {
            try run("DELETE FROM outbox WHERE instr(body, ?)", [text])
        }
    }

    /// As the text stands within JSON.
    private func escaped(_ text: String) throws -> String { String(try BotJSON.text(text).dropFirst().dropLast()) }

    func eraseMemory() throws {
        for table in ["message_map", "thread"] {
            try run(
                """
                DELETE FROM \(table) WHERE chat IN (SELECT value FROM json_each(?))
                    OR ticket IN (SELECT value FROM json_each(?))
                """, [chats, tickets])
        }
        try run("DELETE FROM chat WHERE id IN (SELECT value FROM json_each(?))", [chats])
        // Somebody else may be asked about a ticket just now, by its subject.
        for text in try things.texts.map(escaped) where !text.isEmpty {
            try run("UPDATE chat SET state = NULL WHERE instr(state, ?)", [text])
        }
        try run(
            "DELETE FROM notice WHERE json_extract(body, '$.blocked.chat') IN (SELECT value FROM json_each(?))", [chats]
        )
    }

    private static let nobody = "…"

    /// Reports stay as numbers, so that an incident is what it was, without words and without a person to tell.
    func eraseAlerts() throws {
        let isReporter = "chat IN (SELECT value FROM json_each(?))"
        let texts = try String.fetchAll(
            db,
            sql: """
                SELECT text FROM alert_remark WHERE report IN (SELECT number FROM alert_report WHERE \(isReporter))
                UNION SELECT text FROM alert_question WHERE \(isReporter)
                """, arguments: [chats, chats])
        for text in try texts.map(escaped) where !text.isEmpty {
            try run("DELETE FROM outbox WHERE instr(body, ?)", [text])
        }
        try run(
            "DELETE FROM alert_remark WHERE report IN (SELECT number FROM alert_report WHERE \(isReporter))", [chats])
        try run("UPDATE alert_report SET chat = 0, reporter = ? WHERE \(isReporter)", [Self.nobody, chats])
        try run("DELETE FROM alert_question WHERE \(isReporter)", [chats])
        try run("DELETE FROM alert_person WHERE \(isReporter)", [chats])
        let services = Self.list(things.services.map(\.rawValue))
        try run(
            "DELETE FROM alert_link WHERE \(isReporter) OR service IN (SELECT value FROM json_each(?))",
            [chats, services])
        try run(
            """
            UPDATE alert_report SET service = NULL, service_name = NULL
            WHERE service IN (SELECT value FROM json_each(?))
            """, [services])
        // A place in the outbox is given once: its negative is no chat that anybody writes to.
        try run("UPDATE alert_recipient SET chat = -entry, name = ? WHERE \(isReporter)", [Self.nobody, chats])
        try run(
            """
            UPDATE alert_page SET chat = -entry WHERE \(isReporter)
                AND incident IN (SELECT number FROM alert_incident WHERE state = 'resolved')
            """, [chats])
        try run(
            "UPDATE alert_broadcast SET actor = 0 WHERE done IS NOT NULL AND actor IN (SELECT value FROM json_each(?))",
            [chats])
        for (by, name) in [("acknowledged_by", "acknowledged_name"), ("resolved_by", "resolved_name")] {
            try run(
                """
                UPDATE alert_incident SET \(by) = 0, \(name) = ?, revision = revision + 1
                WHERE \(by) IN (SELECT value FROM json_each(?))
                """, [Self.nobody, chats])
        }
        for name in things.names where !name.isEmpty {
            try run("UPDATE alert_incident SET forgotten_by = ? WHERE forgotten_by = ?", [Self.nobody, name])
        }
    }
}

/// The databases of all bots of a desk, for a command or a server that has erased something. A bot may run meanwhile.
package struct BotFolder: Sendable {
    private let directory: String

    package init(_ directory: String) {
        self.directory = directory
    }

    /// Erases everywhere, and leaves nothing of it in the files. Throws ``ServerFailure``.
    package func erase(_ things: ErasedThings) throws {
        try eachStore { queue in
            try queue.write { try BotStore.erase(things, $0) }
            try Self.forgetDeleted(queue, thoroughly: true)
        }
        try removeLeftFiles()
    }

    /// Forgets what could not be delivered before `time`. Throws ``ServerFailure``.
    package func forgetFailures(before time: Timestamp) throws {
        try eachStore { queue in
            let count = try queue.write { db in
                let before = db.totalChangesCount
                try BotStore.forgetFailures(before: time, db)
                return db.totalChangesCount - before
            }
            if count > 0 { try Self.forgetDeleted(queue, thoroughly: false) }
        }
    }

    static func forgetDeleted(_ queue: DatabaseQueue, thoroughly: Bool) throws {
        if thoroughly { try queue.writeWithoutTransaction { try $0.execute(sql: "VACUUM") } }
        try queue.writeWithoutTransaction { _ = try $0.checkpoint(.truncate) }
    }

    private func eachStore(_ body: (DatabaseQueue) throws -> Void) throws {
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: directory) else { return }
        for name in names.sorted() where name.hasSuffix(".sqlite") {
            let path = directory + "/" + name
            do {
                var configuration = Configuration()
                configuration.busyMode = .timeout(10)
                configuration.prepareDatabase { try $0.execute(sql: "PRAGMA secure_delete = ON") }
                let queue = try DatabaseQueue(path: path, configuration: configuration)
                defer { try? queue.close() }
                guard try queue.read({ try $0.tableExists("inbox") }) else { continue }
                try body(queue)
            } catch let error as DatabaseError {
                throw ServerFailure(
                    "The bot's database \(path) cannot be written: \(error.message ?? "\(error.resultCode)"). "
                        + "What it has of what was erased is still there: run the command again.")
            }
        }
    }

    /// Files on their way that a bot left when it was killed. One that is on its way now is not as old.
    private func removeLeftFiles() throws {
        let manager = FileManager.default
        guard let names = try? manager.contentsOfDirectory(atPath: directory) else { return }
        for folder in names where folder.hasSuffix("-files") {
            for name in (try? manager.contentsOfDirectory(atPath: directory + "/" + folder)) ?? [] {
                let path = directory + "/" + folder + "/" + name
                let changed = try? manager.attributesOfItem(atPath: path)[.modificationDate] as? Date
                guard let changed, changed.timeIntervalSinceNow < -600 else { continue }
                guard unlink(path) == 0 || errno == ENOENT else {
                    throw ServerFailure("The file \(path) could not be removed. Remove it.")
                }
            }
        }
    }
}
