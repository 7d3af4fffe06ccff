import GRDB
public import HelpdeskModels

extension Store {
    /// Keeps what the backend just said of a link, before the change feed says it too.
    public func remember(_ link: TelegramLink) async throws(HelpdeskError) {
        try await write { database in
            var writer = try ChangeWriter(database)
            try writer.write([.telegramLink(link)])
        }
    }

    /// Forgets a link that has ended, before the change feed tells of it.
    public func forget(_ link: TelegramLink.ID) async throws(HelpdeskError) {
        try await write { database in
            try database.execute(sql: "DELETE FROM telegram_link WHERE id = ?", arguments: [link.uuid])
        }
    }

    static func links(onlyPending: Bool, _ database: Database) throws -> [TelegramLink] {
        let statement = try database.cachedStatement(
            sql: "SELECT json FROM telegram_link WHERE NOT ? OR state = 'pending' ORDER BY created, id LIMIT 200")
        return try String.fetchAll(statement, arguments: [onlyPending])
            .map { try StoredJSON.decode(TelegramLink.self, from: $0) }
    }

    /// Forgets a file from the phone that was answered, before the change feed tells of it.
    func forget(_ file: PhoneFile) async throws(HelpdeskError) {
        try await write { database in
            try database.execute(sql: "DELETE FROM phone_file WHERE id = ?", arguments: [file.id.uuid])
        }
    }

    static func phoneFiles(_ database: Database) throws -> [PhoneFile] {
        let statement = try database.cachedStatement(sql: "SELECT json FROM phone_file ORDER BY created, id LIMIT 20")
        return try String.fetchAll(statement).map { try StoredJSON.decode(PhoneFile.self, from: $0) }
    }

    static func openIncidents(_ database: Database) throws -> [Incident] {
        let statement = try database.cachedStatement(
            sql: "SELECT json FROM incident WHERE is_open ORDER BY opened DESC, id DESC LIMIT 20")
        return try String.fetchAll(statement).map { try StoredJSON.decode(Incident.self, from: $0) }
    }
}
