import Foundation
import HelpdeskDesk
import HelpdeskModels
import SQLDatabase

/// Reading the desk's values by column, straight from the row.
extension SQLRow {
    func id<Entity>(at column: Int) throws -> EntityID<Entity> {
        guard let id = EntityID<Entity>(text(at: column)) else { throw StoreError.damaged("id in column \(column)") }
        return id
    }

    func optionalID<Entity>(at column: Int) throws -> EntityID<Entity>? {
        optionalText(at: column) == nil ? nil : try id(at: column)
    }

    func key<Entity>(at column: Int) -> EntityKey<Entity> {
        EntityKey(rawValue: text(at: column))
    }

    func optionalKey<Entity>(at column: Int) -> EntityKey<Entity>? {
        optionalText(at: column).map { EntityKey(rawValue: $0) }
    }

    func value<Value: RawRepresentable>(at column: Int) throws -> Value where Value.RawValue == String {
        guard let value = Value(rawValue: text(at: column)) else {
            throw StoreError.damaged("\(Value.self) in column \(column)")
        }
        return value
    }

    func digest(at column: Int) throws -> SHA256Digest {
        guard let digest = SHA256Digest(text(at: column)) else {
            throw StoreError.damaged("sha256 in column \(column)")
        }
        return digest
    }

    /// A value that is stored as the JSON of the wire.
    func json<Value: Decodable>(at column: Int) throws -> Value {
        try WireJSON.decode(from: Data(text(at: column).utf8))
    }

    /// An author from three columns: id, name, role.
    func author(at column: Int) throws -> Author {
        Author(id: key(at: column), name: text(at: column + 1), role: try value(at: column + 2))
    }

    /// A user from five columns: id, name, role, service, retired.
    func user(at column: Int) throws -> UserRecord {
        let user = User(
            id: key(at: column), name: text(at: column + 1), role: try value(at: column + 2),
            service: optionalKey(at: column + 3))
        return UserRecord(user: user, retired: optionalTime(at: column + 4))
    }
}

extension WireJSON {
    static func text(of value: some Encodable) throws -> String {
        String(decoding: try encode(value), as: UTF8.self)
    }
}

extension Service {
    /// From `id, name`.
    init(row: some SQLRow) {
        self.init(id: row.key(at: 0), name: row.text(at: 1))
    }
}

extension TokenRecord {
    /// In the order in which ``init(row:)`` reads them.
    static let columns = "id, user, label, created, used, revoked, expires"

    init(row: some SQLRow) {
        self.init(
            id: row.integer(at: 0), user: row.key(at: 1), label: row.text(at: 2), created: row.time(at: 3),
            used: row.optionalTime(at: 4), revoked: row.optionalTime(at: 5), expires: row.optionalTime(at: 6))
    }
}

extension Ticket {
    /// In the order in which ``init(row:)`` reads them.
    static let columns = """
        number, id, service, topic, subject, status, author_id, author_name, author_role, assignee_id, assignee_name, \
        assignee_role, created, updated, resolved, rating_score, rating_comment, fields, priority, waiting_since, \
        merged_into
        """

    init(row: some SQLRow) throws {
        let isAssigned = row.optionalText(at: 9) != nil
        let score = row.optionalInteger(at: 15)
        let fields = row.text(at: 17)
        self.init(
            id: try row.id(at: 1), number: Int(row.integer(at: 0)), service: row.key(at: 2), topic: row.key(at: 3),
            subject: row.text(at: 4), status: try row.value(at: 5), author: try row.author(at: 6),
            assignee: isAssigned ? try row.author(at: 9) : nil,
            created: row.time(at: 12), updated: row.time(at: 13), resolved: row.optionalTime(at: 14),
            rating: score.map { Rating(score: Int($0), comment: row.optionalText(at: 16) ?? "") },
            fields: fields == "[]" ? [] : try WireJSON.decode(from: Data(fields.utf8)),
            priority: row.optionalText(at: 18) == nil ? nil : try row.value(at: 18),
            waitingSince: row.optionalTime(at: 19), mergedInto: try row.optionalID(at: 20))
    }
}

extension Message {
    /// In the order in which ``init(row:)`` reads them; the last one it leaves.
    static let columns =
        "id, ticket, author_id, author_name, author_role, origin, text, created, edited, is_internal, fingerprint"

    /// Without its attachments.
    init(row: some SQLRow) throws {
        self.init(
            id: try row.id(at: 0), ticket: try row.id(at: 1), author: try row.author(at: 2),
            origin: try row.value(at: 5), text: row.text(at: 6), attachments: [], created: row.time(at: 7),
            edited: row.optionalTime(at: 8), isInternal: row.truth(at: 9))
    }
}

extension Attachment {
    /// In the order in which ``init(row:)`` reads them.
    static let columns = "a.id, a.name, a.media_type, a.size, a.sha256, a.detected_type"

    init(row: some SQLRow) throws {
        self.init(
            id: try row.id(at: 0), name: row.text(at: 1), mediaType: row.text(at: 2), size: row.integer(at: 3),
            sha256: try row.digest(at: 4), detectedType: row.optionalText(at: 5))
    }
}

extension Event {
    /// In the order in which ``init(row:)`` reads them.
    static let columns =
        "id, ticket, kind, author_id, author_name, author_role, created, detail, topic, priority, merged_into"

    init(row: some SQLRow) throws {
        self.init(
            id: try row.id(at: 0), ticket: try row.id(at: 1), kind: try row.value(at: 2), author: try row.author(at: 3),
            created: row.time(at: 6), detail: row.optionalText(at: 7), topic: row.optionalKey(at: 8),
            priority: row.optionalText(at: 9) == nil ? nil : try row.value(at: 9), into: try row.optionalID(at: 10))
    }
}

extension LinkedChat {
    /// A query of all links, in the order in which ``init(row:)`` reads them; to be followed by its conditions.
    static let query = """
        SELECT l.chat, l.id, l.service, l.state, l.chat_name, l.username, l.user, u.name, u.role, l.claimed_name, \
        l.created, l.linked, l.wants_answers, s.name, l.ordinal
        FROM telegram_link l JOIN service s ON s.id = l.service LEFT JOIN user u ON u.id = l.user
        """

    init(row: some SQLRow) throws {
        let isOfUser = row.optionalText(at: 6) != nil
        let link = TelegramLink(
            id: try row.id(at: 1), service: row.key(at: 2), state: try row.value(at: 3), chatName: row.text(at: 4),
            username: TelegramChat.username(row.optionalText(at: 5)), user: isOfUser ? try row.author(at: 6) : nil,
            claimedName: row.optionalText(at: 9),
            created: row.time(at: 10), linked: row.optionalTime(at: 11), wantsAnswers: row.truth(at: 12))
        self.init(
            chat: row.integer(at: 0), link: link, service: Service(id: link.service, name: row.text(at: 13)))
    }
}
