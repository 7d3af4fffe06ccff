import HelpdeskDesk
import HelpdeskModels
import Testing

@testable import DeskStorage
@testable import HelpdeskServer

@Suite(.timeLimit(.minutes(5))) struct ChangeFeedTests {
    let desk: TestDesk

    init() throws { desk = try TestDesk() }

    /// The subject of a change, so that places in the feed can be compared.
    private func name(_ change: Change) -> String {
        switch change {
        case .desk: "desk"
        case .service(let service): "service \(service.id)"
        case .topic(let topic): "topic \(topic.id)"
        case .ticket(let ticket): "ticket \(ticket.id)"
        case .message(let message): "message \(message.id)"
        case .event(let event): "event \(event.id)"
        case .readMark(let mark): "read \(mark.ticket)"
        case .agent(let agent): "agent \(agent.id)"
        case .telegramLink(let link): "link \(link.id)"
        case .incident(let incident): "incident \(incident.id)"
        case .phoneFile(let file): "phone \(file.id)"
        case .shiftNote(let note): "note \(note.id)"
        case .cannedReply(let reply): "canned \(reply.id)"
        }
    }

    @Test func `the desk, the services and the topics come first, however late they changed`() async throws {
        for _ in 0..<3 { _ = try await desk.file() }
        try desk.helpdesk.changeTopic(Topic.otherID) { $0.order = 7 }
        try desk.helpdesk.renameService(TestDesk.harbour.id, to: "Harbour Cars")
        for limit in [1, 2, 500] {
            let names = try await desk.changes(as: TestDesk.ann, limit: limit).changes.map(name)
            #expect(Set(names.prefix(3)) == ["desk", "topic other", "service harbour"])
            #expect(Set(names).count == names.count)
            #expect(names.count == 12)
        }
    }

    @Test func `a topic that changes while somebody reads the beginning comes again`() async throws {
        _ = try await desk.file()
        let first: ChangePage = try await desk.get("/v1/changes?limit=1", as: TestDesk.ann).json()
        try desk.helpdesk.changeTopic(Topic.otherID) { $0.order = 7 }
        let rest = try await desk.changes(as: TestDesk.ann, after: first.cursor, limit: 1).changes
        let orders = rest.compactMap { change in if case .topic(let topic) = change { topic.order } else { nil } }
        #expect(orders.last == 7)
    }

    @Test func `nothing is skipped or told out of order, whoever writes meanwhile`() async throws {
        let desk = desk
        var tickets: [Ticket] = []
        for user in [TestDesk.ann, TestDesk.vera] { tickets.append(try await desk.file(as: user)) }
        let fixed = tickets
        let writes = 40

        try await withThrowingTaskGroup(of: Void.self) { group in
            for writer in 0..<4 {
                group.addTask {
                    var random = SeededGenerator(seed: UInt64(writer + 1))
                    for number in 0..<writes {
                        let ticket = fixed[Int.random(in: 0...1, using: &random)]
                        try await desk.write("\(writer)-\(number)", in: ticket, as: TestDesk.greta)
                    }
                }
            }
            for reader in 0..<3 {
                group.addTask {
                    var random = SeededGenerator(seed: UInt64(reader + 100))
                    var (cursor, last): (String?, [String: Int]) = (nil, [:])
                    var seen = 0
                    while seen < 4 * writes {
                        let after = cursor.map { "&after=\($0)" } ?? ""
                        let limit = Int.random(in: 1...7, using: &random)
                        let page: ChangePage = try await desk.get(
                            "/v1/changes?limit=\(limit)&wait=20\(after)", as: TestDesk.greta
                        ).json()
                        cursor = page.cursor
                        for case .message(let message) in page.changes {
                            let parts = message.text.split(separator: "-").compactMap { Int($0) }
                            guard parts.count == 2 else { continue }
                            // Each writer's messages come in the order in which they were written, none left out.
                            #expect(parts[1] == last["\(parts[0])", default: -1] + 1)
                            last["\(parts[0])"] = parts[1]
                            seen += 1
                        }
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    // Without the change, the poll would wait longer than a test of this suite may take.
    @Test func `a long poll ends with the change that it waits for`() async throws {
        let desk = desk
        let ticket = try await desk.file()
        let cursor = try await desk.changes(as: TestDesk.ann).cursor
        async let page: ChangePage = desk.get("/v1/changes?wait=60&after=\(cursor)", as: TestDesk.ann).json()
        while !desk.environment.notifier.hasWaiters { await Task.yield() }
        try await desk.write("News", in: ticket, as: TestDesk.greta)
        let texts = try await page.changes.compactMap { change in
            if case .message(let message) = change { message.text } else { nil }
        }
        #expect(texts == ["News"])
        #expect(!desk.environment.notifier.hasWaiters)
    }

    @Test func `a long poll without news gives the same cursor back`() async throws {
        _ = try await desk.file()
        let cursor = try await desk.changes(as: TestDesk.vera).cursor
        let page: ChangePage = try await desk.get("/v1/changes?wait=1&after=\(cursor)", as: TestDesk.vera).json()
        #expect(page == ChangePage(changes: [], cursor: cursor, hasMore: false))
    }

    @Test func `a cursor of another account, of another desk, or from the future is gone`() async throws {
        _ = try await desk.file()
        let cursor = try await desk.changes(as: TestDesk.ann).cursor
        let instance = try await desk.directory.database.read { try $0.instance() }
        let seal = CursorSeal(Account(user: TestDesk.ann, service: TestDesk.harbour, token: 0), instance: instance)
        func sealed(_ position: Int64, _ base: Int64) throws -> String {
            var cursor = ChangeCursor(startingAt: base, phase: .ordinary)
            cursor.position = position
            return try seal.text(of: cursor)
        }
        #expect(try await desk.get("/v1/changes?after=\(sealed(1, 1))", as: TestDesk.ann).status == 200)
        let foreign = try await TestDesk().changes(as: TestDesk.ann).cursor
        let changed = cursor.dropLast() + (cursor.hasSuffix("A") ? "B" : "A")
        for text in [
            try sealed(99_999_999, 0), try sealed(0, 99_999_999), try sealed(-1, 0), foreign, "nonsense",
            String(changed), String(cursor.dropLast(4)), cursor + "AAAA",
        ] {
            #expect(try await desk.get("/v1/changes?after=\(text)", as: TestDesk.ann).problem == .cursorGone)
        }
        #expect(try await desk.get("/v1/changes?after=\(cursor)", as: TestDesk.ben).problem == .cursorGone)
        #expect(try await desk.get("/v1/changes?after=\(cursor)", as: TestDesk.ann).status == 200)
    }

    @Test func `a thing that changed often stands at its latest place only`() async throws {
        let (early, late) = (try await desk.file(), try await desk.file())
        try await desk.write(in: early, as: TestDesk.greta)
        let tickets = try await desk.changes(as: TestDesk.ann).changes.compactMap { change in
            if case .ticket(let ticket) = change { ticket } else { nil }
        }
        #expect(tickets.map(\.id) == [late.id, early.id])
        #expect(tickets.last?.status == .waiting)
    }
}
