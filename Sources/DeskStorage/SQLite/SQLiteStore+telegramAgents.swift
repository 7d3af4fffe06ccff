import GRDB
import HelpdeskDesk
package import HelpdeskModels

/// The staff by their numbers in Telegram.
extension SQLiteStore {
    /// Lets a member of the staff act in Telegram under the number; nil takes it away. Throws ``ServerFailure``.
    package func setTelegram(_ number: Int64?, ofAgent id: User.ID) throws {
        try administer { db in
            guard let agent = try Self.agent(id, db), !agent.isRetired else {
                throw ServerFailure("There is no agent or administrator in office with the id \(id).")
            }
            let holder = try String.fetchOne(
                db, sql: "SELECT user FROM telegram_agent WHERE telegram = ? AND user <> ?",
                arguments: [number, id.rawValue])
            if let holder { throw ServerFailure("The number belongs to \(holder) already.") }
            try db.execute(sql: "DELETE FROM telegram_agent WHERE user = ?", arguments: [id.rawValue])
            try Self.audit(number == nil ? "agent.telegram-remove" : "agent.telegram", id.rawValue, db)
            guard let number else { return }
            try db.execute(
                sql: "INSERT INTO telegram_agent(telegram, user) VALUES (?, ?)", arguments: [number, id.rawValue])
        }
    }

    package func agent(telegramUser: Int64) async throws -> Author? {
        try await read { db in
            let statement = try db.cachedStatement(sql: "SELECT user FROM telegram_agent WHERE telegram = ?")
            guard let id = try String.fetchOne(statement, arguments: [telegramUser]),
                let agent = try Self.agent(User.ID(id), db), !agent.isRetired
            else { return nil }
            return agent.author
        }
    }

    package func agent(_ id: User.ID) async throws -> Agent? {
        try await read { try Self.agent(id, $0) }
    }
}
