import Foundation
import HelpdeskModels
import HelpdeskTransport
import TestSupport
import Testing

@testable import HelpdeskCore

struct NativeBackendTests {
    private func backend(_ answers: [ScriptedTransport.Answer]) throws -> (NativeBackend, ScriptedTransport) {
        let transport = ScriptedTransport(answers)
        return (
            try NativeBackend(url: "https://desk.example/base/", token: "cd_secret", transport: transport), transport
        )
    }

    private func json(_ value: some Encodable, status: Int = 200) throws -> ScriptedTransport.Answer {
        .success(
            TransportResponse(
                status: status, headers: ["content-type": "application/json"], body: try WireJSON.encode(value)))
    }

    private func problem(
        _ kind: Problem.Kind, status: Int, headers: [String: String] = [:], violations: [Violation]? = nil
    ) throws -> ScriptedTransport.Answer {
        let problem = Problem(kind: kind, title: "title", status: status, violations: violations)
        let type = ["content-type": "application/problem+json; charset=utf-8"]
        return .success(
            TransportResponse(
                status: status, headers: type.merging(headers) { $1 }, body: try WireJSON.encode(problem)))
    }

    @Test("A request goes to the version's path with the token in a header and nowhere else")
    func request() async throws {
        let (backend, transport) = try backend([try json(ChangePage(changes: [], cursor: "b c&d", hasMore: false))])
        let page = try await backend.changes(after: "a+b/c=&", limit: 50, wait: 30)
        #expect(page?.cursor == "b c&d")
        let request = transport.requests[0]
        #expect(request.url == "https://desk.example/base/v1/changes?limit=50&after=a%2Bb%2Fc%3D%26&wait=30")
        #expect(request.headers.contains(.init("authorization", "Bearer cd_secret")))
        #expect(request.patience == .total(40))
    }

    @Test("A desk that stops answering, its connections still open, is noticed within forty seconds")
    func frozenDesk() async throws {
        let (backend, transport) = try backend([try json(ChangePage(changes: [], cursor: "b", hasMore: false))])
        _ = try await backend.changes(after: "a", limit: 50, wait: SyncEngine.longPoll)
        guard case .total(let seconds) = transport.requests[0].patience else {
            Issue.record("no bound: \(transport.requests[0].patience)")
            return
        }
        #expect((SyncEngine.longPoll + 1)...40 ~= seconds)
    }

    @Test("A rating goes to its ticket, and the ticket comes back with it")
    func rating() async throws {
        var ticket = Ticket(
            id: .make(), number: 7, service: "zirka", topic: Topic.otherID, subject: "A", status: .resolved,
            author: Author(Sample.dispatcher), created: .now, updated: .now)
        ticket.rating = Rating(score: 4, comment: "")
        let (backend, transport) = try backend([try json(TicketUpdate(ticket: ticket))])
        #expect(try await backend.putRating(Rating(score: 4), ticket: ticket.id).ticket.rating?.score == 4)
        #expect(transport.requests[0].method == .put)
        #expect(transport.requests[0].url == "https://desk.example/base/v1/tickets/\(ticket.id)/rating")
        #expect(transport.requests[0].body == .data(Data(#"{"comment":"","score":4}"#.utf8)))
    }

    @Test("Of those at work on a ticket, whoever does what is not known here or has no name to show is left out")
    func presence() async throws {
        func other(_ id: String, _ activity: String, name: String = "A") -> String {
            #"{"user":{"id":"\#(id)","name":"\#(name)","role":"agent"},"activity":"\#(activity)"}"#
        }
        let many = (0..<100).map { other("u\($0)", "reading") }
        let odd = [
            other("x", "dancing"), other("y", "note"), other("z", "note", name: String(repeating: "z", count: 20_000)),
        ]
        let body = Data(#"{"others":[\#((odd + many).joined(separator: ","))]}"#.utf8)
        let answer = TransportResponse(status: 200, headers: ["content-type": "application/json"], body: body)
        let (backend, transport) = try backend([.success(answer)])
        let ticket = Ticket.ID.make()
        let others = try await backend.announcePresence(.writing, ticket: ticket)
        #expect(others.first?.user.id == "y" && others.first?.activity == .note)
        #expect(others.count == Presence.count)
        #expect(transport.requests[0].url == "https://desk.example/base/v1/tickets/\(ticket)/presence")
        #expect(transport.requests[0].body == .data(Data(#"{"activity":"writing"}"#.utf8)))
    }

    @Test("Each program says what is done with an id of its own, and ends it under the same")
    func presenceOfPrograms() async throws {
        func programs() async throws -> [String] {
            let nobody = TransportResponse(
                status: 200, headers: ["content-type": "application/json"], body: Data(#"{"others":[]}"#.utf8))
            let (backend, transport) = try backend([
                .success(nobody), .success(TransportResponse(status: 204, headers: [:], body: Data())),
            ])
            _ = try await backend.announcePresence(.reading, ticket: .make())
            try await backend.leavePresence(ticket: .make())
            return transport.requests.flatMap(\.headers).filter { $0.name == "cabdesk-program" }.map(\.value)
        }
        let (one, other) = (try await programs(), try await programs())
        #expect(one.count == 2 && Set(one).count == 1)
        #expect(one.allSatisfy { Presence.Program($0) != nil })
        #expect(Set(one).isDisjoint(with: other))
    }

    @Test(
        "Only a Cabdesk backend of this version is taken for one",
        arguments: [
            TransportResponse(status: 200, headers: ["content-type": "text/html"], body: Data("<html>".utf8)),
            TransportResponse(status: 200, body: Data(#"{"api":"cabdesk/2"}"#.utf8)),
            TransportResponse(status: 404, headers: ["content-type": "text/html"], body: Data("no".utf8)),
            TransportResponse(status: 301, headers: ["location": "https://other.example"]),
            TransportResponse(status: 401, headers: ["content-type": "text/html"]),
        ])
    func otherKind(_ answer: TransportResponse) async throws {
        let (backend, _) = try backend([.success(answer)])
        let error = await #expect(throws: HelpdeskError.self) { try await backend.desk() }
        #expect(error?.code == .notCabdesk)
        #expect(error?.subject == "desk.example")
    }

    @Test(
        "Problem details become errors with the right disposition",
        arguments: [
            (Problem.Kind.unauthorized, 401, HelpdeskError.Code.tokenRejected, HelpdeskError.Disposition.unauthorised),
            (.forbidden, 403, .forbidden, .permanent), (.notFound, 404, .notFound, .permanent),
            (.conflict, 409, .conflict, .permanent), (.invalid, 422, .invalid, .permanent),
            (.tooManyRequests, 429, .tooManyRequests, .transient), (.unavailable, 503, .deskUnavailable, .transient),
            (.internalError, 500, .serverFailed, .transient), (.tooLarge, 413, .tooLarge, .permanent),
        ])
    func problems(
        _ kind: Problem.Kind, _ status: Int, _ code: HelpdeskError.Code, _ disposition: HelpdeskError.Disposition
    ) async throws {
        let violation = Violation(field: "text", code: .empty)
        let (backend, _) = try backend([
            try problem(kind, status: status, headers: ["retry-after": "12"], violations: [violation])
        ])
        let error = await #expect(throws: HelpdeskError.self) { try await backend.me() }
        #expect(error?.code == code)
        #expect(error?.disposition == disposition)
        #expect(error?.retryAfter == .seconds(12))
        #expect(error?.violations == [violation])
    }

    @Test(
        "Retry-After is heeded in seconds and as a date, by the clock that made it, for an hour at most",
        arguments: [
            ("12", nil, Duration.seconds(12)), ("999999999999", nil, .seconds(3600)), ("-1", nil, nil),
            ("soon", nil, nil),
            ("Fri, 31 Dec 1999 23:59:59 GMT", nil, .zero),
            ("Fri, 31 Dec 1999 23:59:59 GMT", "Fri, 31 Dec 1999 23:58:29 GMT", .seconds(90)),
            ("Fri, 31 Dec 2199 23:59:59 GMT", "Tue, 31 Dec 2199 21:00:00 GMT", .seconds(3600)),
        ])
    func retryAfter(_ value: String, _ date: String?, _ expected: Duration?) async throws {
        var headers = ["retry-after": value]
        headers["date"] = date
        let (backend, _) = try backend([try problem(.unavailable, status: 503, headers: headers, violations: [])])
        let error = await #expect(throws: HelpdeskError.self) { try await backend.me() }
        #expect(error?.retryAfter == expected)
    }

    @Test("A refusal by something in between does not condemn an intent", arguments: [400, 403, 404, 405, 409, 502])
    func proxies(_ status: Int) async throws {
        let (backend, _) = try backend([
            .success(TransportResponse(status: status, headers: ["content-type": "text/html"]))
        ])
        let error = await #expect(throws: HelpdeskError.self) {
            try await backend.putMessage(.make(), ticket: .make(), NewMessage(origin: .tui, text: "A"))
        }
        #expect(error?.disposition == .transient)
    }

    @Test("A proxy without a server to ask is a desk that is not available", arguments: [502, 503, 504])
    func noServer(_ status: Int) async throws {
        let (backend, _) = try backend([
            .success(TransportResponse(status: status, headers: ["content-type": "text/html"]))
        ])
        let error = await #expect(throws: HelpdeskError.self) { try await backend.desk() }
        #expect(error?.code == .deskUnavailable)
    }

    @Test("One change that cannot be read is set aside, and the page is taken")
    func setAside() async throws {
        let body = #"{"changes":[{"kind":"new"},{"kind":"service","service":{"id":"a","name":"A"}}],"#
        let (backend, _) = try backend([
            .success(TransportResponse(status: 200, body: Data((body + #""cursor":"b","hasMore":false}"#).utf8)))
        ])
        let page = try await backend.changes(after: "a", limit: 500, wait: 0)
        #expect(page?.changes == [.service(Service(id: "a", name: "A"))])
        #expect(page?.cursor == "b" && page?.changesSetAside == 1)
    }

    @Test("Answers that contradict themselves are not believed")
    func badAnswers() async throws {
        let author = Author(Sample.dispatcher)
        let ticket = Ticket(
            id: .make(), number: 0, service: "zirka", topic: "other", subject: "A", status: .new, author: author,
            created: .now, updated: .now)
        let answers: [ScriptedTransport.Answer] = [
            try json(ChangePage(changes: [], cursor: "a", hasMore: true)),
            try json(ChangePage(changes: [.desk(Sample.desk)], cursor: "a", hasMore: false)),
            .success(TransportResponse(status: 200, body: Data("{".utf8))),
            .success(TransportResponse(status: 204)),
        ]
        let (backend, _) = try backend(answers)
        for _ in answers {
            let error = await #expect(throws: HelpdeskError.self) {
                try await backend.changes(after: "a", limit: 1, wait: 0)
            }
            #expect(error?.code == .badAnswer)
        }
        let (other, _) = try self.backend([try json(TicketUpdate(ticket: ticket))])
        let error = await #expect(throws: HelpdeskError.self) {
            try await other.putTicket(
                .make(),
                NewTicket(topic: "other", subject: "A", messageID: .make(), message: .init(origin: .cli, text: "A")))
        }
        #expect(error?.code == .badAnswer)
    }

    @Test("A forgotten cursor is an answer")
    func cursorGone() async throws {
        let (backend, _) = try backend([try problem(.cursorGone, status: 410)])
        #expect(try await backend.changes(after: "a", limit: 1, wait: 0) == nil)
    }

    @Test("An upload is created, asked for and sent by tus")
    func uploads() async throws {
        let id = Upload.ID.make()
        let (backend, transport) = try backend([
            .success(TransportResponse(status: 201, headers: ["location": "/v1/uploads/\(id)"])),
            .success(TransportResponse(status: 200, headers: ["upload-offset": "3", "upload-length": "10"])),
            .success(TransportResponse(status: 204, headers: ["upload-offset": "10"])),
            .success(TransportResponse(status: 404)),
        ])
        #expect(try await backend.createUpload(length: 10) == id)
        #expect(try await backend.uploadState(id) == Upload(id: id, offset: 3, length: 10))
        try await backend.sendUpload(id, file: "/file", offset: 3, length: 10) { _ in }
        let error = await #expect(throws: HelpdeskError.self) { try await backend.uploadState(id) }
        #expect(error?.code == .notFound)
        #expect(transport.requests.map(\.method) == [.post, .head, .patch, .head])
        #expect(transport.requests[2].body == .file(path: "/file", offset: 3, length: 7))
        #expect(transport.requests[2].headers.contains(.init("upload-offset", "3")))
        #expect(transport.requests.allSatisfy { $0.headers.contains(.init("tus-resumable", "1.0.0")) })
    }

    @Test(
        "An address is read as people type it, and never without TLS",
        arguments: [
            ("desk.example", "https://desk.example"), ("https://Desk.Example:443/", "https://desk.example"),
            ("https://desk.example:8443/a/b//", "https://desk.example:8443/a/b"),
            ("127.0.0.1:8443", "https://127.0.0.1:8443"), ("https://[::1]:8443", "https://[::1]:8443"),
        ])
    func address(_ text: String, _ url: String) throws {
        #expect(try DeskAddress(text).url == url)
    }

    @Test(
        "What is no address of a desk is refused",
        arguments: [
            ("http://desk.example", HelpdeskError.Code.insecureAddress), ("", .malformedAddress),
            ("ftp://desk.example", .malformedAddress), ("https://", .malformedAddress),
            ("https://user:pass@desk.example", .malformedAddress), ("https://desk.example/?a=b", .malformedAddress),
            ("https://desk example", .malformedAddress), ("https://desk.example:99999", .malformedAddress),
        ])
    func noAddress(_ text: String, _ code: HelpdeskError.Code) {
        let error = #expect(throws: HelpdeskError.self) { try DeskAddress(text) }
        #expect(error?.code == code)
        #expect(error?.subject?.contains("pass") != true)
    }

    @Test("A token that could break out of its header is refused")
    func token() {
        let transport = ScriptedTransport([])
        for token in ["", "a b", "a\r\nX: y", "ключ"] {
            let error = #expect(throws: HelpdeskError.self) {
                try NativeBackend(url: "https://desk.example", token: Secret(token), transport: transport)
            }
            #expect(error?.code == .tokenRejected)
        }
    }
}
