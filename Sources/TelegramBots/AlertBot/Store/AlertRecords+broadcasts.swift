import GRDB
import HelpdeskModels

extension AlertRecords {
    func addBroadcast(
        _ kind: AlertBroadcast.Kind, of incident: Int64, by actor: Int64, at time: Timestamp
    ) throws -> Int64 {
        try db.execute(
            sql: "INSERT INTO alert_broadcast(incident, kind, actor, created) VALUES (?, ?, ?, ?)",
            arguments: [incident, kind.rawValue, actor, time.milliseconds])
        return db.lastInsertedRowID
    }

    func addRecipient(_ recipient: AlertBroadcast.Recipient, of broadcast: Int64) throws {
        try db.execute(
            sql: "INSERT INTO alert_recipient(broadcast, chat, name, entry) VALUES (?, ?, ?, ?)",
            arguments: [broadcast, recipient.chat, recipient.name, recipient.entry])
    }

    /// Broadcasts whose result nobody has looked at yet.
    func runningBroadcasts() throws -> [AlertBroadcast] {
        try Row.fetchAll(db, sql: "SELECT * FROM alert_broadcast WHERE done IS NULL ORDER BY ordinal")
            .compactMap { row in
                guard let kind = AlertBroadcast.Kind(rawValue: row["kind"]) else { return nil }
                let ordinal: Int64 = row["ordinal"]
                let recipients = try Row.fetchAll(
                    db, sql: "SELECT chat, name, entry FROM alert_recipient WHERE broadcast = ? ORDER BY entry",
                    arguments: [ordinal])
                return AlertBroadcast(
                    ordinal: ordinal, incident: row["incident"], kind: kind, actor: row["actor"],
                    recipients: recipients.map {
                        AlertBroadcast.Recipient(chat: $0["chat"], name: $0["name"], entry: $0["entry"])
                    })
            }
    }

    func setDone(_ broadcast: Int64, at time: Timestamp) throws {
        try db.execute(
            sql: "UPDATE alert_broadcast SET done = ? WHERE ordinal = ?", arguments: [time.milliseconds, broadcast])
    }
}
