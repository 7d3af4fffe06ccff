import Foundation
import HTTPTypes
import HelpdeskDesk
import HelpdeskModels
import SQLDatabase
import TestSupport
import Testing

@testable import DeskStorage
@testable import HelpdeskServer

@Suite("Searching on the desk") struct SearchTests {
    let desk: TestDesk

    init() throws { desk = try TestDesk() }

    private func search(_ text: String, as user: User = TestDesk.ann, _ rest: String = "") async throws -> SearchPage {
        let q = try #require(text.addingPercentEncoding(withAllowedCharacters: .alphanumerics))
        return try await desk.get("/v1/search?q=\(q)\(rest)", as: user).json()
    }

    private func subjects(_ text: String, as user: User = TestDesk.ann) async throws -> [String] {
        let page = try await search(text, as: user)
        #expect(page.total >= page.items.count && page.isComplete && page.isTotalExact)
        return page.items.map(\.subject)
    }

    @Test func `words are found in number, subject, author, messages and file names, together`() async throws {
        var new = desk.newTicket("Їжак не дзвонить", text: "Лінія №2 мовчить")
        new.message.attachments = [try await desk.upload(Data("x".utf8), named: "схема-Ґанку.pdf")]
        let ticket = try await desk.file(new)
        _ = try await desk.file(desk.newTicket("Other", text: "Nothing"))
        try await desk.write("Ещё раз: антенна", in: ticket, as: TestDesk.greta)
        for words in [
            "їжак", "ІЖАК", "звон", "№\(ticket.number)", "#\(ticket.number) їжак", "мовчить лінія", "ганку pdf",
            "ann дзв",
            "еще", "нтенн", "greta", "лі", "схема їжак антенна мовчить №2",
        ] {
            #expect(try await subjects(words) == ["Їжак не дзвонить"], "\(words)")
            #expect(try await subjects(words, as: TestDesk.greta) == ["Їжак не дзвонить"], "\(words)")
        }
        // One or two letters only where a word begins; all words, not some.
        for words in ["жа", "мовчить nothing", "ї ж а к", "qqq", "!!!"] {
            #expect(try await subjects(words).isEmpty, "\(words)")
        }
    }

    @Test func `the newest message comes first, and the next page goes on behind the one before`() async throws {
        var tickets: [Ticket] = []
        for number in 1...7 { tickets.append(try await desk.file(desk.newTicket("Antenna \(number)"))) }
        try await desk.write("Still broken", in: tickets[2], as: TestDesk.ann)
        let expected = [3, 7, 6, 5, 4, 2, 1].map { "Antenna \($0)" }
        for user in [TestDesk.ben, TestDesk.greta] {
            var (found, next): ([String], String?) = ([], "")
            while let start = next {
                let page = try await search("antenna", as: user, "&limit=3" + (start.isEmpty ? "" : "&after=\(start)"))
                #expect(page.total == 7 && page.isTotalExact)
                found += page.items.map(\.subject)
                next = page.next
            }
            #expect(found == expected)
        }
        let account = Account(user: TestDesk.ann, service: TestDesk.harbour, token: 0)
        let page = try await desk.helpdesk.search("antenna", for: account, after: nil, limit: 2, counting: 5)
        #expect(page.total == 5 && !page.isTotalExact && page.items.count == 2)
    }

    @Test func `customers find nothing of another service, and not what a note says`() async throws {
        let ticket = try await desk.file(desk.newTicket("Radio", text: "crackles"))
        _ = try await desk.file(desk.newTicket("Radio two"), as: TestDesk.vera)
        let file = try await desk.upload(Data("x".utf8), named: "wiretap.txt", as: TestDesk.greta)
        try await desk.write("clumsy driver", in: ticket, as: TestDesk.greta, isInternal: true, attachments: [file])
        let before = try await search("radio")
        #expect(before.items.map(\.subject) == ["Radio"] && before.total == 1)
        #expect(try await subjects("radio", as: TestDesk.vera) == ["Radio two"])
        #expect(Set(try await subjects("radio", as: TestDesk.greta)) == ["Radio", "Radio two"])
        for words in ["clumsy", "wiretap", "crackles driver", "greta"] {
            #expect(try await subjects(words, as: TestDesk.greta) == ["Radio"], "\(words)")
            for user in [TestDesk.ann, TestDesk.vera] {
                #expect(try await subjects(words, as: user).isEmpty, "\(words)")
            }
        }
        // Nor does anything else tell of a note.
        try await desk.write("another one", in: ticket, as: TestDesk.greta, isInternal: true)
        #expect(try await search("radio") == before)
        #expect(try await search("radio", "&limit=1").next == nil)
    }

    @Test func `what was changed, moved, emptied or erased is found no longer where it was`() async throws {
        let (first, second) = (
            try await desk.file(desk.newTicket("Alpha")), try await desk.file(desk.newTicket("Beta"))
        )
        let id = Message.ID.make()
        try await desk.writeFromTelegram("peculiar wrod", in: first, as: TestDesk.ann, id: id)
        let account = Account(user: TestDesk.ann, service: TestDesk.harbour, token: 0, door: .telegram)
        let outcome = try await desk.helpdesk.revise(id, text: "peculiar word", by: account, at: desk.clock.now())
        #expect(outcome == .revised)
        #expect(try await subjects("wrod").isEmpty)
        #expect(try await subjects("peculiar word") == ["Alpha"])

        try await desk.ask(.merged(into: second.id), for: first, as: TestDesk.greta)
        #expect(try await subjects("peculiar word") == ["Beta"])
        #expect(try await subjects("alpha") == ["Alpha"])

        try await desk.write("mine alone", in: second, as: TestDesk.ben)
        try desk.helpdesk.erasePerson(TestDesk.ann.id)
        #expect(try await subjects("peculiar", as: TestDesk.ben).isEmpty)
        #expect(try await subjects("beta", as: TestDesk.greta).isEmpty)
        #expect(try await search("mine alone", as: TestDesk.ben).items.map(\.id) == [second.id])
        let words = try await desk.texts("SELECT words FROM search_entry").joined(separator: " ")
        #expect(words.contains("alone") && !words.contains("peculiar"))

        try desk.helpdesk.eraseService(TestDesk.harbour.id)
        #expect(try await search("alone", as: TestDesk.greta).total == 0)
        #expect(try await desk.texts("SELECT words FROM search_entry").isEmpty)
    }

    @Test func `nothing in a question has a meaning but its letters and digits`() async throws {
        _ = try await desk.file(desk.newTicket("NEAR AND OR NOT", text: "words:of keys*"))
        for words in [
            "\"near\"", "near AND not", "NEAR(and, or)", "keys*", "words:of", "' OR 7=7 --", "-near", "^near", "{near}",
            "%near%",
        ] {
            let expected = words.contains("7") ? [] : ["NEAR AND OR NOT"]
            #expect(try await subjects(words) == expected, "\(words)")
        }
        #expect(try await subjects("OR 2").isEmpty)
    }

    @Test func `a question is not too long, and there is one`() async throws {
        #expect(try await desk.get("/v1/search", as: TestDesk.ann).problem == .malformed)
        #expect(try await desk.get("/v1/search?q=", as: TestDesk.ann).problem == .malformed)
        let q = String(repeating: "a", count: SearchPage.queryLength)
        #expect(try await desk.get("/v1/search?q=\(q)", as: TestDesk.ann).status == 200)
        #expect(try await desk.get("/v1/search?q=\(q)a", as: TestDesk.ann).problem == .malformed)
        for after in ["", "x", "-1", "0"] {
            #expect(
                try await desk.get("/v1/search?q=a&after=\(after)", as: TestDesk.ann).problem == .malformed, "\(after)")
        }
    }

    /// As a desk of the version before, which knows no index.
    private func forgetIndex() throws {
        try desk.directory.database.administerQuietly { records in
            let records = try #require(records as? any SQLRecords)
            let tickets: [Ticket.ID] = try records.rows("SELECT id FROM ticket") { try $0.id(at: 0) }
            for ticket in tickets { try records.deleteSearchEntries(of: ticket) }
            try records.beginSearchFill()
        }
    }

    @Test func `an older desk is put into the index step by step, newest tickets first, and says so meanwhile`()
        async throws
    {
        var tickets: [Ticket] = []
        for number in 1...5 { tickets.append(try await desk.file(desk.newTicket("Old \(number)"))) }
        try forgetIndex()
        #expect(try await search("old").items.isEmpty)
        #expect(try await !search("old").isComplete)
        #expect(try await desk.helpdesk.fillSearchIndex(step: 2))
        #expect(try await search("old").items.map(\.subject) == ["Old 5", "Old 4"])
        // A message that is written meanwhile is found at once, with the whole ticket, and once.
        try await desk.write("news", in: tickets[1], as: TestDesk.ann)
        _ = try await desk.file(desk.newTicket("New and old"))
        #expect(try await search("old").items.map(\.subject) == ["New and old", "Old 2", "Old 5", "Old 4"])
        while try await desk.helpdesk.fillSearchIndex(step: 2) {}
        let page = try await search("old")
        #expect(page.items.map(\.subject) == ["New and old", "Old 2", "Old 5", "Old 4", "Old 3", "Old 1"])
        #expect(page.isComplete && page.total == 6)
        #expect(try await !desk.helpdesk.fillSearchIndex())
    }

    @Test func `what a server of the version before wrote beside this one is found after the next look`() async throws {
        let ticket = try await desk.file(desk.newTicket("Known"))
        _ = try await desk.file(desk.newTicket("Known as well"))
        let message = Message(
            id: .make(), ticket: ticket.id, author: Author(TestDesk.ann), origin: .cli, text: "unheard of",
            attachments: [],
            created: desk.clock.now().adding(seconds: 5))
        try desk.directory.database.administerQuietly { try $0.insert(message, fingerprint: "") }
        #expect(try await subjects("unheard").isEmpty)
        try await desk.helpdesk.refreshSearchIndex()
        #expect(try await subjects("unheard known") == ["Known"])
        let stale = try await desk.directory.database.read { try $0.ticketsWithUnknownMessages(among: 100) }
        #expect(stale.isEmpty)
    }

    @Test(.enabled(if: TestEngine.isPostgres, "needs TEST_ENGINE=postgres"))
    func `PostgreSQL reads the index of the keys and not the table`() async throws {
        let log = StatementLog()
        let desk = try TestDesk(trace: log.note)
        _ = try await desk.file(desk.newTicket("Antenna"))
        _ = log.take()
        #expect(try await desk.get("/v1/search?q=antenna", as: TestDesk.ann).status == 200)
        let statements = log.take().filter { $0.hasPrefix("SET LOCAL enable") || $0.contains("keys @>") }
        let plans = try await #require(desk.directory.postgres).pool.perform(.reading) { connection in
            try statements.compactMap { sql -> String? in
                guard sql.contains("keys @>") else {
                    try connection.run(sql)
                    return nil
                }
                let position: [SQLValue] = sql.contains("position + 0") ? [.integer(.max)] : []
                let values: [SQLValue] = [.text("1,2"), .text("staff"), .text("harbour")] + position + [.integer(9)]
                return try connection.rows("EXPLAIN " + sql, values) { $0.text(at: 0) }.joined(separator: "\n")
            }
        }
        #expect(plans.count == 2)
        for plan in plans {
            #expect(plan.contains("Bitmap Index Scan on search_entry_keys") && !plan.contains("Seq Scan"), "\(plan)")
        }
    }

    @Test("What is found is what the texts say, for any words", arguments: 1...3)
    func model(seed: UInt64) async throws {
        var random = SeededGenerator(seed: seed)
        let syllables = ["та", "ксі", "дзвін", "о", "ґру", "їж", "12", "Ab", "ab1", "№", "é", "ß"]
        func text() -> String {
            (0..<Int.random(in: 1...6, using: &random)).map { _ in
                (0..<Int.random(in: 1...3, using: &random)).map { _ in
                    syllables.randomElement(using: &random) ?? ""
                }.joined()
            }.joined(separator: [" ", ", ", "-", "\n"].randomElement(using: &random) ?? " ")
        }
        var texts: [Ticket.ID: String] = [:]
        for _ in 0..<12 {
            let new = desk.newTicket(text().replacing("\n", with: " "), text: text())
            let ticket = try await desk.file(new)
            texts[ticket.id] = "№\(ticket.number) \(ticket.number)\n\(new.subject)\n\(new.message.text)\nAnn"
            guard Bool.random(using: &random) else { continue }
            let reply = text()
            try await desk.write(reply, in: ticket, as: TestDesk.ben)
            texts[ticket.id]? += "\n\(reply)\nBen"
        }
        for _ in 0..<40 {
            let words = String(text().prefix(Int.random(in: 1...9, using: &random)))
            let terms = SearchTerm.terms(words)
            guard !terms.isEmpty else { continue }
            let expected = texts.filter { entry in
                let folded = Folding.fold(entry.value)
                return terms.allSatisfy { $0.occurs(in: folded) }
            }
            #expect(Set(try await search(words).items.map(\.id)) == Set(expected.keys), "\(words)")
        }
    }
}
