import HelpdeskModels
import Testing

@testable import HelpdeskServer

/// A reader of the change feed that applies what it gets, in order, and looks at once whether that can be right.
struct FeedReader {
    let desk: TestDesk
    let user: User
    let seed: UInt64
    private var random: SeededGenerator
    private var cursors: [String] = []
    private(set) var tickets: [Ticket.ID: Ticket] = [:]
    private(set) var messages: [Message.ID: Message] = [:]
    private(set) var events: [Event.ID: Event] = [:]
    /// In the order in which they came first, by ticket.
    private(set) var messageOrder: [Ticket.ID: [Message.ID]] = [:]
    private(set) var eventOrder: [Ticket.ID: [Event.Kind]] = [:]

    init(_ desk: TestDesk, as user: User, seed: UInt64, reader: UInt64) {
        self.desk = desk
        self.user = user
        self.seed = seed
        random = SeededGenerator(seed: seed &* 1000 &+ reader)
    }

    /// Reads until everything that the model knows of must have come.
    mutating func run(_ model: FeedModel) async throws {
        let start = Int.random(in: 0...60, using: &random)
        while model.acknowledged < start, !model.isFinished { await Task.yield() }
        while true {
            let (isLast, count) = (model.isFinished, model.acknowledged)
            let mark = model.revisionMark
            let limit = Int.random(in: 1...9, using: &random)
            // Some read again what they have: nothing may come of it.
            if cursors.count > 1, Int.random(in: 0..<20, using: &random) == 0 {
                cursors.removeLast(Int.random(in: 1..<min(4, cursors.count), using: &random))
            }
            let wait = isLast ? 0 : Int.random(in: 0...2, using: &random)
            let after = cursors.last.map { "&after=\($0)" } ?? ""
            let page: ChangePage = try await desk.get(
                "/v1/changes?limit=\(limit)&wait=\(wait)\(after)", as: user
            ).json()
            #expect(page.changes.count <= limit, "FEED_SEED=\(seed)")
            cursors.append(page.cursor)
            for change in page.changes { apply(change) }
            guard !page.hasMore else { continue }
            let inRevision = model.messagesInRevision(since: mark)
            for thing in model.acknowledged(before: count)
            where sees(thing.service, thing.isInternal) && !inRevision.contains(thing.message) {
                // A feed that has come to its end has everything that was acknowledged before the request.
                #expect(messages[thing.message] != nil, "FEED_SEED=\(seed): \(user.id) missed \(thing)")
            }
            if isLast { return }
        }
    }

    func sees(_ service: Service.ID, _ isInternal: Bool = false) -> Bool {
        user.role.isStaff || (user.service == service && !isInternal)
    }

    private mutating func apply(_ change: Change) {
        switch change {
        case .service(let service):
            #expect(sees(service.id), "FEED_SEED=\(seed)")
        case .ticket(let ticket):
            #expect(sees(ticket.service), "FEED_SEED=\(seed)")
            if let known = tickets[ticket.id] { #expect(ticket.updated >= known.updated, "FEED_SEED=\(seed)") }
            tickets[ticket.id] = ticket
        case .message(let message):
            #expect(user.role.isStaff || !message.isInternal, "FEED_SEED=\(seed)")
            if messages[message.id] == nil { messageOrder[message.ticket, default: []].append(message.id) }
            messages[message.id] = message
        case .event(let event):
            if events[event.id] == nil { eventOrder[event.ticket, default: []].append(event.kind) }
            events[event.id] = event
        case .agent:
            #expect(user.role.isStaff, "FEED_SEED=\(seed)")
        case .phoneFile, .telegramLink, .shiftNote, .cannedReply:
            Issue.record("FEED_SEED=\(seed): nobody made one")
        case .desk, .topic, .readMark, .incident:
            break
        }
    }
}
