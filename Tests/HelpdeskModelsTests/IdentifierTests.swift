import Foundation
import HelpdeskModels
import Testing

@Suite("Identifiers")
struct IdentifierTests {
    @Test("a new id is a UUID of version 7 that carries its time and sorts by it")
    func version7() {
        let early = EntityID<Ticket>.make(at: Timestamp(milliseconds: 1_700_000_000_000))
        let late = EntityID<Ticket>.make(at: Timestamp(milliseconds: 1_700_000_000_001))
        #expect(early < late)
        #expect(early.description.hasPrefix("018bcfe5-6800-7"))
        #expect("89ab".contains(Array(early.description)[19]))
    }

    @Test(
        "only a whole UUID is an id",
        arguments: [
            "", "x", "018bcfe5-6800-7000-8000-00000000000", "018bcfe5-6800-7000-8000-0000000000000",
            "018bcfe5-6800-7000-80000-00000000000", "018bcfe5-6800-7000-8000-00000000000g",
            "018bcfe5-6800-7000-8000-0000000000 1", "../../etc/passwd",
        ])
    func notAnID(text: String) {
        #expect(EntityID<Ticket>(text) == nil)
    }

    @Test("an id reads and writes itself as Foundation's UUID does, in small letters")
    func text() {
        for _ in 0..<1000 {
            let uuid = UUID()
            #expect(EntityID<Ticket>(uuid).description == uuid.uuidString.lowercased())
            #expect(EntityID<Ticket>(uuid.uuidString)?.uuid == uuid)
        }
    }

    @Test("ids sort as their texts do")
    func order() {
        let ids = (0..<1000).map { _ in EntityID<Ticket>(UUID()) }
        #expect(ids.sorted() == ids.sorted { $0.description < $1.description })
        let close = ["00000000-0000-0000-0000-0000000000ff", "00000000-0000-0000-0000-000000000100"]
        #expect(close.compactMap { EntityID<Ticket>($0) }.reversed().sorted().map(\.description) == close)
        #expect(!(ids[0] < ids[0]))
    }

    @Test("a key of cabdeskd is short, lower-case and plain")
    func keys() {
        #expect(Topic.ID("orders-2_a").isWellFormed)
        for bad in ["", "Orders", "тема", "a b", "../x", String(repeating: "a", count: 65)] {
            #expect(!Topic.ID(bad).isWellFormed)
        }
    }
}
