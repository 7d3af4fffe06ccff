import Foundation
import HelpdeskModels
import Testing

@Suite("The wire")
struct WireTests {
    @Test("a change is an object with its kind and the thing under that name")
    func change() throws {
        let change = Change.service(Service(id: "zirka", name: "Таксі «Зірка»"))
        let json = String(decoding: try WireJSON.encode(change), as: UTF8.self)
        #expect(json == #"{"kind":"service","service":{"id":"zirka","name":"Таксі «Зірка»"}}"#)
        #expect(try WireJSON.decode(Change.self, from: Data(json.utf8)) == change)
    }

    @Test("an unknown kind of change is an error, not a crash")
    func unknownChange() {
        #expect(throws: DecodingError.self) {
            try WireJSON.decode(Change.self, from: Data(#"{"kind":"moon","moon":{}}"#.utf8))
        }
    }

    @Test(
        "an assignment says whom, or null for nobody; a change of status says nothing more",
        arguments: [
            (NewEvent(kind: .resolved), #"{"kind":"resolved"}"#),
            (.assigned(to: "greta"), #"{"assignee":"greta","kind":"assigned"}"#),
            (.assigned(to: nil), #"{"assignee":null,"kind":"assigned"}"#),
            (.moved(to: "maps"), #"{"kind":"moved","topic":"maps"}"#),
        ])
    func newEvent(_ event: NewEvent, _ json: String) throws {
        #expect(String(decoding: try WireJSON.encode(event), as: UTF8.self) == json)
        #expect(try WireJSON.decode(NewEvent.self, from: Data(json.utf8)) == event)
    }

    @Test("a text comes in the reader's language, else in one that there is")
    func localizedText() throws {
        let text = try WireJSON.decode(
            LocalizedText.self, from: Data(#"{"uk":"Інше","ru":"Другое","de":"Anderes"}"#.utf8))
        #expect(text[.russian] == "Другое")
        #expect(text[.english] == "Інше")
        #expect(LocalizedText([:])[.english].isEmpty)
    }

    @Test("a digest is 64 hexadecimal digits")
    func digest() {
        #expect(SHA256Digest(String(repeating: "AB", count: 32))?.description == String(repeating: "ab", count: 32))
        #expect(SHA256Digest("ab") == nil)
        #expect(SHA256Digest(String(repeating: "../", count: 22)) == nil)
    }

    @Test("topics stand in their order, and Other last")
    func topicOrder() {
        func topic(_ id: Topic.ID, _ order: Int) -> Topic {
            Topic(id: id, title: LocalizedText([:]), recommendation: LocalizedText([:]), order: order)
        }
        let sorted = [topic(Topic.otherID, 0), topic("b", 2), topic("a", 2), topic("c", 1)].sorted(by: Topic.precedes)
        #expect(sorted.map(\.id.rawValue) == ["c", "a", "b", "other"])
    }
}
