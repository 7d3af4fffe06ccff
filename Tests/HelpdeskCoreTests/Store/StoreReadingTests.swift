import GRDB
import HelpdeskModels
import TestSupport
import Testing

@testable import HelpdeskCore

struct StoreReadingTests {
    @Test("Applying a page twice changes nothing")
    func twice() async throws {
        let desk = try Desk()
        let ticket = await desk.backend.addTicket("Не працює телефонія", author: Sample.dispatcher)
        await desk.backend.answer(ticket.id, "Перевірте кабель", file: .init([1, 2]), named: "a.png")
        _ = try await desk.engine.syncOnce()
        let before = try await desk.conversation(ticket.id)
        let page = try #require(try await desk.backend.changes(after: nil, limit: 500, wait: 0))
        try await desk.store.forgetCursor()
        #expect(try await desk.store.apply(page, after: nil))
        #expect(try await desk.conversation(ticket.id) == before)
        #expect(try await !desk.store.apply(page, after: "another cursor"))
        #expect(before.ticket.attachmentCount == 1)
        #expect(before.ticket.isUnread)
    }

    @Test("What comes before its ticket is counted when the ticket comes")
    func messageFirst() async throws {
        let desk = try Desk()
        let ticket = await desk.backend.addTicket("A")
        await desk.backend.answer(ticket.id, "B", file: .init([1]))
        try await desk.store.signIn(
            Account(url: desk.backend.url, user: Sample.dispatcher.id), me: Sample.me, desk: Sample.desk)
        // In pages of one change: the ticket stands after its message.
        var cursor: String?
        var kinds: [String] = []
        while let page = try await desk.backend.changes(after: cursor, limit: 1, wait: 0), !page.changes.isEmpty {
            try await desk.store.apply(page, after: cursor)
            cursor = page.cursor
            if case .message = page.changes[0] { kinds.append("message") }
            if case .ticket = page.changes[0] { kinds.append("ticket") }
        }
        #expect(kinds == ["message", "ticket"])
        let row = try await desk.conversation(ticket.id).ticket
        #expect(row.isUnread)
        #expect(row.attachmentCount == 1)
    }

    @Test("Views select, count and order as their names say")
    func views() async throws {
        let desk = try Desk()
        let first = await desk.backend.addTicket("new")
        await desk.backend.addTicket("resolved", status: .resolved)
        await desk.backend.addTicket("mine", author: Sample.dispatcher, status: .open)
        await desk.backend.answer(first.id, "answered")
        _ = try await desk.engine.syncOnce()
        #expect(try await desk.subjects() == ["new", "mine", "resolved"])
        #expect(try await desk.subjects(TicketQuery(view: .waiting)) == ["new"])
        #expect(try await desk.subjects(TicketQuery(view: .open)) == ["new", "mine"])
        #expect(try await desk.subjects(TicketQuery(view: .resolved)) == ["resolved"])
        #expect(try await desk.subjects(TicketQuery(view: .mine)) == ["mine"])
        let counts = try await desk.store.counts()
        #expect(TicketView.allCases.map { counts[$0] } == [1, 2, 1, 2, 0, 3, 1, 3])
        #expect(counts.unread == 1)
        try await desk.queueTicket("unsent")
        await desk.backend.addTicket("newest")
        let cursor = try await desk.store.cursor()
        let page = try #require(try await desk.backend.changes(after: cursor, limit: 9, wait: 0))
        try await desk.store.apply(page, after: cursor)
        #expect(try await desk.subjects().first == "unsent")
        let screen = try desk.store.firstScreen(TicketQuery(), rows: 2)
        #expect(screen.rows.map(\.subject) == ["unsent", "newest"])
        #expect(screen.counts[.all] == 5)
        #expect(screen.snapshot.topics.map(\.id) == ["telephony", "other"])
    }

    @Test(
        "A filter needs all of its words, in number, subject, topic or author",
        arguments: [
            ("елка", ["Ёлка упала"]), ("ЁЛКА упа", ["Ёлка упала"]), ("№2", ["Call drops"]), ("2", ["Call drops"]),
            ("telephony", ["Call drops"]), ("телефонія drops", ["Call drops"]), ("іван", ["Call drops", "Ёлка упала"]),
            ("іван елка call", []), ("%", []), ("_", []), ("", ["Call drops", "Ёлка упала"]),
        ])
    func filter(_ filter: String, _ expected: [String]) async throws {
        let desk = try Desk()
        await desk.backend.addTicket("Ёлка упала")
        await desk.backend.addTicket("Call drops", topic: "telephony")
        _ = try await desk.engine.syncOnce()
        #expect(try await desk.subjects(TicketQuery(filter: filter)) == expected)
    }

    @Test("Conditions narrow a list, alone and with words, in every order")
    func conditions() async throws {
        let desk = try Desk()
        let olena = User(
            id: "olena", name: "Олена Ткаченко", role: .customer, service: Sample.dispatcher.service)
        await desk.backend.addTicket("Ёлка упала", author: olena, status: .open)
        await desk.backend.addTicket("Call drops", topic: "telephony", status: .resolved)
        await desk.backend.addTicket("Call lost", topic: "telephony", author: olena)
        _ = try await desk.engine.syncOnce()
        let all = try await desk.store.rows(desk.store.ticketIDs(TicketQuery()))
        func found(_ filter: String = "", _ change: (inout TicketConditions) -> Void) async throws -> Set<String> {
            var conditions = TicketConditions()
            change(&conditions)
            var results: Set<Set<String>> = []
            for column in TicketSort.Column.allCases {
                let query = TicketQuery(filter: filter, conditions: conditions, sort: TicketSort(column: column))
                results.insert(Set(try await desk.subjects(query)))
            }
            #expect(results.count == 1)
            return results.first ?? []
        }
        #expect(try await found { $0.topics = ["telephony"] } == ["Call drops", "Call lost"])
        #expect(try await found { $0.topics = [] } == [])
        #expect(try await found { $0.statuses = [.open, .resolved] } == ["Ёлка упала", "Call drops"])
        #expect(try await found { $0.author = "ткач" } == ["Ёлка упала", "Call lost"])
        #expect(try await found("call") { $0.author = "олена" } == ["Call lost"])
        #expect(try await found { $0.author = "nobody's name" } == [])
        #expect(try await found { $0.services = [all[0].service] }.count == 3)
        #expect(try await found { $0.services = ["another"] } == [])
        #expect(try await found { $0.assignees = [User.ID("")] }.count == 3)
        #expect(try await found { $0.assignees = ["somebody"] } == [])
        let first = try #require(all.map(\.created).min())
        let last = try #require(all.map(\.updated).max())
        #expect(try await found { $0.filedFrom = first }.count == 3)
        #expect(try await found { $0.filedBefore = first } == [])
        #expect(try await found { $0.activity = first..<last.adding(seconds: 1) }.count == 3)
        #expect(try await found { $0.activity = last.adding(seconds: 1)..<last.adding(seconds: 2) } == [])
    }

    @Test("A ticket is found by its number")
    func number() async throws {
        let desk = try Desk()
        let ticket = await desk.backend.addTicket("A")
        _ = try await desk.engine.syncOnce()
        #expect(try await desk.store.ticketID(number: 1) == ticket.id)
        #expect(try await desk.store.ticketID(number: 2) == nil)
    }

    @Test("A read mark shows at once, a newer one replaces it, and it survives an older one from the backend")
    func readMark() async throws {
        let desk = try Desk()
        let ticket = await desk.backend.addTicket("A")
        let first = await desk.backend.answer(ticket.id, "1")
        _ = try await desk.engine.syncOnce()
        let second = await desk.backend.answer(ticket.id, "2")
        try await desk.store.queueReadMark(ticket.id, upTo: first.created)
        try await desk.store.queueReadMark(ticket.id, upTo: second.created)
        #expect(try await !desk.conversation(ticket.id).ticket.isUnread)
        let old = ChangePage(
            changes: [.readMark(ReadMark(ticket: ticket.id, readUpTo: first.created))], cursor: "7", hasMore: false)
        try await desk.store.apply(old, after: try await desk.store.cursor())
        #expect(try await desk.conversation(ticket.id).readUpTo == second.created)
        try await desk.store.write { try MetaKey.cursor.write("6", $0) }
        #expect(try await desk.engine.syncOnce().sent == 1)
        #expect(await desk.backend.readMarks == [ReadMark(ticket: ticket.id, readUpTo: second.created)])
        #expect(try await desk.conversation(ticket.id).readUpTo == second.created)
    }

    @Test(
        "A read mark that changes nothing is not announced, so that a screen that answers each change with one comes to rest"
    )
    func readMarkWithoutChange() async throws {
        let desk = try Desk()
        let ticket = await desk.backend.addTicket("A")
        let answer = await desk.backend.answer(ticket.id, "1")
        _ = try await desk.engine.syncOnce()
        let last = Draft(text: "Last", updated: desk.clock.now)
        /// The change that the store announces for the work. A draft that is saved after it is the end to wait for; its
        /// change joins that of the work.
        func announced(_ work: () async throws -> Void) async throws -> StoreChange? {
            var changes = desk.store.changes.makeAsyncIterator()
            try await work()
            try await desk.store.saveDraft(last)
            return await changes.next()
        }
        let first = try await announced { try await desk.store.queueReadMark(ticket.id, upTo: answer.created) }
        #expect(first?.touches(ticket.id) == true)
        let second = try await announced { try await desk.store.queueReadMark(ticket.id, upTo: answer.created) }
        #expect(second == StoreChange(drafts: [last.id]))
    }

    @Test("A ticket whose newest message has vanished is unread by what is left")
    func vanishedMessage() async throws {
        let desk = try Desk()
        let ticket = await desk.backend.addTicket("A")
        let first = await desk.backend.answer(ticket.id, "1")
        let second = await desk.backend.answer(ticket.id, "2")
        _ = try await desk.engine.syncOnce()
        try await desk.store.queueReadMark(ticket.id, upTo: first.created)
        #expect(try await desk.conversation(ticket.id).ticket.isUnread)
        await desk.backend.lose(second.id)
        await desk.backend.forgetCursors()
        _ = try await desk.engine.syncOnce()
        #expect(try await desk.conversation(ticket.id).messages.last?.message.id == first.id)
        #expect(try await !desk.conversation(ticket.id).ticket.isUnread)
        #expect(try await desk.store.counts().unread == 0)
    }

    @Test("A store that cannot be read does not pass for one with nothing unread")
    func unreadableStore() async throws {
        let desk = try Desk()
        try await desk.store.write { try $0.execute(sql: "ALTER TABLE ticket RENAME TO hidden") }
        await #expect(throws: HelpdeskError.self) { try await desk.store.nextUnread(after: nil) }
    }
}
