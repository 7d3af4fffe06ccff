import Foundation
import HelpdeskModels
import Testing

@Suite("Identifiers and times")
struct IdentifierTests {
    @Test("a new id is a UUID of version 7 that carries its time and sorts by it")
    func version7() {
        let early = EntityID<Ticket>.make(at: Timestamp(milliseconds: 1_700_000_000_000))
        let late = EntityID<Ticket>.make(at: Timestamp(milliseconds: 1_700_000_000_001))
        #expect(early < late)
        #expect(early.description.hasPrefix("018bcfe5-6800-7"))
        #expect("89ab".contains(Array(early.description)[19]))
    }

    @Test("only a whole UUID is an id", arguments: ["", "x", "018bcfe5-6800-7000-8000-00000000000", "../../etc/passwd"])
    func notAnID(text: String) {
        #expect(EntityID<Ticket>(text) == nil)
    }

    @Test("a key of cabdeskd is short, lower-case and plain")
    func keys() {
        #expect(Topic.ID("orders-2_a").isWellFormed)
        for bad in ["", "Orders", "тема", "a b", "../x", String(repeating: "a", count: 65)] {
            #expect(!Topic.ID(bad).isWellFormed)
        }
    }

    @Test("a time survives the wire to the millisecond", arguments: [0, 1, 999, 1_764_547_200_123, -1])
    func timestamps(milliseconds: Int64) throws {
        let time = Timestamp(milliseconds: milliseconds)
        #expect(Timestamp(time.description) == time)
        #expect(try WireJSON.decode(Timestamp.self, from: WireJSON.encode(time)) == time)
    }

    @Test("a time without fractions or in another zone is read, nonsense is not")
    func timestampForms() {
        #expect(Timestamp("2026-03-01T05:06:07Z")?.milliseconds == 1_772_341_567_000)
        #expect(Timestamp("2026-03-01T08:06:07+03:00")?.milliseconds == 1_772_341_567_000)
        #expect(Timestamp("yesterday") == nil)
    }
}
