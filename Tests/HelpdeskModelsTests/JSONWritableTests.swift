import Foundation
import HelpdeskModels
import Testing

@Suite("What writes itself as JSON")
struct JSONWritableTests {
    /// Fails for a value that writes itself otherwise than `JSONEncoder` does, and for a type of which some member was
    /// never there: what nobody gave a value was not compared.
    private func expectSameBytes<Value: JSONWritable>(_ make: (inout RandomWire) -> Value) throws {
        var random = RandomWire(seed: 1)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        var missing: Set<String>?
        for _ in 0..<300 {
            let value = make(&random)
            let wanted = String(decoding: try encoder.encode(value), as: UTF8.self)
            #expect(String(decoding: try WireJSON.encode(value), as: UTF8.self) == wanted)
            missing = missing.map { $0.intersection(Self.missing(in: value)) } ?? Self.missing(in: value)
        }
        #expect(missing == [], "\(Value.self)")
    }

    private static func missing(in value: Any) -> Set<String> {
        let members = Mirror(reflecting: value).children.filter { member in
            Mirror(reflecting: member.value).displayStyle == .optional
                && Mirror(reflecting: member.value).children.isEmpty
        }
        return Set(members.compactMap(\.label))
    }

    @Test("are tickets with their parts")
    func tickets() throws {
        try expectSameBytes { $0.ticket() }
        try expectSameBytes { $0.author() }
        try expectSameBytes { $0.field() }
        try expectSameBytes { $0.rating() }
    }

    @Test("are messages, attachments, events, read marks")
    func conversations() throws {
        try expectSameBytes { $0.message() }
        try expectSameBytes { $0.attachment() }
        try expectSameBytes { $0.event() }
        try expectSameBytes { $0.readMark() }
    }

    @Test("are the desk, services, agents, topics")
    func reference() throws {
        try expectSameBytes { $0.desk() }
        try expectSameBytes { $0.limits() }
        try expectSameBytes { $0.officeHours() }
        try expectSameBytes { $0.bot() }
        try expectSameBytes { $0.service() }
        try expectSameBytes { $0.agent() }
        try expectSameBytes { $0.topic() }
        try expectSameBytes { $0.topicField() }
        try expectSameBytes { $0.localized() }
    }

    @Test("are chats, incidents, files from the phone, devices")
    func others() throws {
        try expectSameBytes { $0.link() }
        try expectSameBytes { $0.incident() }
        try expectSameBytes { $0.phoneFile() }
        try expectSameBytes { $0.shiftNote() }
        try expectSameBytes { $0.cannedReply() }
        try expectSameBytes { $0.device() }
    }

    @Test("are pages, updates and the feed")
    func pages() throws {
        try expectSameBytes { $0.page { $0.ticket() } }
        try expectSameBytes { $0.page { $0.message() } }
        try expectSameBytes { $0.update() }
        try expectSameBytes { $0.change() }
        try expectSameBytes { $0.changePage() }
    }

    @Test("are texts, numbers and ids by themselves")
    func values() throws {
        try expectSameBytes { $0.text() }
        try expectSameBytes { $0.count() }
        try expectSameBytes { $0.size() }
        try expectSameBytes { $0.bool() }
        try expectSameBytes { $0.time() }
        try expectSameBytes { $0.timeOfDay() }
        try expectSameBytes { $0.digest() }
        try expectSameBytes { $0.id() as Ticket.ID }
        try expectSameBytes { $0.key() as Topic.ID }
        try expectSameBytes { $0.list { $0.text() } }
    }
}
