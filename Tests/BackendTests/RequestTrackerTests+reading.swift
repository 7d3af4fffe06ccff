import CurlTransport
import Foundation
import HelpdeskCore
import HelpdeskModels
import HelpdeskTransport
import TestSupport
import Testing

/// Reading a ticket: texts, files, rows that are hidden.
extension RealBackends.RequestTrackerTests {
    @Test("a list of several pages is read to its end, and the addresses with http: that RT names are not asked")
    func paging() async throws {
        let list = try await tracker.list("fleet", "/tickets?query=id%3E0&per_page=100")
        #expect(list.nextPage?.hasPrefix("http://localhost") == true)
        let counted = CountingTransport(try CurlTransport(caFile: tracker.caFile))
        var mirror = Mirror()
        let pages = try await mirror.catchUp(with: tracker.backend("fleet", transport: counted))
        #expect(counted.requests.allSatisfy { $0.url.hasPrefix(tracker.baseUrl + "/") })
        #expect(pages > 2)
        #expect(mirror.tickets.count == 130)
        #expect(
            mirror.topics[tracker.queue("Telephony")]?.recommendation[.english] == "Restart the softphone once.")
        #expect(mirror.topics[tracker.queue("Billing")]?.recommendation[.english] == "About Billing")
        #expect(mirror.topics[tracker.queue("Hidden")] == nil)
    }

    @Test("HTML becomes text")
    func html() async throws {
        let (ticket, mirror) = try await seeded("html")
        #expect(
            mirror.messages(of: ticket).last?.text
                == "Вітаю,\n\n- перше\n- друге\n\nДив. сторінку <https://desk.test/x>")
    }

    @Test("HTML is shown beside the footer of a mailing list")
    func footer() async throws {
        let (ticket, mirror) = try await seeded("footer")
        #expect(mirror.messages(of: ticket).first?.text == "Тіло листа в HTML\n\n_____\nMailing list footer")
    }

    @Test(
        "a mail of several long texts arrives, with files for those that are too much",
        arguments: ["customer", "agent"])
    func longTexts(_ role: String) async throws {
        var mirror = Mirror()
        try await mirror.catchUp(with: tracker.backend(role))
        let ticket = try #require(mirror.ticket("Five long texts").first)
        let message = try #require(mirror.messages(of: ticket.id).first)
        #expect(message.text.hasPrefix("Рядок") && message.attachments.count == 4)
        #expect(message.attachments.allSatisfy { $0.name.hasSuffix(".txt") && $0.size > 900_000 })
        #expect(mirror.ticket("No sound on line 2").count == 1)
    }

    @Test(
        "a colleague in Cc is a customer, and nobody to whom tickets are handed", arguments: ["customer", "agent"])
    func copied(_ role: String) async throws {
        var mirror = Mirror()
        try await mirror.catchUp(with: tracker.backend(role))
        let ticket = try #require(mirror.ticket("With a colleague").first)
        #expect(mirror.messages(of: ticket.id).map(\.author.role) == [.customer, .customer])
        #expect(ticket.status != .waiting)
    }

    @Test("comments of agents are never shown to a customer")
    func comments() async throws {
        let (id, mirror) = try await seeded("talk")
        let ticket = try #require(mirror.tickets[id])
        #expect(mirror.messages.values.allSatisfy { !$0.text.contains("INTERNAL") && !$0.isInternal })
        #expect(ticket.status == .waiting)
        #expect(ticket.updated == mirror.messages(of: id).last?.created)
    }

    @Test("dates that are not set, which RT writes as 1970, are none")
    func unsetDates() async throws {
        let (id, mirror) = try await seeded("talk")
        #expect(try #require(mirror.tickets[id]).resolved == nil)
        let yesterday = Timestamp.now.adding(seconds: -86_400)
        #expect(mirror.tickets.values.allSatisfy { $0.created > yesterday && $0.updated > yesterday })
    }

    @Test("hidden rows, more than a page has, cut no conversation short", arguments: ["customer", "agent"])
    func hiddenRows(_ role: String) async throws {
        var mirror = Mirror()
        try await mirror.catchUp(with: tracker.backend(role))
        let ticket = try #require(mirror.ticket("Long discussed").first)
        let texts = mirror.messages(of: ticket.id).map(\.text)
        #expect(texts == ["What do you think?", "We thought about it."])
    }

    @Test("files that agents sent come back, also text in another character set")
    func receivedFiles() async throws {
        let (ticket, mirror) = try await seeded("files")
        let files = try #require(mirror.messages(of: ticket).last).attachments
        #expect(files.map(\.name) == ["every byte.bin", "old.txt"])
        let bytes = try await bytes(of: files[0])
        #expect(bytes == Data((0...255).map { UInt8($0) }))
        // RT keeps text as UTF-8; the size that it names is that of what it keeps.
        let text = try await self.bytes(of: files[1])
        #expect(String(decoding: text, as: UTF8.self) == "Привіт")
        #expect(Int64(text.count) == files[1].size)
    }
}
