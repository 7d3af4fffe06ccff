import DemoDesk
import Foundation
import HelpdeskDesk
import HelpdeskModels
import Testing

@testable import DeskStorage
@testable import HelpdeskServer

@Suite struct TopicFileTests {
    private func refusal(_ json: String) -> String {
        do {
            _ = try TopicFile.topics(in: Data(json.utf8), named: "t.json")
            return ""
        } catch {
            return "\(error)"
        }
    }

    private static let rest = #""recommendation":{},"fields":[],"order":1,"isRetired":false"#

    @Test(arguments: [
        (#"[{"id":"a","title":{},\#(rest)},{"id":"b",\#(rest)}]"#, "topic 2 (b), the key title is missing"),
        (#"[{"title":{},\#(rest)}]"#, "topic 1, the key id is missing"),
        (#"[{"id":"a","title":"Sound",\#(rest)}]"#, "topic 1 (a), the key title must be an object"),
        (#"[{"id":"a","title":null,\#(rest)}]"#, "topic 1 (a), the key title"),
        (
            #"[{"id":"a","title":{},"recommendation":{},"fields":{},"order":1,"isRetired":false}]"#,
            "topic 1 (a), the key fields must be an array"
        ),
        (
            #"[{"id":"a","title":{},"recommendation":{},"fields":[],"order":"1","isRetired":false}]"#,
            "topic 1 (a), the key order must be a number"
        ),
        (
            #"[{"id":"a","title":{},"recommendation":{},"fields":[{"key":"k","label":{},"kind":"x","isRequired":true}],"order":1,"isRetired":false}]"#,
            "topic 1 (a), the key fields, no. 1, the key kind has a value that is not known"
        ),
        (#"{"id":"a"}"#, "the whole file must be an array"), (#"[{"id":"a""#, "this is not JSON"),
        ("", "this is not JSON"),
    ])
    func `a mistake is named with its topic and key`(json: String, said: String) {
        let refusal = refusal(json)
        #expect(refusal.contains("t.json: \(said)"), "\(refusal)")
    }

    @Test func `the sample shows everything that a topic can have, and is taken back`() throws {
        let sample = DemoDesk.topics
        #expect(sample.last?.id == Topic.otherID && sample.count > 5)
        #expect(sample.contains { !$0.fields.isEmpty } && sample.contains { $0.template != nil })
        #expect(try TopicFile.topics(in: WireJSON.encode(sample), named: "") == sample)
        let desk = try TestDesk()
        try desk.helpdesk.putTopics(sample)
        #expect(try desk.helpdesk.topics() == sample)
    }
}
