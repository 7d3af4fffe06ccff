import HelpdeskDesk
import HelpdeskModels
import Testing

@testable import DeskStorage
@testable import HelpdeskServer

/// Files tickets of its own and lets customers and the staff do with them what they may, at random; the model is told.
struct FeedWriter {
    let desk: TestDesk
    let model: FeedModel
    let seed: UInt64
    private var random: SeededGenerator
    private var own: [Ticket] = []
    /// A ticket of each service into which all write at the same time.
    let shared: [Ticket]

    init(_ desk: TestDesk, _ model: FeedModel, shared: [Ticket], seed: UInt64, writer: UInt64) {
        self.desk = desk
        self.model = model
        self.shared = shared
        self.seed = seed
        random = SeededGenerator(seed: seed &* 7777 &+ writer)
    }

    mutating func run(acts: Int) async throws {
        for _ in 0..<acts {
            guard let ticket = own.randomElement(using: &random), Int.random(in: 0..<8, using: &random) > 0 else {
                try await file()
                continue
            }
            try await act(on: ticket)
        }
    }

    private mutating func file() async throws {
        let user = [TestDesk.ann, TestDesk.ben, TestDesk.vera].randomElement(using: &random) ?? TestDesk.ann
        let new = desk.newTicket()
        let id = Ticket.ID.make()
        let update: TicketUpdate = try await desk.put("/v1/tickets/\(id)", as: user, new).json()
        if Bool.random(using: &random) {
            #expect(try await desk.put("/v1/tickets/\(id)", as: user, new).status == 200, "FEED_SEED=\(seed)")
        }
        model.begin(update.ticket, try #require(update.messages.first))
        own.append(update.ticket)
    }

    private mutating func act(on ticket: Ticket) async throws {
        let customer =
            ticket.service == TestDesk.valley.id
            ? TestDesk.vera : [TestDesk.ann, TestDesk.ben].randomElement(using: &random) ?? TestDesk.ann
        let greta = TestDesk.greta
        let history = try #require(model.histories[ticket.id])
        switch Int.random(in: 0..<10, using: &random) {
        case 0: try await write(in: ticket, as: customer)
        case 1: try await write(in: ticket, as: greta)
        case 2: try await write(in: ticket, as: greta, isInternal: true)
        case 3:
            try await ask(NewEvent(kind: .resolved), for: ticket, as: [customer, greta].randomElement(using: &random))
        case 4: try await ask(NewEvent(kind: .reopened), for: ticket, as: customer)
        case 5: try await ask(.assigned(to: Bool.random(using: &random) ? greta.id : nil), for: ticket, as: greta)
        case 6: try await ask(.moved(to: Bool.random(using: &random) ? "maps" : Topic.otherID), for: ticket, as: greta)
        case 7 where history.prediction.status == .resolved:
            let score = Int.random(in: 1...5, using: &random)
            #expect(try await desk.rate(ticket, score, as: customer).status == 200, "FEED_SEED=\(seed)")
            model.change(ticket.id) { $0.prediction.score = score }
        case 8: try await edit(ticket)
        default:
            for ticket in shared {
                let isInternal = Bool.random(using: &random)
                let update: TicketUpdate = try await desk.write(
                    "\(seed)", in: ticket, as: greta, isInternal: isInternal
                ).json()
                model.acknowledge(try #require(update.messages.first), in: ticket.service)
            }
        }
    }

    private mutating func write(in ticket: Ticket, as user: User, isInternal: Bool = false) async throws {
        let (id, text) = (Message.ID.make(), "\(UInt64.random(in: 0...(.max), using: &random))")
        func put() async throws -> TicketUpdate {
            try await desk.writeFromTelegram(text, in: ticket, as: user, isInternal: isInternal, id: id)
        }
        let update = try await put()
        // A repetition is no second message.
        if Int.random(in: 0..<4, using: &random) == 0 { _ = try await put() }
        let message = try #require(update.messages.first)
        let history = model.change(ticket.id) { history in
            history.messages.append(message)
            guard !isInternal else { return }
            switch (user.role.isStaff, history.prediction.status) {
            case (true, .new), (true, .open):
                history.prediction.status = .waiting
                history.events.append(.answered)
            case (false, .waiting): history.prediction.status = .open
            case (false, .resolved):
                history.prediction.status = .open
                history.events.append(.reopened)
            default: break
            }
        }
        model.acknowledge(message, in: ticket.service)
        #expect(update.ticket.status == history?.prediction.status, "FEED_SEED=\(seed)")
    }

    private func ask(_ event: NewEvent, for ticket: Ticket, as user: User?) async throws {
        let answer = try await desk.ask(event, for: ticket, as: user ?? TestDesk.greta)
        #expect([200, 201].contains(answer.status), "FEED_SEED=\(seed)")
        model.change(ticket.id) { history in
            var after = history.prediction
            switch event.kind {
            case .resolved: after.status = .resolved
            case .reopened: after.status = after.status == .resolved ? .open : after.status
            case .assigned: after.assignee = event.assignee
            case .moved: after.topic = event.topic ?? after.topic
            case .prioritised, .merged: break
            }
            guard after != history.prediction else { return }
            history.prediction = after
            history.events.append(Event.Kind(rawValue: event.kind.rawValue) ?? .created)
        }
    }

    /// Gives the last message another text, as its author may in Telegram until somebody answers.
    private mutating func edit(_ ticket: Ticket) async throws {
        guard let last = model.histories[ticket.id]?.messages.last, last.origin == .telegram, !last.isInternal,
            let author = TestDesk.users.first(where: { $0.id == last.author.id })
        else { return }
        let service = author.service.map { Service(id: $0, name: "") }
        let text = "\(UInt64.random(in: 0...(.max), using: &random)) edited"
        model.beginRevision(of: last.id)
        defer { model.endRevision(of: last.id) }
        let outcome = try await desk.enduring {
            try await desk.helpdesk.revise(
                last.id, text: text, by: Account(user: author, service: service, token: 0), at: desk.clock.now())
        }
        #expect(outcome == .revised, "FEED_SEED=\(seed)")
        model.change(ticket.id) { history in
            history.messages[history.messages.count - 1].text = text
            history.messages[history.messages.count - 1].edited = last.created
        }
    }
}
