import HelpdeskModels
import TestSupport
import Testing

@testable import HelpdeskCore

struct TicketSortTests {
    private func subjects(_ desk: Desk, _ column: TicketSort.Column) async throws -> [[String]] {
        var lists: [[String]] = []
        for isAscending in [true, false] {
            let sort = TicketSort(column: column, isAscending: isAscending)
            let query = TicketQuery(sort: sort)
            let all = try await desk.subjects(query)
            // The first paint, a filter that fits all, and the whole list agree.
            #expect(try desk.store.firstScreen(query, rows: 3).rows.map(\.subject) == Array(all.prefix(3)))
            #expect(try await desk.subjects(TicketQuery(filter: "x", sort: sort)) == all)
            lists.append(all)
        }
        return lists
    }

    @Test("A list is sorted by each column in both directions, with what is not sent yet on top")
    func columns() async throws {
        let desk = try Desk()
        let first = await desk.backend.addTicket("xb", topic: "telephony", status: .resolved)
        await desk.backend.addTicket("xЁ", status: .open)
        let third = await desk.backend.addTicket("xA")
        await desk.backend.addTicket("xж", topic: "gone", status: .resolved)
        await desk.backend.answer(first.id, "answer")
        await desk.backend.answer(third.id, "answer")
        _ = try await desk.engine.syncOnce()
        try await desk.queueTicket("xqueued")
        func expect(_ column: TicketSort.Column, _ ascending: [String], _ descending: [String]) async throws {
            let lists = try await subjects(desk, column)
            #expect(lists.map { $0.first } == ["xqueued", "xqueued"], "\(column)")
            #expect(lists.map { Array($0.dropFirst()) } == [ascending, descending], "\(column)")
        }
        try await expect(.activity, ["xЁ", "xж", "xb", "xA"], ["xA", "xb", "xж", "xЁ"])
        try await expect(.number, ["xb", "xЁ", "xA", "xж"], ["xж", "xA", "xЁ", "xb"])
        try await expect(.created, ["xb", "xЁ", "xA", "xж"], ["xж", "xA", "xЁ", "xb"])
        try await expect(.subject, ["xA", "xb", "xЁ", "xж"], ["xж", "xЁ", "xb", "xA"])
        try await expect(.status, ["xЁ", "xA", "xb", "xж"], ["xb", "xж", "xA", "xЁ"])
        try await expect(.topic, ["xb", "xA", "xЁ", "xж"], ["xA", "xЁ", "xb", "xж"])
        try await expect(.resolved, ["xb", "xж", "xA", "xЁ"], ["xж", "xb", "xA", "xЁ"])
    }

    @Test("Subjects are in the order of people's alphabets, and so are services and people")
    func alphabets() async throws {
        let desk = try Desk()
        let words = ["Яма", "Єнот", "Їжак", "ёлка", "іва", "Ґава", "єва", "Zoo", "Гусак", "Ель", "42"]
        let expected = ["42", "Zoo", "Гусак", "Ґава", "ёлка", "Ель", "єва", "Єнот", "іва", "Їжак", "Яма"]
        for word in words { await desk.backend.addTicket(word) }
        _ = try await desk.engine.syncOnce()
        let sort = TicketSort(column: .subject, isAscending: true)
        #expect(try await desk.subjects(TicketQuery(sort: sort)) == expected)
        let page = ChangePage(
            changes: words.flatMap { word -> [Change] in
                [
                    .service(Service(id: Service.ID(word), name: word)),
                    .agent(Agent(id: User.ID(word), name: word, role: .agent)),
                ]
            }, cursor: "x", hasMore: false)
        try await desk.store.apply(page, after: try await desk.store.cursor())
        let snapshot = try await desk.store.deskSnapshot()
        #expect(snapshot.services.map(\.name).filter(words.contains) == expected)
        #expect(snapshot.agents.map(\.name).filter(words.contains) == expected)
    }

    @Test("Long results are picked out of the list in its order")
    func longResults() async throws {
        let desk = try Desk()
        try await desk.store.signIn(
            Account(url: desk.backend.url, user: Sample.dispatcher.id), me: Sample.me, desk: Sample.desk)
        let tickets = (1...2500).map { number in
            Ticket(
                id: SampleDesk.id(number), number: number, service: Sample.service.id, topic: Topic.otherID,
                subject: number.isMultiple(of: 10) ? "other" : "same", status: .open, author: Author(Sample.colleague),
                created: Timestamp(milliseconds: Int64(number)), updated: Timestamp(milliseconds: Int64(number)))
        }
        let page = ChangePage(changes: tickets.map(Change.ticket), cursor: "1", hasMore: false)
        try await desk.store.apply(page, after: nil)
        let ids = try await desk.store.ticketIDs(TicketQuery(filter: "same"))
        #expect(ids == tickets.reversed().filter { $0.subject == "same" }.map(\.id))
        let first = try desk.store.firstScreen(TicketQuery(filter: "same"), rows: 5)
        #expect(first.ids == Array(ids.prefix(5)))
    }
}
