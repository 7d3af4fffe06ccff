import HTTPTypes
import HelpdeskDesk
import HelpdeskModels
import Testing

@testable import DeskStorage
@testable import HelpdeskServer

/// Long polls that wait while others write: which of them look again. Looking begins with the token.
@Suite(.timeLimit(.minutes(5))) struct WakingTests {
    private let log = StatementLog()
    private let desk: TestDesk

    init() throws {
        let log = log
        var policy = ServerPolicy()
        policy.longPolls = 100
        desk = try TestDesk(policy: policy) { log.note($0) }
    }

    private func poll(as user: User) async throws -> ChangePage {
        let cursor = try await desk.changes(as: user).cursor
        return try await desk.get("/v1/changes?wait=60&after=\(cursor)", as: user).json()
    }

    /// Waits until so many long polls are waiting.
    private func untilWaiting(_ count: Int) async {
        while desk.environment.notifier.waiterCount < count { await Task.yield() }
    }

    private var looks: Int { log.take().count { $0.contains("FROM token t JOIN user u") } }

    @Test("A write by one service wakes the staff and its own polls, and none of another service's")
    func otherService() async throws {
        let desk = desk
        let (own, other) = (try await desk.file(as: TestDesk.ann), try await desk.file(as: TestDesk.vera))
        try await withThrowingTaskGroup(of: ChangePage.self) { group in
            for user in [TestDesk.ann, TestDesk.ann, TestDesk.ben] { group.addTask { try await poll(as: user) } }
            await untilWaiting(3)
            _ = log.take()
            for number in 0..<20 { try await desk.write("\(number)", in: other, as: TestDesk.vera) }
            // Those who write prove who they are, before the request and in its transaction; nobody else did.
            #expect(looks == 40)
            #expect(desk.environment.notifier.waiterCount == 3)
            try await desk.write("at last", in: own, as: TestDesk.greta)
            for try await page in group { #expect(!page.changes.isEmpty) }
        }
        #expect(looks == 2 + 3)
    }

    @Test("A read mark wakes its own user, an internal note the staff, and nobody else")
    func scopes() async throws {
        let desk = desk
        let ticket = try await desk.file(as: TestDesk.ann)
        async let ann = poll(as: TestDesk.ann)
        async let ben = poll(as: TestDesk.ben)
        async let greta = poll(as: TestDesk.greta)
        await untilWaiting(3)
        let mark = ReadMark(ticket: ticket.id, readUpTo: desk.clock.now())
        #expect(try await desk.put("/v1/tickets/\(ticket.id)/read", as: TestDesk.ben, mark).status == 200)
        #expect(try await ben.changes == [.readMark(mark)])
        #expect(desk.environment.notifier.waiterCount == 2)
        // The same again changes nothing.
        _ = log.take()
        #expect(try await desk.put("/v1/tickets/\(ticket.id)/read", as: TestDesk.ben, mark).status == 200)
        #expect(looks == 2)
        try await desk.write("A note", in: ticket, as: TestDesk.greta, isInternal: true)
        #expect(try await greta.changes.count == 1)
        #expect(desk.environment.notifier.waiterCount == 1)
        try desk.helpdesk.changeTopic(Topic.otherID) { $0.order = 7 }
        #expect(try await ann.changes.count == 1)
        #expect(!desk.environment.notifier.hasWaiters)
    }

    @Test("A device that is signed out while it waits is told so at once, and nothing more")
    func signedOut() async throws {
        let desk = desk
        let cursor = try await desk.changes(as: TestDesk.ann).cursor
        async let answer = desk.get("/v1/changes?wait=60&after=\(cursor)", as: TestDesk.ann)
        await untilWaiting(1)
        let devices: Page<Device> = try await desk.get("/v1/devices", as: TestDesk.ann).json()
        let device = try #require(devices.items.first)
        #expect(try await desk.send(.delete, "/v1/devices/\(device.id)", as: TestDesk.ann).status == 204)
        #expect(try await answer.status == 401)
    }

    @Test("What another process changes is found for those who see it, also when the server itself wrote after it")
    func foreignChange() async throws {
        let desk = desk
        let (own, other) = (try await desk.file(as: TestDesk.ann), try await desk.file(as: TestDesk.vera))
        let beside = try TestDesk(beside: desk)
        async let page = poll(as: TestDesk.ann)
        await untilWaiting(1)
        try await beside.write("From beside", in: own, as: TestDesk.greta)
        #expect(desk.environment.notifier.waiterCount == 1)
        try await desk.write("Elsewhere", in: other, as: TestDesk.vera)
        #expect(try await page.changes.contains { if case .message = $0 { true } else { false } })
    }
}
