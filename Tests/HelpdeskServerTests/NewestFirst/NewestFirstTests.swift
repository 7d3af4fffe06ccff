import Foundation
import HelpdeskDesk
import HelpdeskModels
import SQLDatabase
import Testing

@testable import DeskStorage
@testable import HelpdeskServer

/// The change feed for a reader who begins with the newest tickets.
@Suite(.timeLimit(.minutes(5))) struct NewestFirstTests {
    let desk: TestDesk

    init() throws { desk = try TestDesk() }

    private func page(
        _ query: String, as user: User, after cursor: String? = nil
    ) async throws -> ChangePage {
        let start = cursor.map { "&after=\($0)" } ?? "&order=newest"
        return try await desk.get("/v1/changes?\(query)\(start)", as: user).json()
    }

    /// Everything that `user` gets, by pages of `limit`, of which each fits and says something. `between` is called after
    /// each page.
    private func read(
        as user: User, limit: Int, window: Int? = nil, between: (Int) async throws -> Void = { _ in }
    ) async throws -> [Change] {
        var (changes, cursor, count): ([Change], String?, Int) = ([], nil, 0)
        while true {
            let window = cursor == nil ? window.map { "&window=\($0)" } ?? "" : ""
            let page = try await page("limit=\(limit)\(window)", as: user, after: cursor)
            #expect(page.changes.count <= limit)
            #expect(!page.hasMore || !page.changes.isEmpty)
            changes += page.changes
            cursor = page.cursor
            count += 1
            try await between(count)
            if !page.hasMore { return changes }
        }
    }

    private func numbers(_ changes: [Change]) -> [Int] {
        changes.compactMap { change in if case .ticket(let ticket) = change { ticket.number } else { nil } }
    }

    private func texts(_ changes: [Change]) -> [String] {
        changes.compactMap { change in if case .message(let message) = change { message.text } else { nil } }
    }

    /// Tickets with answers, notes, marks and changes of status.
    private func makePast(_ count: Int) async throws -> [Ticket] {
        var tickets: [Ticket] = []
        for number in 0..<count {
            let user = [TestDesk.ann, TestDesk.vera][number % 2]
            let ticket = try await desk.file(desk.newTicket("Ticket \(number)"), as: user)
            try await desk.write("Answer \(number)", in: ticket, as: TestDesk.greta)
            if number % 3 == 0 {
                try await desk.write("Note \(number)", in: ticket, as: TestDesk.greta, isInternal: true)
            }
            if number % 4 == 0 { try await desk.ask(.resolved, for: ticket, as: TestDesk.greta) }
            if number % 5 == 0 {
                let mark = ReadMark(ticket: ticket.id, readUpTo: desk.clock.now())
                _ = try await desk.put("/v1/tickets/\(ticket.id)/read", as: user, mark)
            }
            tickets.append(ticket)
        }
        return tickets
    }

    @Test func `the first page has the newest tickets, each with its whole conversation`() async throws {
        let tickets = try await makePast(12)
        try await desk.write("Once more", in: tickets[0], as: TestDesk.ann)
        let page = try await page("limit=30", as: TestDesk.ann)
        #expect(page.hasMore)
        let first = numbers(page.changes)
        #expect(first.prefix(3) == [tickets[0], tickets[10], tickets[8]].map(\.number)[...])
        let things = page.changes.filter { change in
            switch change {
            case .message(let message): message.ticket == tickets[0].id
            case .event(let event): event.ticket == tickets[0].id
            case .readMark(let mark): mark.ticket == tickets[0].id
            default: false
            }
        }
        // Two messages that customers see and the newest one; created, answered, resolved and reopened; and the mark.
        #expect(texts(things) == ["The line is silent.", "Answer 0", "Once more"])
        #expect(things.count == 8)
        // The topics that the list names are there before.
        #expect(page.changes.contains { if case .topic = $0 { true } else { false } })
    }

    @Test(arguments: [TestDesk.ann, TestDesk.vera, TestDesk.greta], [1, 2, 7, 500])
    func `everybody ends with what a reader of the whole feed has, once each`(user: User, limit: Int) async throws {
        _ = try await makePast(12)
        let newest = try await read(as: user, limit: limit)
        let all = try await desk.changes(as: user).changes
        #expect(Set(newest) == Set(all))
        #expect(newest.count == all.count)
        #expect(numbers(newest) == numbers(newest).sorted(by: >))
    }

    @Test(arguments: [1, 3, 10]) func `a conversation that is longer than a page comes over several`(limit: Int)
        async throws
    {
        let ticket = try await desk.file()
        for number in 0..<20 { try await desk.write("\(number)", in: ticket, as: TestDesk.greta) }
        _ = try await desk.file(as: TestDesk.ann)
        // While it comes, it gets more, and its first message another text.
        let changes = try await read(as: TestDesk.ann, limit: limit) { count in
            if count == 12 / limit + 2 { try await desk.write("meanwhile", in: ticket, as: TestDesk.greta) }
        }
        #expect(Set(texts(changes)).isSuperset(of: (0..<20).map(String.init) + ["meanwhile", "The line is silent."]))
        #expect(Set(try await desk.changes(as: TestDesk.ann).changes).isSubset(of: changes))
    }

    /// The ticket is left out of the history, as it moves above it. Its line has moved on when the reader comes to where it
    /// was.
    @Test(arguments: [5, 12])
    func `a ticket that changes again and again while somebody reads comes whole`(limit: Int) async throws {
        let tickets = try await makePast(12)
        let old = tickets[0]
        let changes = try await read(as: TestDesk.ann, limit: limit) { count in
            guard count < 20 else { return }
            try await desk.write("Page \(count)", in: count % 2 == 0 ? old : tickets[count % 6 * 2], as: TestDesk.greta)
        }
        for text in ["The line is silent.", "Answer 0"] { #expect(texts(changes).contains(text)) }
        #expect(Set(try await desk.changes(as: TestDesk.ann).changes).isSubset(of: changes))
    }

    @Test func `a cursor does not tell of what its account does not see`() async throws {
        let ticket = try await desk.file()
        let before = try await page("limit=500", as: TestDesk.ann).cursor
        try await desk.write("A note", in: ticket, as: TestDesk.greta, isInternal: true)
        _ = try await desk.file(as: TestDesk.vera)
        #expect(try await page("limit=500", as: TestDesk.ann).cursor == before)
        try await desk.write("A word", in: ticket, as: TestDesk.greta)
        #expect(try await page("limit=500", as: TestDesk.ann).cursor != before)
    }

    /// In PostgreSQL, changes get their numbers after the commit.
    @Test func `a change without a number keeps the reader from going on as usual`() async throws {
        let desk = desk
        guard let pool = desk.directory.postgres?.pool else { return }
        let tickets = try await makePast(6)
        let (old, other) = (tickets[0], tickets[1])
        var cursor: String?
        for _ in 0..<2 { cursor = try await page("limit=4", as: TestDesk.greta, after: cursor).cursor }
        // Moves above the history, and its line is written without a number.
        try await pool.perform(.serializable) { connection in
            var ticket = try #require(try connection.ticket(old.id))
            ticket.updated = desk.clock.now().adding(seconds: 10)
            try connection.store(ticket)
            try connection.append(.ticket, ticket.id.description, .service(ticket.service))
        }
        var changes: [Change] = []
        while true {
            let page = try await page("limit=4", as: TestDesk.greta, after: cursor)
            changes += page.changes
            cursor = page.cursor
            if !page.hasMore { break }
        }
        #expect(!numbers(changes).contains(old.number))
        try await desk.write("Numbers them", in: other, as: TestDesk.greta)
        let rest = try await page("limit=500", as: TestDesk.greta, after: cursor).changes
        #expect(numbers(rest).contains(old.number))
        #expect(texts(rest).contains("Answer 0"))
    }

    @Test func `a window leaves out what was resolved and has been quiet for longer`() async throws {
        let resolved = try await desk.file(desk.newTicket("Old and resolved"))
        try await desk.ask(.resolved, for: resolved, as: TestDesk.greta)
        let open = try await desk.file(desk.newTicket("Old and open"))
        desk.clock.advance(seconds: 20 * 86_400)
        let recent = try await desk.file(desk.newTicket("Resolved today"))
        try await desk.ask(.resolved, for: recent, as: TestDesk.greta)
        for limit in [1, 4, 500] {
            let changes = try await read(as: TestDesk.greta, limit: limit, window: 10)
            #expect(numbers(changes) == [recent.number, open.number])
            #expect(Set(changes.compactMap(\.conversation)) == [recent.id, open.id])
        }
        #expect(numbers(try await read(as: TestDesk.greta, limit: 500, window: 30)).count == 3)
        // One outside the window that changes after its place was passed comes as it is then, whole.
        let changes = try await read(as: TestDesk.greta, limit: 4, window: 10) { count in
            if count == 1 { try await desk.ask(.reopened, for: resolved, as: TestDesk.ann) }
        }
        #expect(
            changes.contains {
                if case .event(let event) = $0 { event.ticket == resolved.id && event.kind == .created } else { false }
            })
    }

    @Test(arguments: ["order=oldest", "window=10", "order=newest&window=0", "order=newest&window=x"])
    func `a beginning that there is not is refused`(query: String) async throws {
        #expect(try await desk.get("/v1/changes?\(query)", as: TestDesk.greta).problem == .malformed)
    }

    @Test func `a beginning is for a reader without a cursor, and a window for the staff`() async throws {
        let cursor = try await page("limit=1", as: TestDesk.greta).cursor
        #expect(
            try await desk.get("/v1/changes?order=newest&after=\(cursor)", as: TestDesk.greta).problem == .malformed)
        #expect(try await desk.get("/v1/changes?order=newest&window=10", as: TestDesk.ann).problem == .malformed)
    }

    @Test func `each cursor is read as it was written`() throws {
        for phase: ChangeCursor.Phase in [.ordinary, .reference, .referenceOfNewest, .history, .catchUp] {
            var cursor = ChangeCursor(startingAt: 9, phase: phase)
            cursor.position = 7
            #expect(ChangeCursor(cursor.data, latest: 9) == cursor)
            #expect(ChangeCursor(cursor.data, latest: 8) == nil)
            guard phase.rawValue > 1 else { continue }
            cursor.activity = TicketPosition(updated: -5, number: 12)
            cursor.since = Timestamp(milliseconds: 1)
            cursor.part = ChangeCursor.Part(of: .make())
            cursor.part?.event = .max
            #expect(ChangeCursor(cursor.data, latest: 9) == cursor)
            for count in 0..<cursor.data.count { #expect(ChangeCursor(cursor.data.prefix(count), latest: 9) == nil) }
        }
    }
}

extension Change {
    /// The ticket of a message.
    fileprivate var conversation: Ticket.ID? {
        if case .message(let message) = self { message.ticket } else { nil }
    }
}
