import Foundation
import HelpdeskModels
import TestSupport
import Testing

@testable import HelpdeskCore

struct SearchTests {
    /// A desk with three tickets, whose texts are found in different places.
    private func desk() async throws -> Desk {
        let desk = try Desk()
        let first = await desk.backend.addTicket("Ёлка упала")
        await desk.backend.answer(
            first.id, "Перезавантажте розподільник, будь ласка", file: Data([1]), named: "звіт.pdf")
        let second = await desk.backend.addTicket("Call drops", topic: "telephony")
        await desk.backend.answer(second.id, "Please send об’єкт №77")
        await desk.backend.addTicket("Nothing else")
        _ = try await desk.engine.syncOnce()
        return desk
    }

    @Test(
        "A filter finds words in messages and file names, by their beginnings and from three letters on inside",
        arguments: [
            ("перезав", ["Ёлка упала"]), ("ПОДІЛЬ", ["Ёлка упала"]), ("звіт pdf", ["Ёлка упала"]),
            ("марко", ["Call drops", "Ёлка упала"]), ("обєкт", ["Call drops"]), ("об'єкт #77", ["Call drops"]),
            ("rop", ["Call drops"]), ("ro", []), ("dr", ["Call drops"]), ("№7", ["Call drops"]),
            ("телефон please", ["Call drops"]), ("телефон ласка", []), ("елка ласка пе", ["Ёлка упала"]),
            ("ласка call", []), ("дропс", []), ("please *", ["Call drops"]), ("\"please", ["Call drops"]),
            ("pleasedrops", []), ("sease", []),
        ])
    func finds(_ filter: String, _ expected: [String]) async throws {
        #expect(try await desk().subjects(TicketQuery(filter: filter)) == expected)
    }

    @Test("What is found elsewhere than in the row is shown around its first place; what the row shows is not")
    func hits() async throws {
        let desk = try await desk()
        let long = await desk.backend.addTicket("Long")
        await desk.backend.answer(long.id, String(repeating: "слово ", count: 50) + "\n  голка\n" + "далі ")
        _ = try await desk.engine.syncOnce()
        func hit(_ filter: String) async throws -> String? {
            let query = TicketQuery(filter: filter)
            return try await desk.store.rows(try await desk.store.ticketIDs(query), query: query).first?.hit
        }
        #expect(try await hit("розпод") == "Перезавантажте розподільник, будь ласка")
        #expect(try await hit("pdf") == "звіт.pdf")
        #expect(try await hit("голка") == "…слово слово слово голка далі")
        #expect(try await hit("call") == nil)
        #expect(try await hit("телефон") == nil)
        #expect(try await hit("") == nil)
    }

    @Test("What is not sent yet is found too, and no longer once it is taken back")
    func echoes() async throws {
        let desk = try await desk()
        let ticket = try #require(try await desk.store.ticketIDs(TicketQuery(filter: "else")).first)
        let reply = try await desk.queueReply("Шлагбаум", to: ticket, files: ["ключ.txt": Data("k".utf8)])
        let new = try await desk.queueTicket("Шланг")
        func found(_ filter: String) async throws -> [Ticket.ID] {
            try await desk.store.ticketIDs(TicketQuery(filter: filter))
        }
        #expect(try await found("шла") == [new, ticket])
        #expect(try await found("лагба nothing ключ") == [ticket])
        _ = try await desk.store.cancelQueued(message: reply)
        #expect(try await found("шлаг").isEmpty)
        _ = try await desk.engine.syncOnce()
        #expect(try await found("шланг") == [new])
    }

    @Test("A filter finds the same in the same order, whether the list was read before, and whoever changed it since")
    func order() async throws {
        let desk = try await desk()
        for subject in ["Zoo please", "Abba please", "Мир please"] { await desk.backend.addTicket(subject) }
        _ = try await desk.engine.syncOnce()
        var queries: [TicketQuery] = []
        for column in TicketSort.Column.allCases {
            for view in [TicketView.all, .open] {
                queries.append(TicketQuery(view: view, sort: TicketSort(column: column, isAscending: true)))
            }
        }
        /// Compares with a store that has read nothing yet.
        func expectSame() async throws {
            for query in queries {
                var filtered = query
                filtered.filter = "please"
                let fresh = try await desk.restarted().store.ticketIDs(filtered)
                let before = try await desk.store.ticketIDs(query)
                #expect(try await desk.store.ticketIDs(filtered) == fresh)
                #expect(before.filter(Set(fresh).contains) == fresh && fresh.count >= 4)
                // The list of another query was read meanwhile.
                #expect(try await desk.store.ticketIDs(filtered) == fresh)
            }
        }
        try await expectSame()
        try await desk.queueTicket("Here please")
        try await expectSame()
        let other = try desk.restarted()
        let queued = try await other.queueTicket("There please")
        try await expectSame()
        #expect(try await desk.store.counts() == other.store.counts())
        _ = try await other.engine.syncOnce()
        try await expectSame()
        #expect(try await desk.store.counts() == other.store.counts())
        #expect(try await desk.store.ticketIDs(TicketQuery(filter: "there")) == [queued])
    }

    @Test("The index finds what reading everything would, whatever was written, edited and taken away")
    func likeReading() async throws {
        var random = SeededGenerator(seed: 7)
        let desk = try Desk()
        let words = ["теле", "телефон", "фон", "фонтан", "он", "лефо", "звіт", "Ёж", "ab", "abc", "cab", "№4"]
        func text() -> String {
            (0...Int.random(in: 0...3, using: &random)).map { _ in words.randomElement(using: &random) ?? "" }
                .joined(separator: Bool.random(using: &random) ? " " : "")
        }
        for _ in 0..<120 {
            let tickets = await desk.backend.tickets.keys.sorted()
            switch Int.random(in: 0..<9, using: &random) {
            case 0...2: await desk.backend.addTicket(text())
            case 3...5: if let id = tickets.randomElement(using: &random) { await desk.backend.answer(id, text()) }
            case 6: if let id = tickets.randomElement(using: &random) { await desk.backend.rename(id, text()) }
            case 7:
                await desk.backend.edit(await desk.backend.messages.keys.sorted().randomElement(using: &random), text())
            default:
                if let id = tickets.randomElement(using: &random) {
                    await desk.backend.lose(id)
                    await desk.backend.forgetCursors()
                }
            }
            guard Int.random(in: 0..<3, using: &random) == 0 else { continue }
            _ = try await desk.engine.syncOnce()
            #expect(try await desk.store.counts()[.all] == desk.store.ticketIDs(TicketQuery()).count)
            let filter = text()
            #expect(try await desk.store.ticketIDs(TicketQuery(filter: filter)) == desk.readingAll(filter), "\(filter)")
        }
    }

    @Test("Similar tickets share two of the rarer words, in any form, newest first")
    func similar() async throws {
        let desk = try Desk()
        let first = await desk.backend.addTicket("Не приходять дзвінки водіям")
        let second = await desk.backend.addTicket("Інше")
        await desk.backend.answer(second.id, "Дзвінка від водія не чути")
        await desk.backend.addTicket("Дзвінки тихі")
        _ = try await desk.engine.syncOnce()
        func similar(_ text: String, limit: Int = 5) async -> [Ticket.ID] {
            await desk.store.similarTickets(to: text, limit: limit).map(\.id)
        }
        #expect(await similar("Дзвінків водіями немає") == [second.id, first.id])
        #expect(await similar("Дзвінків водіями немає", limit: 1) == [second.id])
        #expect(await similar("Дзвінки").isEmpty)
        #expect(await similar("").isEmpty)
    }
}

extension Desk {
    /// The tickets with the filter's terms, found without an index.
    func readingAll(_ filter: String) async throws -> [Ticket.ID] {
        var found: [Ticket.ID] = []
        for id in try await store.ticketIDs(TicketQuery()) {
            let conversation = try await conversation(id)
            let number = conversation.ticket.number.map { "№\($0) \($0)" } ?? ""
            let texts = conversation.messages.flatMap { [$0.message.text, $0.message.author.name] }
            let all = Folding.fold(
                ([number, conversation.ticket.subject, conversation.ticket.author.name] + texts).joined(separator: "\n")
            )
            if SearchTerm.terms(filter).allSatisfy({ $0.occurs(in: all) }) { found.append(id) }
        }
        return found
    }
}
