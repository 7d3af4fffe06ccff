import Foundation
package import GRDB
import HelpdeskDesk
package import HelpdeskModels

/// What an administrator does. Throws ``ServerFailure`` with a sentence where something is refused.
extension SQLiteStore {
    /// The desk, if the database has one yet.
    package func currentDesk() throws -> Desk? {
        try inspect { db in
            let body = try String.fetchOne(db, sql: "SELECT body FROM desk")
            return try body.map { try WireJSON.decode(from: Data($0.utf8)) }
        }
    }

    /// Makes or changes the desk; the topic Other comes with it.
    package func setDesk(_ desk: Desk) throws {
        try administer { try Self.setDesk(desk, $0) }
    }

    package static func setDesk(_ desk: Desk, _ db: Database) throws {
        // Programs refuse what no desk has, and show no bot under a name that Telegram does not give.
        guard Change.desk(desk).plausible == .desk(desk) else {
            throw ServerFailure(
                "A bot's name has 1 to 64 Latin letters, digits and underscores, without the @, and the desk's name "
                    + "at most 10,000 bytes.")
        }
        let body = String(decoding: try WireJSON.encode(desk), as: UTF8.self)
        try db.execute(
            sql: """
                INSERT INTO desk(id, instance, body) VALUES (1, ?, ?)
                ON CONFLICT DO UPDATE SET body = excluded.body WHERE body <> excluded.body
                """, arguments: [UUID().uuidString, body])
        if db.changesCount > 0 {
            try record(.desk, "desk", .everybody, db)
            try audit("desk.change", "desk", db)
        }
        if try topic(Topic.otherID, db) == nil { try putTopic(.other, db) }
    }

    /// Adds a service under a new id.
    package func addService(_ service: Service) throws {
        try administer { db in
            try Self.check(service.id, service.name)
            guard try Self.service(service.id, db) == nil else {
                throw ServerFailure("There is a service with the id \(service.id) already. Choose another id.")
            }
            try Self.putService(service, db)
            try Self.audit("service.add", service.id.rawValue, db)
        }
    }

    package func renameService(_ id: Service.ID, to name: String) throws {
        try administer { db in
            guard try Self.service(id, db) != nil else { throw ServerFailure.unknown("service", id.rawValue) }
            try Self.check(id, name)
            try Self.putService(Service(id: id, name: name), db)
            try Self.audit("service.rename", id.rawValue, db)
        }
    }

    package func services() throws -> [Service] {
        try inspect { db in
            try Row.fetchAll(db, sql: "SELECT id, name FROM service ORDER BY id")
                .map { Service(id: $0.key(at: 0), name: $0[1]) }
        }
    }

    package static func putService(_ service: Service, _ db: Database) throws {
        try db.execute(
            sql: "INSERT INTO service(id, name) VALUES (?, ?) ON CONFLICT DO UPDATE SET name = excluded.name",
            arguments: [service.id.rawValue, service.name])
        try record(.service, service.id.rawValue, .service(service.id), db)
    }

    /// Adds a topic under a new id.
    package func addTopic(_ topic: Topic) throws {
        try administer { db in
            try Self.check(topic)
            guard try Self.topic(topic.id, db) == nil else {
                throw ServerFailure("There is a topic with the id \(topic.id) already. Choose another id.")
            }
            try Self.putTopic(topic, db)
            try Self.audit("topic.add", topic.id.rawValue, db)
        }
    }

    /// Adds topics, or replaces those with the same ids, all or none.
    package func putTopics(_ topics: [Topic]) throws {
        try administer { db in
            for topic in topics {
                try Self.check(topic)
                try Self.putTopic(topic, db)
                try Self.audit("topic.put", topic.id.rawValue, db)
            }
        }
    }

    /// Changes a topic; `change` gets it as it is. Other cannot be retired.
    package func changeTopic(_ id: Topic.ID, _ change: (inout Topic) -> Void) throws {
        try administer { db in
            guard var topic = try Self.topic(id, db) else { throw ServerFailure.unknown("topic", id.rawValue) }
            change(&topic)
            try Self.check(topic)
            try Self.putTopic(topic, db)
            try Self.audit("topic.change", id.rawValue, db)
        }
    }

    package func topics() throws -> [Topic] {
        try inspect { db in
            try String.fetchAll(db, sql: "SELECT body FROM topic")
                .map { try WireJSON.decode(Topic.self, from: Data($0.utf8)) }
                .sorted(by: Topic.precedes)
        }
    }

    package static func putTopic(_ topic: Topic, _ db: Database) throws {
        try db.execute(
            sql: "INSERT INTO topic(id, body) VALUES (?, ?) ON CONFLICT DO UPDATE SET body = excluded.body",
            arguments: [topic.id.rawValue, String(decoding: try WireJSON.encode(topic), as: UTF8.self)])
        try record(.topic, topic.id.rawValue, .everybody, db)
    }

    /// Throws unless the topic can be shown, and its fields can be told apart.
    private static func check(_ topic: Topic) throws {
        try check(topic.id, topic.title[.english])
        guard Change.topic(topic).plausible != nil else {
            throw ServerFailure("A title or a label of the topic \(topic.id) is longer than programs show. Shorten it.")
        }
        guard topic.id != Topic.otherID || !topic.isRetired else {
            throw ServerFailure("The topic \(Topic.otherID) always exists and cannot be retired.")
        }
        let keys = topic.fields.map(\.key)
        guard Set(keys).count == keys.count, keys.allSatisfy({ EntityKey<TopicField>($0).isWellFormed }),
            keys.count <= Limits.standard.fieldCount
        else {
            throw ServerFailure(
                "The fields of the topic \(topic.id) need different keys of lower-case Latin letters, digits and _, "
                    + "\(Limits.standard.fieldCount) at the most.")
        }
    }

    /// Throws unless `id` may name a new thing and `name` can be shown.
    static func check<Entity>(_ id: EntityKey<Entity>, _ name: String) throws {
        guard id.isWellFormed else {
            throw ServerFailure("An id has 1 to 64 lower-case Latin letters, digits, hyphens and underscores.")
        }
        let isShown = !name.allSatisfy(\.isWhitespace) && name.unicodeScalars.count <= 200
        guard isShown, !name.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else {
            throw ServerFailure("A name has 1 to 200 characters, none of them a control character.")
        }
    }
}
