import Foundation
import HTTPTypes
import HelpdeskDesk
import HelpdeskModels
import Testing

@testable import DeskStorage
@testable import HelpdeskServer

@Suite(.timeLimit(.minutes(5))) struct PolicyTests {
    @Test func `a token that asks too much waits, and nobody else does`() async throws {
        var policy = ServerPolicy()
        policy.requestBurst = 5
        policy.requestsPerMinute = 60
        let desk = try TestDesk(policy: policy)
        for _ in 0..<5 { #expect(try await desk.get("/v1/me", as: TestDesk.ann).status == 200) }
        let refused = try await desk.get("/v1/me", as: TestDesk.ann)
        #expect(refused.problem == .tooManyRequests)
        #expect(refused.headers[.retryAfter] == "1")
        #expect(try await desk.get("/v1/me", as: TestDesk.ben).status == 200)
        desk.clock.advance(seconds: 1)
        #expect(try await desk.get("/v1/me", as: TestDesk.ann).status == 200)
    }

    @Test func `a token has so many long polls and no more`() throws {
        let polls = PollCounter()
        #expect(polls.enter(1, limit: 2))
        #expect(polls.enter(1, limit: 2))
        #expect(!polls.enter(1, limit: 2))
        #expect(polls.enter(2, limit: 2))
        polls.leave(1)
        #expect(polls.enter(1, limit: 2))
        #expect(polls.total == 3)
    }

    @Test func `one long poll too many is asked to wait`() async throws {
        var policy = ServerPolicy()
        policy.longPolls = 1
        let desk = try TestDesk(policy: policy)
        let cursor = try await desk.changes(as: TestDesk.ann).cursor
        let path = "/v1/changes?wait=60&after=\(cursor)"
        async let first = desk.get(path, as: TestDesk.ann)
        while !desk.environment.notifier.hasWaiters { await Task.yield() }
        let second = try await desk.get(path, as: TestDesk.ann)
        #expect(second.problem == .tooManyRequests)
        #expect(second.headers[.retryAfter] == "5")
        _ = try await desk.file()
        #expect(try await first.status == 200)
        #expect(desk.environment.polls.total == 0)
    }

    @Test func `a page is as long as it may be, however much is asked for`() async throws {
        let desk = try TestDesk()
        for limit in ["1", "500", "501", "9223372036854775808", String(repeating: "9", count: 100)] {
            #expect(try await desk.get("/v1/tickets?limit=\(limit)", as: TestDesk.ann).status == 200, "\(limit)")
        }
        for limit in ["", "0", "-1", "+5", "5x", "1e3", "٣", "0x10"] {
            let text = limit.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
            #expect(try await desk.get("/v1/tickets?limit=\(text)", as: TestDesk.ann).problem == .malformed, "\(limit)")
        }
        for list in ["agents", "devices", "incidents", "services", "telegram/links", "tickets", "topics"] {
            #expect(try await desk.get("/v1/\(list)?after=", as: TestDesk.greta).problem == .malformed, "\(list)")
        }
    }

    @Test func `the files of a service have so much room, also while they are on their way`() async throws {
        var policy = ServerPolicy()
        policy.files.serviceStorage = 10
        policy.files.unfinishedUploads = 2
        let desk = try TestDesk(policy: policy)
        let ticket = try await desk.file()
        let attachment = try await desk.upload(Data("123456".utf8), named: "a.txt")
        func begin(_ length: Int, as user: User) async throws -> TestAnswer {
            var headers = TestDesk.tus
            headers[.uploadLength] = "\(length)"
            return try await desk.send(.post, "/v1/uploads", as: user, headers: headers)
        }
        #expect(try await begin(5, as: TestDesk.ben).problem == .quotaExceeded)
        #expect(try await desk.write("T", in: ticket, as: TestDesk.ann, attachments: [attachment]).status == 201)
        #expect(try await begin(5, as: TestDesk.ben).problem == .quotaExceeded)
        #expect(try await begin(4, as: TestDesk.ben).status == 201)
        for _ in 0..<2 { #expect(try await begin(1, as: TestDesk.vera).status == 201) }
        #expect(try await begin(1, as: TestDesk.vera).problem == .quotaExceeded)
    }

    @Test func `acts of administrators and of the staff are on record, those of customers are not`() async throws {
        let desk = try TestDesk()
        let before = try desk.helpdesk.auditRecords().last?.id ?? 0
        let ticket = try await desk.file()
        _ = try await desk.ask(.resolved, for: ticket, as: TestDesk.ann)
        _ = try await desk.ask(.reopened, for: ticket, as: TestDesk.greta)
        try desk.helpdesk.retireUser(TestDesk.ben.id)
        let records = try desk.helpdesk.auditRecords(after: before)
        #expect(records.map(\.action) == ["ticket.reopened", "user.retire"])
        #expect(records.map(\.target) == ["\(ticket.number)", "ben"])
        #expect(records.first?.actor == "greta")
        #expect(records.last?.actor.hasPrefix("system:") == true)
    }
}
