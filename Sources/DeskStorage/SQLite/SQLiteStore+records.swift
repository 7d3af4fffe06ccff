import Foundation
package import GRDB
package import HelpdeskDesk
package import HelpdeskModels

/// Single things by id, and marking them as changed; used inside the transactions of the other extensions.
extension SQLiteStore {
    /// What the change feed calls the kinds of things.
    enum ChangeKind: String {
        case desk, service, topic, ticket, message, event, readMark, agent, telegramLink, incident, phoneFile
    }

    /// Who receives a change.
    enum Scope {
        case everybody
        /// The customers of a service, and staff.
        case service(Service.ID)
        case staff
        case user(User.ID)

        var text: String {
            switch self {
            case .everybody: "all"
            case .service(let id): "s:\(id)"
            case .staff: "staff"
            case .user(let id): "u:\(id)"
            }
        }
    }

    /// Moves a thing to the end of the change feed.
    static func record(_ kind: ChangeKind, _ reference: String, _ scope: Scope, _ db: Database) throws {
        try db.cachedStatement(sql: "INSERT OR REPLACE INTO change(kind, ref, scope) VALUES (?, ?, ?)")
            .execute(arguments: [kind.rawValue, reference, scope.text])
    }

    static func desk(_ db: Database) throws -> Desk {
        let statement = try db.cachedStatement(sql: "SELECT body FROM desk")
        guard let body = try String.fetchOne(statement) else { throw StoreError.damaged("no desk") }
        return try WireJSON.decode(from: Data(body.utf8))
    }

    static func topic(_ id: Topic.ID, _ db: Database) throws -> Topic? {
        let statement = try db.cachedStatement(sql: "SELECT body FROM topic WHERE id = ?")
        let body = try String.fetchOne(statement, arguments: [id.rawValue])
        return try body.map { try WireJSON.decode(from: Data($0.utf8)) }
    }

    static func service(_ id: Service.ID, _ db: Database) throws -> Service? {
        let statement = try db.cachedStatement(sql: "SELECT name FROM service WHERE id = ?")
        return try String.fetchOne(statement, arguments: [id.rawValue]).map { Service(id: id, name: $0) }
    }

    /// A member of the staff, retired or not.
    static func agent(_ id: User.ID, _ db: Database) throws -> Agent? {
        let statement = try db.cachedStatement(
            sql: "SELECT id, name, role, retired IS NOT NULL FROM user WHERE id = ? AND role <> 'customer'")
        return try statement.value([id.rawValue]) { row in
            Agent(id: row.key(at: 0), name: row[1], role: try row.value(at: 2), isRetired: row[3])
        }
    }

    package static func ticket(_ id: Ticket.ID, _ db: Database) throws -> Ticket? {
        let statement = try db.cachedStatement(sql: "SELECT \(Ticket.columns) FROM ticket WHERE id = ?")
        return try statement.value([id.description]) { try Ticket(row: $0) }
    }

    /// The ticket, if there is one that the account may know.
    package static func ticket(_ id: Ticket.ID, for account: Account, _ db: Database) throws -> Ticket {
        guard let ticket = try ticket(id, db), account.sees(ticket.service) else { throw StoreError.notFound }
        return ticket
    }

    static func attachments(of message: String, _ db: Database) throws -> [Attachment] {
        let statement = try db.cachedStatement(
            sql: "SELECT \(Attachment.columns) FROM attachment WHERE message = ? ORDER BY position")
        return try statement.values([message]) { try Attachment(row: $0) }
    }

    /// A message with its fingerprint.
    static func message(_ id: Message.ID, _ db: Database) throws -> (message: Message, fingerprint: String)? {
        let statement = try db.cachedStatement(sql: "SELECT \(Message.columns) FROM message WHERE id = ?")
        return try statement.value([id.description]) { row in
            (try Message(row: row, attachments: attachments(of: id.description, db)), row[10])
        }
    }

    static func event(_ id: Event.ID, _ db: Database) throws -> Event? {
        let statement = try db.cachedStatement(sql: "SELECT \(Event.columns) FROM event WHERE id = ?")
        return try statement.value([id.description]) { try Event(row: $0) }
    }

    static func events(causedBy cause: String, _ db: Database) throws -> [Event] {
        let statement = try db.cachedStatement(
            sql: "SELECT \(Event.columns) FROM event WHERE cause = ? ORDER BY ordinal")
        return try statement.values([cause]) { try Event(row: $0) }
    }
}
