import Foundation
import HTTPTypes
import HelpdeskModels
import Synchronization
import Testing

@testable import DeskStorage
@testable import HelpdeskDesk
@testable import HelpdeskServer

/// Requests while the database is away.
@Suite(.timeLimit(.minutes(5))) struct OutageTests {
    let desk: TestDesk
    let database: UnreliableDatabase

    init() throws {
        let made = Mutex<UnreliableDatabase?>(nil)
        desk = try TestDesk(wrapping: { inner in
            let database = UnreliableDatabase(inner)
            made.withLock { $0 = database }
            return database
        })
        database = try #require(made.withLock { $0 })
    }

    private func untilWaiting() async {
        while desk.environment.notifier.waiterCount < 1 { await Task.yield() }
    }

    /// Waits until a look has failed, of a long poll that was woken.
    private func untilFailed() async {
        while database.failureCount < 1 { await Task.yield() }
    }

    /// Writes a message, which wakes those who wait, past the outage.
    private func writeBeside(_ ticket: Ticket) async throws {
        _ = try await desk.writeFromTelegram("From elsewhere", in: ticket, as: TestDesk.ben)
    }

    @Test func `what cannot be done now says when to try again, and not to everybody the same`() async throws {
        database.become(.away)
        var pauses: Set<String> = []
        for _ in 0..<60 {
            let answer = try await desk.get("/v1/me", as: TestDesk.ann)
            #expect(answer.status == 503 && answer.problem == .unavailable)
            pauses.insert(try #require(answer.headers[.retryAfter]))
        }
        #expect(pauses.count > 1)
        #expect(pauses.allSatisfy { Int($0).map(ProblemMiddleware.pause.contains) == true })
        database.become(.working)
        let answer = try await desk.get("/v1/me", as: TestDesk.ann)
        #expect(answer.status == 200 && answer.headers[.retryAfter] == nil)
    }

    @Test func `a long poll outlives a look that failed, and brings what came meanwhile`() async throws {
        let ticket = try await desk.file()
        let cursor = try await desk.changes(as: TestDesk.ann).cursor
        let desk = desk
        async let answer = desk.get("/v1/changes?wait=60&after=\(cursor)", as: TestDesk.ann)
        await untilWaiting()
        database.become(.away)
        try await writeBeside(ticket)
        await untilFailed()
        database.become(.working)
        let page: ChangePage = try await answer.json()
        #expect(page.changes.contains { if case .message = $0 { true } else { false } })
    }

    @Test func `a long poll that ends during an outage answers that nothing is new`() async throws {
        let cursor = try await desk.changes(as: TestDesk.ann).cursor
        let desk = desk
        async let answer = desk.get("/v1/changes?wait=5&after=\(cursor)", as: TestDesk.ann)
        await untilWaiting()
        database.become(.away)
        let page: ChangePage = try await answer.json()
        #expect(page.isEmpty && !page.hasMore && page.cursor == cursor)
    }

    @Test func `whoever was signed out during the outage gets nothing more`() async throws {
        let ticket = try await desk.file()
        let cursor = try await desk.changes(as: TestDesk.ann).cursor
        let token = try #require(try desk.helpdesk.tokens(of: TestDesk.ann.id).first?.id)
        let desk = desk
        async let answer = desk.get("/v1/changes?wait=60&after=\(cursor)", as: TestDesk.ann)
        await untilWaiting()
        database.become(.away)
        try await writeBeside(ticket)
        await untilFailed()
        try desk.helpdesk.revokeToken(token)
        database.become(.working)
        #expect(try await answer.status == 401)
    }

    @Test func `a request that waits for nothing is answered at once`() async throws {
        let cursor = try await desk.changes(as: TestDesk.ann).cursor
        database.become(.away)
        for path in ["/v1/changes", "/v1/changes?after=\(cursor)", "/v1/changes?wait=60"] {
            #expect(try await desk.get(path, as: TestDesk.ann).status == 503)
        }
    }

    @Test func `the server is not ready while its database is away, and says when to ask again`() async throws {
        database.become(.away)
        let answer = try await desk.send(.get, "/readyz", as: nil)
        #expect(answer.status == 503 && answer.headers[.retryAfter] != nil)
        #expect(try await desk.send(.get, "/healthz", as: nil).status == 200)
        database.become(.working)
        desk.clock.advance(seconds: 1)
        #expect(try await desk.send(.get, "/readyz", as: nil).status == 200)
    }

    @Test func `nobody waits for a database that does not answer`() async throws {
        let readiness = Readiness(
            desk: desk.environment.desk, patience: .milliseconds(20), now: desk.clock.now)
        database.become(.silent)
        #expect(await readiness.obstacle()?.contains("in time") == true)
        #expect(await readiness.obstacle()?.contains("in time") == true)
        database.become(.working)
        // The search that was begun ends by itself.
        while await readiness.obstacle() != nil { desk.clock.advance(seconds: 1) }
    }

    @Test func `an administrator who watches goes on seeing the metrics, and nobody else begins to`() async throws {
        let root = User(id: "root", name: "Root", role: .admin, service: nil)
        try desk.helpdesk.addUser(root)
        let (watching, number) = try desk.helpdesk.createToken(for: root.id, label: "")
        let (idle, _) = try desk.helpdesk.createToken(for: root.id, label: "")
        func metrics(_ token: AccessToken) async throws -> TestAnswer {
            try await desk.send(.get, "/metrics", as: nil, headers: [.authorization: "Bearer \(token.text)"])
        }
        func isReady(_ answer: TestAnswer) -> Bool {
            String(decoding: answer.body, as: UTF8.self).contains("\ncabdesk_ready 1\n")
        }
        #expect(isReady(try await metrics(watching)))
        database.become(.away)
        desk.clock.advance(seconds: 1)
        let answer = try await metrics(watching)
        #expect(answer.status == 200 && !isReady(answer))
        #expect(try await metrics(idle).status == 503)
        #expect(try await desk.get("/metrics", as: TestDesk.greta).status == 503)
        database.become(.working)
        try desk.helpdesk.revokeToken(number)
        #expect(try await metrics(watching).status == 401)
        database.become(.away)
        #expect(try await metrics(watching).status == 503)
    }
}
