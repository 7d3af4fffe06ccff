import Foundation
import HTTPTypes
import HelpdeskModels
import TestSupport
import Testing

@testable import DeskStorage
@testable import HelpdeskDesk
@testable import HelpdeskServer

/// Two servers of one desk: nothing that a request needs is known to one of them alone.
@Suite(.timeLimit(.minutes(5))) struct ReplicaTests {
    let desk: TestDesk
    let other: TestDesk

    init() throws {
        desk = try TestDesk()
        other = try TestDesk(beside: desk)
    }

    private func signIn(
        _ code: String, at desk: TestDesk, from address: String = "192.0.2.1"
    ) async throws -> TestAnswer {
        try await desk.send(
            .post, "/v1/sessions", as: nil, headers: [.contentType: "application/json"],
            body: WireJSON.encode(SignIn(code: code, request: .make(), label: "pc")), from: address)
    }

    @Test func `those who are at work are seen from the other server`() async throws {
        let ticket = try await desk.file()
        let path = "/v1/tickets/\(ticket.id)/presence"
        func come(_ activity: Presence.Activity, as user: User, at desk: TestDesk) async throws -> [String] {
            try await desk.put(path, as: user, PresenceAnnouncement(activity: activity)).json(OthersPresent.self)
                .others.map { "\($0.user.name) \($0.activity.rawValue)" }
        }
        #expect(try await come(.writing, as: TestDesk.ann, at: desk) == [])
        #expect(try await come(.reading, as: TestDesk.ben, at: other) == ["Ann writing"])
        #expect(try await come(.reading, as: TestDesk.ann, at: other) == ["Ben reading"])
        #expect(try await come(.reading, as: TestDesk.greta, at: desk) == ["Ann reading", "Ben reading"])
        #expect(try await other.send(.delete, path, as: TestDesk.ann).status == 204)
        #expect(try await come(.reading, as: TestDesk.greta, at: desk) == ["Ben reading"])
    }

    // A poll that waits for its end takes longer.
    @Test(.enabled(if: TestEngine.isPostgres, "needs TEST_ENGINE=postgres"), .timeLimit(.minutes(1)))
    func `a device that is signed out at one server waits at the other no longer`() async throws {
        let (desk, other) = (desk, other)
        let cursor = try await desk.changes(as: TestDesk.ann).cursor
        let number = try #require(try desk.helpdesk.tokens(of: TestDesk.ann.id).first?.id)
        let following = Task { await other.helpdesk.followChanges() }
        let listening =
            "SELECT query FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN %'"
        while try await desk.texts(listening).isEmpty {}
        async let answer = other.get("/v1/changes?wait=60&after=\(cursor)", as: TestDesk.ann)
        while !other.environment.notifier.hasWaiters { await Task.yield() }
        #expect(try await desk.send(.delete, "/v1/devices/\(number)", as: TestDesk.ann).status == 204)
        #expect(try await answer.problem == .unauthorized)
        following.cancel()
        await following.value
    }

    @Test func `many who come at once are all remembered, and none is refused`() async throws {
        let (desk, other) = (desk, other)
        let ticket = try await desk.file()
        try await withThrowingTaskGroup(of: Int.self) { group in
            for number in 0..<40 {
                let at = number.isMultiple(of: 2) ? desk : other
                let user = [TestDesk.ann, TestDesk.ben, TestDesk.greta][number % 3]
                group.addTask {
                    try await at.put(
                        "/v1/tickets/\(ticket.id)/presence", as: user, PresenceAnnouncement(activity: .reading)
                    ).status
                }
            }
            for try await status in group { #expect(status == 200) }
        }
        #expect(try await desk.texts("SELECT user FROM presence").count == 3)
    }

    @Test func `attempts to sign in count at both together`() async throws {
        for number in 0..<10 {
            #expect(try await signIn("0000-0000-0000-0000", at: number < 5 ? desk : other).status == 401)
        }
        for server in [desk, other] {
            let answer = try await signIn("0000-0000-0000-0000", at: server)
            #expect(answer.problem == .tooManyRequests)
            #expect(answer.headers[.retryAfter] == "6")
        }
        // Another address is not held up by this one; what is no code counts for no code.
        #expect(try await signIn("x", at: other, from: "192.0.2.2").status == 401)
        desk.clock.advance(seconds: 6)
        #expect(try await signIn("0000-0000-0000-0000", at: other).status == 401)
        #expect(try await signIn("0000-0000-0000-0000", at: desk).problem == .tooManyRequests)
    }

    @Test func `of many attempts at the same moment no more than allowed are looked at`() async throws {
        let servers = [desk, other]
        let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
            for number in 0..<30 {
                group.addTask { try await signIn("0000-0000-0000-0000", at: servers[number % 2]).status }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(statuses.count { $0 == 401 } == 10)
        #expect(statuses.count { $0 == 429 } == 20)
    }

    @Test func `a code is not tried often, at whichever server`() async throws {
        let now = desk.clock.now()
        let code = try desk.helpdesk.createInvitation(
            for: TestDesk.ann.id, expires: now.adding(seconds: 3600), at: now)
        #expect(try await signIn(code.text, at: desk).status == 201)
        for number in 2...10 {
            #expect(try await signIn(code.text, at: other, from: "192.0.2.\(number)").status == 401)
        }
        #expect(try await signIn(code.text, at: desk, from: "192.0.2.11").problem == .tooManyRequests)
    }

    @Test func `an address is not in the database, and what it did is forgotten`() async throws {
        _ = try await signIn("0000-0000-0000-0000", at: desk, from: "192.0.2.77")
        let keys = try await desk.texts("SELECT key FROM attempt")
        #expect(!keys.isEmpty && keys.allSatisfy { $0.count == 64 && !$0.contains("c000024d") })
        try await desk.helpdesk.forgetFleeting(at: desk.clock.now().adding(seconds: 5))
        #expect(try await desk.texts("SELECT key FROM attempt").count == keys.count)
        try await desk.helpdesk.forgetFleeting(at: desk.clock.now().adding(seconds: 7))
        #expect(try await desk.texts("SELECT key FROM attempt").isEmpty)
    }

    @Test func `a token that was revoked at one server is none at the other`() async throws {
        #expect(try await other.get("/v1/me", as: TestDesk.ann).status == 200)
        let devices: Page<Device> = try await desk.get("/v1/devices", as: TestDesk.ann).json()
        let device = try #require(devices.items.first)
        #expect(try await desk.send(.delete, "/v1/devices/\(device.id)", as: TestDesk.ann).status == 204)
        #expect(try await other.get("/v1/me", as: TestDesk.ann).status == 401)
    }
}

/// How often something may be tried.
@Suite struct AttemptPaceTests {
    private let now = Timestamp(milliseconds: 1_773_000_000_000)

    @Test func `so many at once, and then one after the other`() {
        let pace = AttemptPace(perMinute: 4)
        var earned = now
        func take(after seconds: Double) -> Int? {
            let taken = pace.take(earned, at: now.adding(seconds: seconds))
            earned = taken.earned
            return taken.retryAfter
        }
        #expect((0..<4).map { _ in take(after: 0) } == [nil, nil, nil, nil])
        #expect(take(after: 0) == 15)
        #expect(take(after: 5.5) == 10)
        #expect(take(after: 15) == nil)
        #expect(take(after: 15) == 15)
        #expect((0..<5).map { _ in take(after: 600) } == [nil, nil, nil, nil, 15])
    }

    @Test func `a clock that is set back locks nobody out`() {
        let pace = AttemptPace(perMinute: 10)
        let taken = pace.take(now.adding(seconds: 86_400), at: now)
        #expect(taken.retryAfter == 6)
        #expect(pace.take(taken.earned, at: now.adding(seconds: 6)).retryAfter == nil)
    }

    @Test(arguments: [1, 7, 60_000, 100_000])
    func `every number of attempts has an end`(perMinute: Int) {
        let pace = AttemptPace(perMinute: perMinute)
        var (earned, count) = (now, 0)
        while count <= perMinute {
            let taken = pace.take(earned, at: now)
            guard taken.retryAfter == nil else { break }
            earned = taken.earned
            count += 1
        }
        #expect(count == perMinute)
    }
}
