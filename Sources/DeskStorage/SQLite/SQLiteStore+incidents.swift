import Foundation
import GRDB
import HelpdeskDesk
package import HelpdeskModels

/// Incidents, as the alert bot tells of them.
extension SQLiteStore {
    package func incidents(after: String?, limit: Int) async throws -> Page<Incident> {
        try await read { db in
            var end = Int64.max
            if let after {
                let statement = try db.cachedStatement(sql: "SELECT ordinal FROM incident WHERE id = ?")
                guard let found = try Int64.fetchOne(statement, arguments: [after.lowercased()]) else {
                    throw StoreError.unknownPage
                }
                end = found
            }
            let statement = try db.cachedStatement(
                sql: "SELECT body FROM incident WHERE ordinal < ? ORDER BY ordinal DESC LIMIT ?")
            let incidents = try String.fetchAll(statement, arguments: [end, limit + 1])
                .map { try WireJSON.decode(Incident.self, from: Data($0.utf8)) }
            return Page(incidents, limit: limit) { $0.id.description }
        }
    }

    /// Stores an incident as it is now, in place of what was known of it; the same again changes nothing.
    package func publish(_ incident: Incident) async throws {
        try await write { try Self.put(incident, $0) }
    }

    /// Closes what is open: a desk that is restored without its alert bot has nobody else who would.
    package func resolveIncidents(at time: Timestamp) throws {
        try administer { db in
            for body in try String.fetchAll(db, sql: "SELECT body FROM incident") {
                var incident: Incident = try WireJSON.decode(from: Data(body.utf8))
                guard incident.state.isOpen else { continue }
                incident.state = .resolved
                incident.resolved = time
                try Self.put(incident, db)
                try Self.audit("incident.resolved", incident.id.description, db)
            }
        }
    }

    private static func put(_ incident: Incident, _ db: Database) throws {
        let body = String(decoding: try WireJSON.encode(incident), as: UTF8.self)
        try db.cachedStatement(
            sql: """
                INSERT INTO incident(id, body) VALUES (?, ?)
                ON CONFLICT(id) DO UPDATE SET body = excluded.body WHERE body <> excluded.body
                """
        ).execute(arguments: [incident.id.description, body])
        if db.changesCount > 0 { try record(.incident, incident.id.description, .everybody, db) }
    }

    static func incident(_ id: Incident.ID, _ db: Database) throws -> Incident? {
        let statement = try db.cachedStatement(sql: "SELECT body FROM incident WHERE id = ?")
        return try String.fetchOne(statement, arguments: [id.description])
            .map { try WireJSON.decode(from: Data($0.utf8)) }
    }
}
