import Foundation
import HTTPTypes
import HelpdeskDesk
import HelpdeskModels
import Testing

@testable import DeskStorage
@testable import HelpdeskServer

/// Priorities, and since when customers wait.
@Suite struct TriageTests {
    let desk: TestDesk
    private let day = 24.0 * 3600

    init() throws { desk = try TestDesk() }

    private func set(_ priority: Ticket.Priority, _ ticket: Ticket, as user: User) async throws -> TestAnswer {
        try await desk.ask(.prioritised(priority), for: ticket, as: user)
    }

    @Test func `a customer marks a ticket as urgent and takes that back, and the timeline says so`() async throws {
        let ticket = try await desk.file()
        let id = Event.ID.make()
        let urgent = try await desk.ask(.prioritised(.urgent), for: ticket, as: TestDesk.ann, id: id)
        #expect(urgent.status == 201)
        let update: TicketUpdate = try urgent.json()
        #expect(update.ticket.priority == .urgent && update.events.map(\.priority) == [.urgent])
        let again = try await set(.urgent, ticket, as: TestDesk.ann)
        #expect(again.status == 200)
        #expect(try again.json(TicketUpdate.self).events.isEmpty)
        let back: TicketUpdate = try await set(.normal, ticket, as: TestDesk.ben).json()
        #expect(back.ticket.priority == nil)
        // A late repetition changes nothing.
        let late = try await desk.ask(.prioritised(.urgent), for: ticket, as: TestDesk.ann, id: id)
        #expect(late.status == 200)
        #expect(try late.json(TicketUpdate.self).ticket.priority == nil)
        let events: Page<Event> = try await desk.get("/v1/tickets/\(ticket.id)/events", as: TestDesk.ann).json()
        #expect(events.items.map(\.kind) == [.created, .prioritised, .prioritised])
    }

    @Test func `only specialists set other priorities, and take back what they set`() async throws {
        let ticket = try await desk.file()
        for priority in [Ticket.Priority.low, .high] {
            #expect(try await set(priority, ticket, as: TestDesk.ann).problem == .forbidden)
            let answer: TicketUpdate = try await set(priority, ticket, as: TestDesk.greta).json()
            #expect(answer.ticket.priority == priority)
        }
        #expect(try await set(.normal, ticket, as: TestDesk.ann).problem == .forbidden)
        #expect(try await set(.urgent, ticket, as: TestDesk.greta).status == 201)
        #expect(try await set(.normal, ticket, as: TestDesk.ann).problem == .forbidden)
        #expect(try await set(.normal, ticket, as: TestDesk.greta).status == 201)
    }

    @Test func `a service marks so many tickets a day, and is told when it can again`() async throws {
        let first = try await desk.file()
        var marked: [Timestamp] = []
        for index in 0..<3 {
            let ticket = index == 0 ? first : try await desk.file()
            let update: TicketUpdate = try await set(.urgent, ticket, as: TestDesk.ann).json()
            marked.append(try #require(update.events.first).created)
        }
        let more = try await desk.file()
        let refused: Problem = try await set(.urgent, more, as: TestDesk.ben).json()
        let again = Timestamp(milliseconds: marked[0].milliseconds + Int64(day) * 1000)
        #expect(refused.violations == [Violation(field: "priority", code: .tooMany, limit: 3, again: again)])
        // Taking back frees nothing, and what specialists and other services set does not count.
        #expect(try await set(.normal, first, as: TestDesk.ann).status == 201)
        #expect(try await set(.urgent, more, as: TestDesk.ann).problem == .invalid)
        let other = try await desk.file(as: TestDesk.vera)
        #expect(try await set(.urgent, other, as: TestDesk.vera).status == 201)
        #expect(try await set(.urgent, first, as: TestDesk.greta).status == 201)
        desk.clock.advance(seconds: day)
        #expect(try await set(.urgent, more, as: TestDesk.ann).status == 201)
    }

    @Test func `a desk may take no urgent tickets from customers`() async throws {
        var none = try TestDesk.desk(officeHours: nil)
        none.limits.urgentPerDay = 0
        try desk.helpdesk.setDesk(none)
        let refused: Problem = try await set(.urgent, try await desk.file(), as: TestDesk.ann).json()
        #expect(refused.violations == [Violation(field: "priority", code: .tooMany, limit: 0)])
    }

    @Test func `a customer waits from the first word after an answer until the next answer`() async throws {
        let ticket = try await desk.file()
        #expect(ticket.waitingSince == ticket.created)
        func since() async throws -> Timestamp? {
            try await desk.get("/v1/tickets/\(ticket.id)", as: TestDesk.greta).json(Ticket.self).waitingSince
        }
        try await desk.write(in: ticket, as: TestDesk.greta, isInternal: true)
        try await desk.write(in: ticket, as: TestDesk.ann)
        #expect(try await since() == ticket.created)
        try await desk.write(in: ticket, as: TestDesk.greta)
        #expect(try await since() == nil)
        let reply: TicketUpdate = try await desk.write(in: ticket, as: TestDesk.ann).json()
        let asked = try #require(reply.messages.first).created
        try await desk.write(in: ticket, as: TestDesk.ben)
        #expect(try await since() == asked)
        try await desk.ask(.resolved, for: ticket, as: TestDesk.greta)
        #expect(try await since() == nil)
        let reopened: TicketUpdate = try await desk.ask(.reopened, for: ticket, as: TestDesk.ann).json()
        #expect(try await since() == reopened.events.first?.created)
    }

    @Test func `the figures are the staff's, and count what happened in their time`() async throws {
        let answered = try await desk.file()
        desk.clock.advance(seconds: 1800)
        try await desk.write(in: answered, as: TestDesk.greta)
        try await desk.ask(.resolved, for: answered, as: TestDesk.greta)
        _ = try await desk.rate(answered, 4, as: TestDesk.ann)
        try await desk.ask(.reopened, for: answered, as: TestDesk.ann)
        try await desk.ask(.resolved, for: answered, as: TestDesk.ann)
        let waiting = try await desk.file(as: TestDesk.vera)
        let duplicate = try await desk.file(as: TestDesk.vera)
        try await desk.ask(.merged(into: waiting.id), for: duplicate, as: TestDesk.greta)
        desk.clock.advance(seconds: 2 * 3600)
        #expect(try await desk.get("/v1/statistics", as: TestDesk.ann).problem == .forbidden)
        let figures: Statistics = try await desk.get("/v1/statistics", as: TestDesk.greta).json()
        #expect(figures.open.counts == [0, 1, 0, 0, 0])
        #expect(figures.filed == 2 && figures.resolved == 1 && figures.reopened == 1)
        #expect(figures.firstAnswer.count == 1 && figures.firstAnswer.withinHour == 1)
        #expect(figures.firstAnswer.median == 1801 && figures.firstAnswer.percentile90 == 1801)
        #expect(figures.ratings == Statistics.Ratings(count: 1, mean: 4))
        #expect(figures.services.map(\.filed) == [1, 1])
        #expect(figures.topics == [.init(topic: Topic.otherID, filed: 2, open: 1)])
        let early: Statistics = try await desk.get(
            "/v1/statistics?from=2020-01-01T00:00:00.000Z&to=2020-02-01T00:00:00.000Z", as: TestDesk.greta
        ).json()
        #expect(early.filed == 0 && early.firstAnswer.median == nil && early.ratings.mean == nil)
        for query in [
            "from=yesterday", "from=2020-02-01T00:00:00.000Z&to=2020-01-01T00:00:00.000Z",
            "from=2000-01-01T00:00:00.000Z",
        ] {
            #expect(try await desk.get("/v1/statistics?\(query)", as: TestDesk.greta).problem == .malformed, "\(query)")
        }
    }

    @Test func `the times to the first answer are ranked`() {
        let answers = Statistics.FirstAnswer((1...10).map { Int64($0) * 3_600_000 })
        #expect(answers.median == 5 * 3600 && answers.percentile90 == 9 * 3600)
        #expect(answers.withinHour == 1 && answers.withinEightHours == 8)
        #expect(Statistics.FirstAnswer([60_000]).percentile90 == 60)
    }
}

/// A duplicate becomes a part of another ticket.
@Suite struct MergingTests {
    let desk: TestDesk

    init() throws { desk = try TestDesk() }

    private func merge(_ ticket: Ticket, into target: Ticket, as user: User = TestDesk.greta) async throws -> TestAnswer
    {
        try await desk.ask(.merged(into: target.id), for: ticket, as: user)
    }

    private func texts(_ ticket: Ticket, as user: User) async throws -> [String] {
        try await desk.get("/v1/tickets/\(ticket.id)/messages", as: user).json(Page<Message>.self).items.map(\.text)
    }

    private func now(_ ticket: Ticket) async throws -> Ticket {
        try await desk.get("/v1/tickets/\(ticket.id)", as: TestDesk.greta).json()
    }

    @Test func `messages, files and notes move, and both tickets say so`() async throws {
        let target = try await desk.file(desk.newTicket(text: "first"))
        let duplicate = try await desk.file(desk.newTicket(text: "second"))
        let file = try await desk.upload(Data("abc".utf8))
        try await desk.write("with a file", in: duplicate, as: TestDesk.ann, attachments: [file])
        try await desk.write("a note", in: duplicate, as: TestDesk.greta, isInternal: true)
        _ = try await desk.ask(.prioritised(.urgent), for: duplicate, as: TestDesk.ann)
        try await desk.write("an answer", in: target, as: TestDesk.greta)
        let cursor = try await desk.changes(as: TestDesk.ann).cursor

        let id = Event.ID.make()
        let answer = try await desk.ask(.merged(into: target.id), for: duplicate, as: TestDesk.greta, id: id)
        #expect(answer.status == 201)
        let update: TicketUpdate = try answer.json()
        #expect(update.ticket.mergedInto == target.id && update.ticket.status == .resolved)
        #expect(update.ticket.waitingSince == nil)
        #expect(update.events.map(\.kind) == [.merged] && update.events.map(\.detail) == ["\(target.number)"])
        #expect(try await texts(target, as: TestDesk.ann) == ["first", "second", "with a file", "an answer"])
        #expect(try await texts(target, as: TestDesk.greta).contains("a note"))
        #expect(try await texts(duplicate, as: TestDesk.greta).isEmpty)
        let merged = try await now(target)
        #expect(merged.priority == .urgent && merged.status == .open)
        #expect(merged.waitingSince == duplicate.created)
        let told: Page<Event> = try await desk.get("/v1/tickets/\(target.id)/events", as: TestDesk.ann).json()
        #expect(told.items.last?.detail == "\(duplicate.number)" && told.items.last?.into == target.id)

        let news = try await desk.changes(as: TestDesk.ann, after: cursor).changes
        let moved = news.compactMap { change in if case .message(let message) = change { message } else { nil } }
        #expect(moved.map(\.text) == ["second", "with a file"])
        #expect(moved.allSatisfy { $0.ticket == target.id })
        #expect(moved.last?.attachments.map(\.id) == [file.id])
        let again = try await desk.ask(.merged(into: target.id), for: duplicate, as: TestDesk.greta, id: id)
        #expect(again.status == 200)
        #expect(try again.json(TicketUpdate.self).events == update.events)
        #expect(try await merge(duplicate, into: target).status == 200)
    }

    @Test func `late replies to a duplicate arrive in the other ticket, once`() async throws {
        let (target, duplicate) = (try await desk.file(), try await desk.file())
        let early = Message.ID.make()
        try await desk.write("early", in: duplicate, as: TestDesk.ann, id: early)
        _ = try await merge(duplicate, into: target)
        // A repetition of what had moved, and a reply that was written before the merge was known.
        let repeated = try await desk.write("early", in: duplicate, as: TestDesk.ann, id: early)
        #expect(repeated.status == 200)
        let id = Message.ID.make()
        for status in [201, 200] {
            let answer = try await desk.write("late", in: duplicate, as: TestDesk.ann, id: id)
            #expect(answer.status == status)
            let update: TicketUpdate = try answer.json()
            #expect(update.ticket.id == duplicate.id && update.messages.map(\.ticket) == [target.id])
        }
        _ = try await desk.writeFromTelegram("from a chat", in: duplicate, as: TestDesk.ann)
        #expect(try await texts(target, as: TestDesk.ann).suffix(3) == ["early", "late", "from a chat"])
        // A change of status of the duplicate is nothing any more; reopening it reopens the other.
        try await desk.ask(.resolved, for: target, as: TestDesk.greta)
        #expect(try await desk.ask(.assigned(to: TestDesk.greta.id), for: duplicate, as: TestDesk.greta).status == 200)
        #expect(try await desk.ask(.reopened, for: duplicate, as: TestDesk.ann).status == 201)
        #expect(try await now(target).status == .open)
        #expect(try await now(duplicate).status == .resolved)
    }

    @Test func `a ticket is merged within its service, by the staff, into one that is not merged`() async throws {
        let (first, second, third) = (try await desk.file(), try await desk.file(), try await desk.file())
        let foreign = try await desk.file(as: TestDesk.vera)
        #expect(try await merge(first, into: second, as: TestDesk.ann).problem == .forbidden)
        for (ticket, target) in [(first, foreign), (first, first)] {
            #expect(try await merge(ticket, into: target).problem == .invalid)
        }
        #expect(try await desk.ask(.merged(into: .make()), for: first, as: TestDesk.greta).problem == .invalid)
        _ = try await merge(first, into: second)
        #expect(try await merge(third, into: first).problem == .invalid)
        #expect(try await merge(first, into: third).problem == .invalid)
        // Links that led to a ticket lead on with it.
        _ = try await merge(second, into: third)
        #expect(try await now(first).mergedInto == third.id)
        #expect(try await texts(third, as: TestDesk.ann).count == 3)
        #expect(try await desk.get("/v1/tickets/\(foreign.id)", as: TestDesk.ann).problem == .notFound)
    }

    @Test func `what somebody had not read stays unread, and what was read stays read`() async throws {
        let (target, duplicate) = (try await desk.file(), try await desk.file())
        let read: TicketUpdate = try await desk.write("read", in: duplicate, as: TestDesk.greta).json()
        let unread: TicketUpdate = try await desk.write("unread", in: duplicate, as: TestDesk.greta).json()
        let late: TicketUpdate = try await desk.write("late", in: target, as: TestDesk.greta).json()
        func mark(_ ticket: Ticket, _ update: TicketUpdate, as user: User) async throws {
            let mark = ReadMark(ticket: ticket.id, readUpTo: try #require(update.messages.first).created)
            #expect(try await desk.put("/v1/tickets/\(ticket.id)/read", as: user, mark).status == 200)
        }
        try await mark(duplicate, read, as: TestDesk.ann)
        try await mark(target, late, as: TestDesk.ann)
        try await mark(duplicate, unread, as: TestDesk.ben)
        try await mark(target, late, as: TestDesk.ben)
        _ = try await merge(duplicate, into: target)
        func upTo(_ user: User) async throws -> Timestamp? {
            try await desk.changes(as: user).changes.compactMap { change in
                if case .readMark(let mark) = change, mark.ticket == target.id { mark.readUpTo } else { nil }
            }.last
        }
        let moment = try #require(unread.messages.first).created
        #expect(try await upTo(TestDesk.ann) == Timestamp(milliseconds: moment.milliseconds - 1))
        #expect(try await upTo(TestDesk.ben) == late.messages.first?.created)
    }
}
