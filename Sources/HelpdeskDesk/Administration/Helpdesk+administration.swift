import Foundation
package import HelpdeskModels

/// The desk, its services and topics, as an administrator manages them. Throws ``ServerFailure`` with a sentence where
/// something is refused; every method waits for the database.
extension Helpdesk {
    /// The desk, if the database has one yet.
    package func currentDesk() throws -> Desk? {
        try database.inspect { try $0.storedDesk() }
    }

    /// Makes or changes the desk; the topic Other comes with it.
    package func setDesk(_ desk: Desk) throws {
        try database.administer { try $0.setDesk(desk) }
    }

    /// From now on every cursor that clients have is gone.
    package func becomeAnotherInstance() throws {
        try database.administer { records in
            try records.store(instance: UUID().uuidString)
            try records.audit("desk.restore", "desk")
        }
    }

    /// Adds a service under a new id.
    package func addService(_ service: Service) throws {
        try database.administer { records in
            try service.id.check(name: service.name)
            guard try records.service(service.id) == nil else {
                throw ServerFailure("There is a service with the id \(service.id) already. Choose another id.")
            }
            try records.putService(service)
            try records.audit("service.add", service.id.rawValue)
        }
    }

    package func renameService(_ id: Service.ID, to name: String) throws {
        try database.administer { records in
            guard try records.service(id) != nil else { throw ServerFailure.unknown("service", id.rawValue) }
            try id.check(name: name)
            try records.putService(Service(id: id, name: name))
            try records.audit("service.rename", id.rawValue)
        }
    }

    package func services() throws -> [Service] {
        try database.inspect { try $0.services() }
    }

    /// Adds a topic under a new id.
    package func addTopic(_ topic: Topic) throws {
        try database.administer { records in
            try topic.check()
            guard try records.topic(topic.id) == nil else {
                throw ServerFailure("There is a topic with the id \(topic.id) already. Choose another id.")
            }
            try records.putTopic(topic)
            try records.audit("topic.add", topic.id.rawValue)
        }
    }

    /// Adds topics, or replaces those with the same ids, all or none.
    package func putTopics(_ topics: [Topic]) throws {
        try database.administer { records in
            for topic in topics {
                try topic.check()
                try records.putTopic(topic)
                try records.audit("topic.put", topic.id.rawValue)
            }
        }
    }

    /// Changes a topic; `change` gets it as it is. Other cannot be retired.
    package func changeTopic(_ id: Topic.ID, _ change: (inout Topic) -> Void) throws {
        try database.administer { records in
            guard var topic = try records.topic(id) else { throw ServerFailure.unknown("topic", id.rawValue) }
            change(&topic)
            try topic.check()
            try records.putTopic(topic)
            try records.audit("topic.change", id.rawValue)
        }
    }

    package func topics() throws -> [Topic] {
        try database.inspect { try $0.topics().sorted(by: Topic.precedes) }
    }
}

extension DeskRecords {
    func setDesk(_ desk: Desk) throws {
        // Programs refuse what no desk has, and show no bot under a name that Telegram does not give.
        guard Change.desk(desk).plausible == .desk(desk) else {
            throw ServerFailure(
                "A bot's name has 1 to 64 Latin letters, digits and underscores, without the @, and the desk's name "
                    + "at most 10,000 bytes.")
        }
        if try store(desk, instance: UUID().uuidString) {
            try append(.desk, "desk", .everybody)
            try audit("desk.change", "desk")
        }
        if try topic(Topic.otherID) == nil { try putTopic(.other) }
    }
}

extension Topic {
    /// Throws unless the topic can be shown, and its fields can be told apart.
    fileprivate func check() throws {
        try id.check(name: title[.english])
        guard Change.topic(self).plausible != nil else {
            throw ServerFailure("A title or a label of the topic \(id) is longer than programs show. Shorten it.")
        }
        guard id != Topic.otherID || !isRetired else {
            throw ServerFailure("The topic \(Topic.otherID) always exists and cannot be retired.")
        }
        let keys = fields.map(\.key)
        guard Set(keys).count == keys.count, keys.allSatisfy({ EntityKey<TopicField>($0).isWellFormed }),
            keys.count <= Limits.standard.fieldCount
        else {
            throw ServerFailure(
                "The fields of the topic \(id) need different keys of lower-case Latin letters, digits and _, "
                    + "\(Limits.standard.fieldCount) at the most.")
        }
    }
}

extension EntityKey {
    /// Throws unless the key may name a new thing, and `name` can be shown.
    func check(name: String) throws {
        guard isWellFormed else {
            throw ServerFailure("An id has 1 to 64 lower-case Latin letters, digits, hyphens and underscores.")
        }
        let isShown = !name.allSatisfy(\.isWhitespace) && name.unicodeScalars.count <= 200
        guard isShown, Limits.isPlainLine(name) else {
            throw ServerFailure("A name has 1 to 200 characters, none of them a control or format character.")
        }
    }
}
