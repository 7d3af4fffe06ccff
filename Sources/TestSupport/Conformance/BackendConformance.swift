import Foundation
import HelpdeskCore
import HelpdeskModels
import Testing

/// The tests that every backend must pass, run on a real one. Each function is one test.
public struct BackendConformance: Sendable {
    let desk: ConformanceDesk
    let customer: any Backend
    let agent: any Backend
    /// Long enough ago that no request can still be on its way.
    static let longAgo = Timestamp.now.adding(seconds: -3600)

    public init(_ desk: ConformanceDesk) throws {
        self.desk = desk
        customer = try desk.customer()
        agent = try desk.agent()
    }

    public func tellsWhoOneIs() async throws {
        let desk = try await customer.desk()
        #expect(!desk.name.isEmpty)
        let me = try await customer.me()
        #expect(me.user.role == .customer)
        #expect(me.service != nil && me.user.service == me.service?.id)
        #expect(try await agent.me().user.role.isStaff)
    }

    public func refusesAWrongSecret() async throws {
        let impostor = try desk.impostor()
        let error = await #expect(throws: HelpdeskError.self) { _ = try await impostor.me() }
        #expect(error?.code == .tokenRejected)
    }

    public func passesOnTopicsAndTicketsAndThenOnlyWhatChanged() async throws {
        let filed = try await file("Усе спочатку")
        var mirror = Mirror()
        try await mirror.catchUp(with: customer)
        #expect(mirror.topics[desk.topic]?.isRetired == false)
        #expect(mirror.topics[desk.topic]?.title[.english].isEmpty == false)
        #expect(mirror.tickets[filed.ticket.id] == filed.ticket)
        let later = try await file("Потім ще одне")
        try await mirror.catchUp(with: customer)
        #expect(mirror.tickets[later.ticket.id] == later.ticket)
        #expect(mirror.messages(of: later.ticket.id).map(\.text) == ["Потім ще одне, текст 😀"])
    }

    public func filesATicketAsItWasWritten() async throws {
        let me = try await customer.me()
        let update = try await file("Немає звуку")
        #expect(update.ticket.number > 0)
        #expect(update.ticket.subject == "Немає звуку")
        #expect(update.ticket.status == .new)
        #expect(update.ticket.topic == desk.topic)
        #expect(update.ticket.author.id == me.user.id && update.ticket.author.role == .customer)
        #expect(update.ticket.service == me.service?.id)
        #expect(update.ticket.resolved == nil && update.ticket.rating == nil)
        #expect(update.messages.map(\.text) == ["Немає звуку, текст 😀"])
        #expect(update.messages.first?.author.id == me.user.id)
    }

    public func filesATicketOnceHoweverOftenItIsSent() async throws {
        let id = Ticket.ID.make()
        let subject = "Один раз \(id.description.prefix(13))"
        let ticket = NewTicket(
            topic: desk.topic, subject: subject, messageID: .make(), message: NewMessage(origin: .cli, text: subject))
        let first = try await customer.putTicket(id, ticket, PutContext())
        let again = try await customer.putTicket(id, ticket, PutContext(lastTry: Self.longAgo))
        #expect(again.ticket.id == first.ticket.id && again.ticket.number == first.ticket.number)
        var mirror = Mirror()
        try await mirror.catchUp(with: customer)
        #expect(mirror.ticket(subject).count == 1)
    }

    public func repliesOnceHoweverOftenItIsSent() async throws {
        let ticket = try await file("Відповіді").ticket.id
        var newest: Message.ID?
        // The same words twice are two replies.
        for _ in 0..<2 {
            let reply = NewMessage(origin: .cli, text: "добре")
            let id = Message.ID.make()
            let first = try await customer.putMessage(id, ticket: ticket, reply, PutContext())
            let known = newest ?? first.messages.first { $0.text != "добре" }?.id
            let again = try await customer.putMessage(
                id, ticket: ticket, reply, PutContext(lastTry: Self.longAgo, newestKnown: known))
            #expect(again.ticket.id == ticket)
            newest = first.messages.map(\.id).max()
        }
        var mirror = Mirror()
        try await mirror.catchUp(with: customer)
        #expect(mirror.messages(of: ticket).map(\.text) == ["Відповіді, текст 😀", "добре", "добре"])
    }

    public func resolvesAndReopens() async throws {
        let ticket = try await file("Вирішити").ticket.id
        let event = Event.ID.make()
        let resolved = try await customer.putEvent(event, ticket: ticket, NewEvent(kind: .resolved))
        #expect(resolved.ticket.status == .resolved && resolved.ticket.resolved != nil)
        let again = try await customer.putEvent(event, ticket: ticket, NewEvent(kind: .resolved))
        #expect(again.ticket.status == .resolved)
        let reopened = try await customer.putEvent(.make(), ticket: ticket, NewEvent(kind: .reopened))
        #expect(reopened.ticket.status == .open && reopened.ticket.resolved == nil)
    }

    public func knowsWhoElseIsAtWork() async throws {
        let ticket = try await file("Удвох").ticket.id
        guard customer.capabilities.presence else {
            let error = await #expect(throws: HelpdeskError.self) {
                _ = try await customer.announcePresence(.reading, ticket: ticket)
            }
            #expect(error?.isPermanent == true)
            return
        }
        let me = try await customer.me().user.id
        #expect(try await customer.announcePresence(.writing, ticket: ticket).isEmpty)
        #expect(
            try await agent.announcePresence(.note, ticket: ticket).map { [$0.user.id.rawValue, $0.activity.rawValue] }
                == [[me.rawValue, "writing"]])
        #expect(try await customer.announcePresence(.reading, ticket: ticket).isEmpty)
        _ = try await agent.announcePresence(.writing, ticket: ticket)
        let others = try await customer.announcePresence(.reading, ticket: ticket)
        #expect(others.map(\.activity) == [.writing] && others.map(\.user.role.isStaff) == [true])
        for _ in 0..<2 { try await agent.leavePresence(ticket: ticket) }
        #expect(try await customer.announcePresence(.reading, ticket: ticket).isEmpty)
        let error = await #expect(throws: HelpdeskError.self) {
            _ = try await customer.announcePresence(.reading, ticket: .make())
        }
        #expect(error?.code == .notFound)
    }

    public func prioritisesMergesAndCounts() async throws {
        let target = try await file("Основний").ticket
        let duplicate = try await file("Дублікат").ticket
        guard customer.capabilities.priorities else {
            for event in [NewEvent.prioritised(.urgent), .merged(into: target.id)] {
                let error = await #expect(throws: HelpdeskError.self) {
                    _ = try await agent.putEvent(.make(), ticket: duplicate.id, event)
                }
                #expect(error?.isPermanent == true)
            }
            return
        }
        let urgent = try await customer.putEvent(.make(), ticket: duplicate.id, .prioritised(.urgent))
        #expect(urgent.ticket.priority == .urgent && urgent.events.map(\.priority) == [.urgent])
        #expect(duplicate.waitingSince == duplicate.created)
        let id = Event.ID.make()
        for _ in 0..<2 {
            let merged = try await agent.putEvent(id, ticket: duplicate.id, .merged(into: target.id))
            #expect(merged.ticket.mergedInto == target.id && merged.ticket.status == .resolved)
        }
        // A reply that did not know of it, and its repetition.
        let reply = Message.ID.make()
        for _ in 0..<2 {
            let late = try await customer.putMessage(
                reply, ticket: duplicate.id, NewMessage(origin: .cli, text: "пізно"), PutContext())
            #expect(late.ticket.id == duplicate.id && late.messages.map(\.ticket) == [target.id])
        }
        var mirror = Mirror()
        try await mirror.catchUp(with: customer)
        let texts = mirror.messages(of: target.id).map(\.text)
        #expect(texts.count == 3 && texts.last == "пізно")
        #expect(mirror.messages(of: duplicate.id).isEmpty)
        #expect(mirror.tickets[target.id]?.priority == .urgent)
        let figures = try await agent.statistics(from: Self.longAgo, to: Timestamp.now.adding(seconds: 60))
        #expect(figures.filed > 0 && figures.open.total > 0)
        let error = await #expect(throws: HelpdeskError.self) {
            _ = try await customer.statistics(from: Self.longAgo, to: .now)
        }
        #expect(error?.code == .forbidden)
    }

    public func givesAWholeTicket() async throws {
        let filed = try await file("Одним запитом").ticket.id
        guard customer.capabilities.wholeTickets else {
            let error = await #expect(throws: HelpdeskError.self) { _ = try await customer.ticket(filed) }
            #expect(error?.isPermanent == true)
            return
        }
        let note = NewMessage(origin: .cli, text: "лише для своїх", isInternal: true)
        _ = try await agent.putMessage(.make(), ticket: filed, note, PutContext())
        _ = try await customer.putEvent(.make(), ticket: filed, NewEvent(kind: .resolved))
        let mark = ReadMark(ticket: filed, readUpTo: .now)
        _ = try await customer.putReadMark(mark)
        var mirror = Mirror()
        try await mirror.catchUp(with: customer)
        let whole = try await customer.ticket(filed)
        #expect(whole.ticket == mirror.tickets[filed] && whole.ticket.status == .resolved)
        #expect(whole.messages == mirror.messages(of: filed) && whole.messages.count == 1)
        #expect(whole.events.last?.kind == .resolved)
        #expect(whole.readMark == mark && whole.setAside == 0)
        #expect(try await agent.ticket(filed).messages.map(\.isInternal) == [false, true])
        let stranger = try desk.stranger()
        let error = await #expect(throws: HelpdeskError.self) { _ = try await stranger.ticket(filed) }
        #expect(error?.code == .notFound)
    }

    public func findsTicketsByWords() async throws {
        let word = "шукане\(UInt32.random(in: 0 ... .max))"
        guard customer.capabilities.search else {
            for backend in [customer, agent] {
                let error = await #expect(throws: HelpdeskError.self) {
                    _ = try await backend.search(word, after: nil, limit: 9)
                }
                #expect(error?.isPermanent == true)
            }
            return
        }
        let tickets = [try await file("Перше \(word)").ticket, try await file("Друге \(word)").ticket]
        let first = try await customer.search(word.uppercased(), after: nil, limit: 1)
        #expect(first.items.map(\.id) == [tickets[1].id] && first.total == 2 && first.isTotalExact)
        let second = try await customer.search(word, after: first.next, limit: 1)
        #expect(second.items.map(\.id) == [tickets[0].id] && second.next == nil)
        #expect(try await agent.search("\(word) перше", after: nil, limit: 9).items.map(\.id) == [tickets[0].id])
        #expect(try await desk.stranger().search(word, after: nil, limit: 9).total == 0)
        #expect(try await customer.ticketID(number: tickets[0].number) == tickets[0].id)
        #expect(try await desk.stranger().ticketID(number: tickets[0].number) == nil)
        #expect(try await agent.ticketID(number: 999_999_999) == nil)
    }

    public func carriesAnAnswerOfAnAgent() async throws {
        var mirror = Mirror()
        let ticket = try await file("Питання").ticket
        try await mirror.catchUp(with: customer)
        _ = try await agent.putMessage(
            .make(), ticket: ticket.id, NewMessage(origin: .cli, text: "Відповідь служби"), PutContext())
        try await mirror.catchUp(with: customer)
        #expect(mirror.tickets[ticket.id]?.status == .waiting)
        let answer = try #require(mirror.messages(of: ticket.id).last)
        #expect(answer.text == "Відповідь служби" && answer.author.role.isStaff)
        #expect(try #require(mirror.tickets[ticket.id]).updated >= answer.created)
    }

    public func hidesNotesOfAgentsFromCustomers() async throws {
        let ticket = try await file("Без приміток").ticket
        var mirror = Mirror()
        try await mirror.catchUp(with: customer)
        let note = NewMessage(origin: .cli, text: "лише для своїх", isInternal: true)
        let update = try await agent.putMessage(.make(), ticket: ticket.id, note, PutContext())
        #expect(update.messages.contains { $0.isInternal && $0.text == "лише для своїх" })
        try await mirror.catchUp(with: customer)
        #expect(mirror.messages(of: ticket.id).map(\.text) == ["Без приміток, текст 😀"])
        // Nothing happened that customers can see.
        #expect(mirror.tickets[ticket.id]?.updated == ticket.updated)
        var agents = Mirror()
        try await agents.catchUp(with: agent)
        #expect(agents.messages(of: ticket.id).contains { $0.isInternal })
    }

    public func showsNothingOfAnotherService() async throws {
        let ticket = try await file("Не для чужих").ticket.id
        let stranger = try desk.stranger()
        var mirror = Mirror()
        try await mirror.catchUp(with: stranger)
        #expect(mirror.tickets[ticket] == nil)
        #expect(mirror.messages(of: ticket).isEmpty)
        let error = await #expect(throws: HelpdeskError.self) {
            _ = try await stranger.putMessage(
                .make(), ticket: ticket, NewMessage(origin: .cli, text: "чуже"), PutContext())
        }
        #expect(error?.isPermanent == true)
    }

    public func bringsFilesBackByteForByte() async throws {
        let folder = try TemporaryFolder()
        let files: [(name: String, data: Data)] = [
            ("кожен байт 😀.bin", Data((0...255).map { UInt8($0) })),
            // Windows-1251, with a NUL: no text that a server could recode without harm.
            ("нотатки.txt", Data([0xCF, 0xF0, 0xE8, 0xE2, 0xB3, 0xF2, 0x00, 0x0A])),
            ("a; b=c 'd'.png", Data(repeating: 0xFF, count: 70_000)),
        ]
        let mail = try await OutgoingMail(files, to: customer, in: folder)
        let ticket = NewTicket(
            topic: desk.topic, subject: "Файли", messageID: .make(),
            message: NewMessage(origin: .cli, text: "три файли", attachments: mail.attachments))
        let update = try await customer.putTicket(.make(), ticket, mail.context)
        let arrived = try #require(update.messages.first).attachments
        #expect(arrived.map(\.name) == files.map(\.name))
        for (attachment, file) in zip(arrived, files) {
            #expect(attachment.size == Int64(file.data.count))
            let path = folder.path + "/back-\(attachment.id)"
            try await agent.download(attachment, to: path, from: 0) { _ in }
            #expect(FileManager.default.contents(atPath: path) == file.data)
        }
    }

    /// Files a ticket of this subject and returns the answer.
    func file(_ subject: String) async throws -> TicketUpdate {
        try await customer.putTicket(
            .make(),
            NewTicket(
                topic: desk.topic, subject: subject, messageID: .make(),
                message: NewMessage(origin: .cli, text: subject + ", текст 😀")), PutContext())
    }
}
