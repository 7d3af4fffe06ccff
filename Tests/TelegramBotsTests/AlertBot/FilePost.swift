import GRDB
import HelpdeskModels

@testable import TelegramBots

/// An outbox that sends nothing: the messages stay in a table of the same file, and the test says how they fare.
struct FilePost: AlertPost {
    static func register(in migrator: inout DatabaseMigrator) {
        migrator.registerMigration("post") { db in
            try db.execute(
                sql: """
                    CREATE TABLE post(
                        entry INTEGER PRIMARY KEY, chat INTEGER NOT NULL, text TEXT NOT NULL, buttons TEXT NOT NULL,
                        page INTEGER NOT NULL, outcome TEXT NOT NULL DEFAULT 'open')
                    """)
        }
    }

    func post(_ message: AlertMessage, at time: Timestamp, in db: Database) throws -> Int64 {
        try db.execute(
            sql: "INSERT INTO post(chat, text, buttons, page) VALUES (?, ?, ?, ?)",
            arguments: [
                message.chat, message.text, message.buttons.joined().map(\.press.data).joined(separator: " "),
                message.isPage,
            ])
        return db.lastInsertedRowID
    }

    func outcome(of entry: Int64, in db: Database) throws -> AlertOutcome {
        switch try String.fetchOne(db, sql: "SELECT outcome FROM post WHERE entry = ?", arguments: [entry]) {
        case "sent": .sent
        case "blocked": .failed(.blocked)
        case "refused": .failed(.refused)
        case "unconfirmed": .failed(.unconfirmed)
        default: .open
        }
    }

    static func isOpen(_ entry: Int64, _ db: Database) throws -> Bool {
        try String.fetchOne(db, sql: "SELECT outcome FROM post WHERE entry = ?", arguments: [entry]) == "open"
    }

    static func set(_ outcome: AlertOutcome, _ entry: Int64, _ db: Database) throws {
        let name =
            switch outcome {
            case .open: "open"
            case .sent: "sent"
            case .failed(.blocked): "blocked"
            case .failed(.refused): "refused"
            case .failed(.unconfirmed): "unconfirmed"
            }
        try db.execute(sql: "UPDATE post SET outcome = ? WHERE entry = ?", arguments: [name, entry])
    }

    static func sent(after entry: Int64, _ db: Database) throws -> [AlertNight.Sent] {
        try Row.fetchAll(db, sql: "SELECT * FROM post WHERE entry > ? ORDER BY entry", arguments: [entry]).map { row in
            AlertNight.Sent(
                entry: row["entry"], chat: row["chat"], text: row["text"],
                buttons: (row["buttons"] as String).split(separator: " ").map(String.init), isPage: row["page"])
        }
    }
}
