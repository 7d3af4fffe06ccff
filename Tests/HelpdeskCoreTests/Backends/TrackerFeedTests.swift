import Foundation
import HelpdeskModels
import HelpdeskTransport
import TestSupport
import Testing

@testable import HelpdeskCore

/// A customer of a Request Tracker receives its changes, whatever is in them and whatever RT's clock says.
struct TrackerFeedTests {
    private let clock = ManualClock()
    private let tracker: FakeTracker

    init() {
        tracker = FakeTracker(clock.now)
    }

    private func backend() throws -> RequestTrackerBackend {
        try RequestTrackerBackend(
            url: "https://rt.example", user: "olena", secret: "pass", transport: tracker, clock: clock.read)
    }

    /// Lets time pass, here and there.
    private func pass(seconds: Double) {
        clock.advance(seconds: seconds)
        tracker.change { $0.now = $0.now.adding(seconds: seconds) }
    }

    private func numbers(_ mirror: Mirror) -> [Int] { mirror.tickets.values.map(\.number).sorted() }

    private func texts(_ number: Int, _ mirror: Mirror) -> [String] {
        guard let ticket = mirror.tickets.values.first(where: { $0.number == number }) else { return [] }
        return mirror.messages(of: ticket.id).map(\.text)
    }

    // MARK: What is in a ticket

    @Test("A mail of five long texts arrives: the first as text, the others as files, and all other tickets with it")
    func longTexts() async throws {
        let long = String(repeating: "Рядок звичайного тексту з журналу. ", count: 15_000)
        tracker.file(1)
        tracker.file(2) {
            $0.messages[0].parts = [.init(type: "multipart/mixed")] + (0..<5).map { _ in .init(content: long) }
        }
        tracker.file(3)
        var mirror = Mirror()
        try await mirror.catchUp(with: backend())
        #expect(numbers(mirror) == [1, 2, 3])
        let message = try #require(mirror.messages.values.first { $0.text.hasPrefix("Рядок") })
        #expect(message.text.utf8.count <= RTContent.maxTextSize && message.attachments.count == 4)
        #expect(message.attachments.allSatisfy { $0.name.hasSuffix(".txt") && $0.size == long.utf8.count })
    }

    @Test("A ticket that cannot be read keeps no other from arriving, is said, and is read when it can be")
    func setAside() async throws {
        for number in 1...40 { tracker.file(number, after: -1000) }
        tracker.change { $0.broken = [7, 8, 31] }
        tracker.file(20, after: -1000) { ticket in ticket.requestor = String(repeating: "x", count: 20_000) }
        let folder = try TemporaryFolder()
        let store = try Store(directory: folder.path + "/store", clock: clock.read)
        let engine = SyncEngine(store: store, backend: try backend(), clock: clock.read)
        let report = try await engine.syncOnce()
        #expect(engine.status.ticketsSetAside == [7, 8, 20, 31])
        #expect(report.errors == [HelpdeskError(setAside: [7, 8, 20, 31])].compactMap(\.self))
        #expect(try await store.counts()[.all] == 36)
        // Not at every round.
        _ = tracker.takeRequests()
        _ = try await engine.syncOnce()
        #expect(tracker.takeRequests().count(where: { $0 == "/transactions" }) == 0)
        // New messages arrive meanwhile.
        tracker.reply(3, "An answer")
        _ = try await engine.syncOnce()
        #expect(try await store.counts().unread > 0)
        tracker.change { $0.broken = [31] }
        tracker.change { $0.tickets[20]?.requestor = "olena" }
        pass(seconds: 70)
        _ = try await engine.syncOnce()
        #expect(engine.status.ticketsSetAside == [31])
        #expect(try await store.counts()[.all] == 39)
    }

    @Test("Where nothing at all can be read the fault is RT's own: no ticket is blamed, and few are tried")
    func brokenTracker() async throws {
        for number in 1...80 { tracker.file(number) }
        tracker.change { $0.broken = Set(1...80) }
        var mirror = Mirror()
        let error = await #expect(throws: HelpdeskError.self) { try await mirror.catchUp(with: backend()) }
        #expect(error?.code == .serverFailed)
        #expect(tracker.takeRequests().count(where: { $0 == "/transactions" }) < 25)
    }

    @Test(
        "A person in Cc is a customer like the requestor; who answers otherwise is of the staff",
        arguments: [false, true])
    func copied(_ isAgent: Bool) async throws {
        tracker.change { $0.isPrivileged = isAgent }
        tracker.file(1) { ticket in
            if isAgent { (ticket.requestor, ticket.messages[0].author) = ("marko", "marko") }
            ticket.copied = ["petro", "alex"]
            ticket.owner = "alex"
        }
        tracker.reply(1, "From the staff", by: "alex")
        tracker.reply(1, "From a colleague", by: "petro")
        var mirror = Mirror()
        let page = try await backend().changes(after: nil, limit: 100, wait: 0)
        mirror.take(try #require(page))
        let next = try #require(try await backend().changes(after: mirror.cursor, limit: 100, wait: 0))
        mirror.take(next)
        let authors = mirror.messages.values.sorted { $0.id < $1.id }.map(\.author)
        #expect(authors.map(\.role) == [.customer, .agent, .customer])
        #expect(mirror.tickets.values.first?.status == .open)
        let agents = next.changes.compactMap { if case .agent(let agent) = $0 { agent.id.rawValue } else { nil } }
        #expect(agents == (isAgent ? ["alex", "olena"] : []))
    }

    // MARK: RT's clock

    @Test("A ticket dated in the future hides no change that comes after it, and is not read again and again")
    func future() async throws {
        for number in 1...5 { tracker.file(number, after: -1000) }
        tracker.file(6, after: 30 * 86_400)
        var mirror = Mirror()
        let backend = try backend()
        try await mirror.catchUp(with: backend)
        for round in 1...5 {
            pass(seconds: 120)
            tracker.reply(round, "Answer \(round)")
            try await mirror.catchUp(with: backend)
            #expect(texts(round, mirror).last == "Answer \(round)")
        }
        pass(seconds: 10)
        try await mirror.catchUp(with: backend)
        _ = tracker.takeRequests()
        let cursor = mirror.cursor
        pass(seconds: 4)
        try await mirror.catchUp(with: backend)
        #expect(tracker.takeRequests() == ["/tickets"] && mirror.cursor == cursor)
    }

    @Test(
        "After RT's clock was ahead nothing is lost, whether the program ran meanwhile or not",
        arguments: [(600, 0), (600, 1800), (40 * 86_400, 0), (40 * 86_400, 1800)] as [(Double, Double)])
    func clockAhead(_ ahead: Double, _ away: Double) async throws {
        for number in 1...30 { tracker.file(number, after: -5000) }
        var mirror = Mirror()
        let backend = try backend()
        tracker.change { $0.now = $0.now.adding(seconds: ahead) }
        tracker.reply(1, "From tomorrow")
        try await mirror.catchUp(with: backend)
        pass(seconds: 20)
        try await mirror.catchUp(with: backend)
        // The clock is put right, somebody answers, and the program looks again only later.
        tracker.change { $0.now = $0.now.adding(seconds: -ahead) }
        pass(seconds: 5)
        tracker.reply(2, "After it was put right")
        pass(seconds: away)
        tracker.reply(3, "Later")
        try await mirror.catchUp(with: backend)
        #expect(texts(3, mirror).last == "Later")
        // The comparison finds at the latest what the dates hide.
        if texts(2, mirror).count < 2 {
            pass(seconds: 6 * 3600)
            try await mirror.catchUp(with: backend)
        }
        #expect(texts(2, mirror).last == "After it was put right")
    }

    @Test("The comparison finds a change that became visible too late, and reads nothing else again")
    func lateChange() async throws {
        for number in 1...50 { tracker.file(number, after: -5000) }
        var mirror = Mirror()
        let backend = try backend()
        try await mirror.catchUp(with: backend)
        pass(seconds: 3000)
        tracker.reply(1, "On time")
        try await mirror.catchUp(with: backend)
        // Dated before what was read, and longer ago than changes take to become visible.
        tracker.reply(2, "Late")
        tracker.change { $0.tickets[2]?.changed = $0.now.adding(seconds: -600) }
        pass(seconds: 600)
        try await mirror.catchUp(with: backend)
        #expect(texts(2, mirror).count == 1)
        pass(seconds: 6 * 3600)
        let before = mirror.tickets.count
        try await mirror.catchUp(with: backend)
        #expect(texts(2, mirror).last == "Late" && mirror.tickets.count == before)
        pass(seconds: 6 * 3600)
        _ = tracker.takeRequests()
        try await mirror.catchUp(with: backend)
        #expect(!tracker.takeRequests().contains("/transactions"))
    }

    @Test(
        "After a bulk update of 600 tickets most rounds are one request, soon all of them, and nothing late is missed")
    func bulkUpdate() async throws {
        for number in 1...700 { tracker.file(number, after: -90_000 - Double(number)) }
        var mirror = Mirror()
        let backend = try backend()
        try await mirror.catchUp(with: backend)
        for number in 1...600 {
            tracker.change { $0.tickets[number]?.changed = $0.now.adding(seconds: Double(number % 40) - 40) }
        }
        pass(seconds: 10)
        try await mirror.catchUp(with: backend)
        _ = tracker.takeRequests()
        var rounds: [Int] = []
        for round in 1...30 {
            pass(seconds: 4)
            if round == 8 {
                tracker.reply(650, "Late", by: "alex")
                tracker.change { $0.tickets[650]?.changed = $0.now.adding(seconds: -45) }
            }
            try await mirror.catchUp(with: backend)
            rounds.append(tracker.takeRequests().count)
        }
        #expect(rounds.count(where: { $0 == 1 }) >= 24)
        #expect(rounds.suffix(10).allSatisfy { $0 == 1 })
        #expect(texts(650, mirror).last == "Late")
    }

    // MARK: Queues, numbers, refusals

    @Test("A queue that is new, or disabled, is shown by its name at once, and takes no tickets while it is disabled")
    func newQueue() async throws {
        tracker.change {
            $0.queues[9] = "Old"; $0.unlisted = [9]
        }
        tracker.file(1)
        tracker.file(2) { $0.queue = 9 }
        var mirror = Mirror()
        let backend = try backend()
        try await mirror.catchUp(with: backend)
        #expect(mirror.topics[Topic.ID("9")]?.title[.english] == "Old")
        #expect(mirror.topics[Topic.ID("9")]?.isRetired == true && mirror.topics[Topic.ID("1")]?.isRetired == false)
        pass(seconds: 100)
        tracker.change { $0.queues[12] = "New" }
        tracker.file(3) { $0.queue = 12 }
        try await mirror.catchUp(with: backend)
        #expect(mirror.topics[Topic.ID("12")]?.title[.english] == "New")
        // Disabled since: RT does not list it any more.
        tracker.change { $0.unlisted.insert(1) }
        pass(seconds: 3700)
        try await mirror.catchUp(with: backend)
        #expect(mirror.topics[Topic.ID("1")]?.isRetired == true)
    }

    @Test("A merged ticket is found by its old number, also by the next program")
    func oldNumber() async throws {
        for number in 1...3 { tracker.file(number) }
        let folder = try TemporaryFolder()
        let store = try Store(directory: folder.path + "/store", clock: clock.read)
        let engine = SyncEngine(store: store, backend: try backend(), clock: clock.read)
        _ = try await engine.syncOnce()
        pass(seconds: 100)
        tracker.change { state in
            for (number, target) in [(1, 2), (2, 3)] {
                state.tickets[number]?.effective = target == 2 ? 3 : target
                state.tickets[number]?.changed = state.now
            }
        }
        _ = try await engine.syncOnce()
        let id = try #require(try await store.ticketID(number: 3))
        #expect(try await store.ticketID(number: 1) == id)
        #expect(try await store.ticketID(number: 2) == id)
        #expect(try await store.ticketID(number: 4) == nil)
        #expect(try await Store(directory: store.directory).ticketID(number: 1) == id)
    }

    @Test(
        "A refusal means the same in whatever language RT says it", arguments: ["Permission Denied", "Доступ запрещён"])
    func refusals(_ words: String) async throws {
        tracker.file(1)
        let backend = try backend()
        var mirror = Mirror()
        try await mirror.catchUp(with: backend)
        let ticket = try #require(mirror.tickets.values.first)
        let message = NewMessage(origin: .cli, text: "Hello")
        let new = NewTicket(topic: Topic.ID("1"), subject: "A", messageID: .make(), message: message)
        tracker.change { $0.refusal = words }
        for send in [
            { _ = try await backend.putMessage(.make(), ticket: ticket.id, message) },
            { _ = try await backend.putTicket(.make(), new) },
        ] as [() async throws -> Void] {
            let error = await #expect(throws: HelpdeskError.self) { try await send() }
            #expect(error?.code == .forbidden)
        }
    }

    @Test("With many queues few requests are about many of them, and every ticket arrives", arguments: [3, 64])
    func manyQueues(_ queues: Int) async throws {
        tracker.change { state in for queue in 1...queues { state.queues[queue] = "Queue \(queue)" } }
        for number in 1...500 { tracker.file(number, after: -9000) { $0.queue = number % queues + 1 } }
        let transport = KeepingTransport(tracker)
        let backend = try RequestTrackerBackend(
            url: "https://rt.example", user: "olena", secret: "pass", transport: transport, clock: clock.read)
        var mirror = Mirror()
        try await mirror.catchUp(with: backend)
        #expect(mirror.tickets.count == 500 && mirror.messages.count == 500)
        // RT takes long for each queue that an answer is about.
        let about = transport.bodies.filter { $0.contains("ObjectId") }.reduce(0) { sum, body in
            let named = body.replacing("%3D", with: "=").matches(of: /ObjectId=(\d+)/).compactMap { Int($0.1) }
            return sum + Set(named.map { $0 % queues }).count
        }
        #expect(about <= 3 * queues + 20)
    }
}

/// Keeps the bodies of the requests that go through it.
private final class KeepingTransport: Transport {
    private let transport: any Transport
    private let kept = ScriptedTransport([])
    init(_ transport: any Transport) { self.transport = transport }

    var bodies: [String] {
        kept.requests.compactMap {
            if case .data(let data) = $0.body { String(decoding: data, as: UTF8.self) } else { nil }
        }
    }

    func send(_ request: TransportRequest) async throws(TransportError) -> TransportResponse {
        _ = try? await kept.send(request)
        return try await transport.send(request)
    }
}
