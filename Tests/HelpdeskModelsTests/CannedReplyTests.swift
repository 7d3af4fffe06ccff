import HelpdeskModels
import Testing

@Suite("Placeholders of canned replies")
struct CannedReplyTests {
    private let context = CannedReplyContext([
        .customer: "Олена", .ticket: "№ 1042", .topic: "Телефонія", .specialist: "Ірина", .service: "Таксі Зірка",
    ])

    @Test("each becomes its value, as often as it is there")
    func values() {
        let all = "{customer}|{ticket}|{topic}|{specialist}|{service}|{customer}"
        #expect(context.fill(all) == "Олена|№ 1042|Телефонія|Ірина|Таксі Зірка|Олена")
        #expect(context.fill("") == "")
        #expect(context.fill("Без нічого\nі далі") == "Без нічого\nі далі")
    }

    @Test(
        "whatever else is in braces stays as it is",
        arguments: [
            "{word}", "{Customer}", "{ customer }", "{}", "{", "}", "{customer", "customer}", "{{", "{cust{omer}}",
            "{ticket\n}",
        ])
    func others(text: String) {
        #expect(context.fill(text) == text)
    }

    @Test("a placeholder within other braces is filled in all the same")
    func nested() {
        #expect(context.fill("{{customer}}") == "{Олена}")
        #expect(context.fill("{a{ticket}b}") == "{a№ 1042b}")
    }

    @Test("what is put in is not looked through again")
    func once() {
        let sly = CannedReplyContext([.customer: "{ticket}", .ticket: "№ 1"])
        #expect(sly.fill("{customer} {ticket}") == "{ticket} № 1")
        #expect(CannedReplyContext([.customer: "{", .ticket: "№ 1"]).fill("{customer}ticket}") == "{ticket}")
    }

    @Test("without a value a placeholder stays, and that is known before")
    func missing() {
        let unsent = CannedReplyContext([.customer: "Олена"])
        #expect(unsent.fill("{customer}: {ticket}") == "Олена: {ticket}")
        #expect(unsent.hasAll(of: "{customer} {word}"))
        #expect(!unsent.hasAll(of: "{customer}: {ticket}"))
    }

    @Test("a change of a kind that a program does not know is set aside, and the others of its page arrive")
    func unknownKind() throws {
        let reply = CannedReply(
            id: .make(), name: "N", text: LocalizedText([.english: "T"]), owner: nil,
            updated: Timestamp(milliseconds: 0))
        let page = ChangePage(
            changes: [.cannedReply(reply), .service(Service(id: "a", name: "A"))], cursor: "c", hasMore: false)
        // As a program from before canned replies sees it.
        let json = String(decoding: try WireJSON.encode(page), as: UTF8.self).replacing("cannedReply", with: "novelty")
        let read: ChangePage = try WireJSON.decode(from: .init(json.utf8))
        #expect(read.changes == [.service(Service(id: "a", name: "A"))] && read.changesSetAside == 1)
        let whole: ChangePage = try WireJSON.decode(from: WireJSON.encode(page))
        #expect(whole.changes == page.changes && whole.changesSetAside == 0)
    }
}
