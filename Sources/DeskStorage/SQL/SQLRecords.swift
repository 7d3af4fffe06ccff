import HelpdeskDesk
import HelpdeskModels
import SQLDatabase

/// The desk's rows in SQL, written once for all engines: an engine's connection takes them by conforming to this.
///
/// The tables are those of the engine's schema. What engines spell differently, they implement themselves.
protocol SQLRecords: MovingConnection, DeskRecords {
    /// The id of the author in the JSON of a note for the shift, `body`.
    static var authorOfNote: String { get }
    /// The condition that `column` is one of the texts in the value of the placeholder that it contains, a ``list(_:)``.
    static func isAmong(_ column: String) -> String
    /// Ids as the one value of ``isAmong(_:)``, so that one statement serves for any number of them.
    static func list(_ ids: [String]) -> String
    /// A table in which rows are found along an index that holds few of them.
    static func table(_ name: String, index: String) -> String

    /// Lets the change feed go on behind `position`.
    func beginFeed(after position: Int64) throws
}

/// The desk itself, its services, its topics and its incidents.
extension SQLRecords {
    func instance() throws -> String {
        guard let instance = try row("SELECT instance FROM desk", make: { $0.text(at: 0) }) else {
            throw StoreError.damaged("no desk")
        }
        return instance
    }

    func store(instance: String) throws {
        try execute("UPDATE desk SET instance = ?", instance)
    }

    func storedDesk() throws -> Desk? {
        try row("SELECT body FROM desk") { try $0.json(at: 0) }
    }

    func store(_ desk: Desk, instance: String) throws -> Bool {
        try execute(
            """
            INSERT INTO desk(id, instance, body) VALUES (1, ?, ?)
            ON CONFLICT(id) DO UPDATE SET body = excluded.body WHERE desk.body <> excluded.body
            """, instance, WireJSON.text(of: desk)) > 0
    }

    func service(_ id: Service.ID) throws -> Service? {
        try row("SELECT id, name FROM service WHERE id = ?", id) { Service(row: $0) }
    }

    func services() throws -> [Service] {
        try rows("SELECT id, name FROM service ORDER BY id") { Service(row: $0) }
    }

    func services(only: Service.ID?, after: String, limit: Int) throws -> [Service] {
        guard let only else {
            return try rows("SELECT id, name FROM service WHERE id > ? ORDER BY id LIMIT ?", after, limit) {
                Service(row: $0)
            }
        }
        return try rows("SELECT id, name FROM service WHERE id > ? AND id = ? LIMIT ?", after, only, limit) {
            Service(row: $0)
        }
    }

    func store(_ service: Service) throws {
        try execute(
            "INSERT INTO service(id, name) VALUES (?, ?) ON CONFLICT(id) DO UPDATE SET name = excluded.name",
            service.id, service.name)
    }

    func topic(_ id: Topic.ID) throws -> Topic? {
        try row("SELECT body FROM topic WHERE id = ?", id) { try $0.json(at: 0) }
    }

    func topics() throws -> [Topic] {
        try rows("SELECT body FROM topic") { try $0.json(at: 0) }
    }

    func store(_ topic: Topic) throws {
        try execute(
            "INSERT INTO topic(id, body) VALUES (?, ?) ON CONFLICT(id) DO UPDATE SET body = excluded.body",
            topic.id, WireJSON.text(of: topic))
    }

    func incident(_ id: Incident.ID) throws -> Incident? {
        try row("SELECT body FROM incident WHERE id = ?", id) { try $0.json(at: 0) }
    }

    func incidents() throws -> [Incident] {
        try rows("SELECT body FROM incident") { try $0.json(at: 0) }
    }

    func incidents(before end: Int64, limit: Int) throws -> [Incident] {
        try rows("SELECT body FROM incident WHERE ordinal < ? ORDER BY ordinal DESC LIMIT ?", end, limit) {
            try $0.json(at: 0)
        }
    }

    func ordinal(ofIncident id: String) throws -> Int64? {
        try row("SELECT ordinal FROM incident WHERE id = ?", id) { $0.integer(at: 0) }
    }

    func store(_ incident: Incident) throws -> Bool {
        try execute(
            """
            INSERT INTO incident(id, body) VALUES (?, ?)
            ON CONFLICT(id) DO UPDATE SET body = excluded.body WHERE incident.body <> excluded.body
            """, incident.id, WireJSON.text(of: incident)) > 0
    }
}
