import GRDB
import HelpdeskModels

extension ChangeWriter {
    /// The table has the links that have not ended.
    func write(_ link: TelegramLink) throws {
        guard !link.state.hasEnded else {
            try database.cachedStatement(sql: "DELETE FROM telegram_link WHERE id = ?")
                .execute(arguments: [link.id.uuid])
            return
        }
        try database.cachedStatement(
            sql: """
                INSERT INTO telegram_link VALUES (?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET
                    state = excluded.state, json = excluded.json, pass = excluded.pass
                """
        ).execute(arguments: [
            link.id.uuid, link.state.rawValue, link.created.milliseconds, try StoredJSON.encode(link), pass,
        ])
    }

    /// The table has the files that nobody has answered.
    func write(_ file: PhoneFile) throws {
        guard !file.isGone else {
            try database.cachedStatement(sql: "DELETE FROM phone_file WHERE id = ?").execute(arguments: [file.id.uuid])
            return
        }
        try database.cachedStatement(
            sql: """
                INSERT INTO phone_file VALUES (?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET
                    json = excluded.json, pass = excluded.pass
                """
        ).execute(arguments: [file.id.uuid, file.created.milliseconds, try StoredJSON.encode(file), pass])
    }

    func write(_ incident: Incident) throws {
        try database.cachedStatement(
            sql: """
                INSERT INTO incident VALUES (?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET
                    is_open = excluded.is_open, json = excluded.json, pass = excluded.pass
                """
        ).execute(arguments: [
            incident.id.uuid, incident.state.isOpen, incident.opened.milliseconds, try StoredJSON.encode(incident),
            pass,
        ])
    }
}
