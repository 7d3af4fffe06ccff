import Foundation
import HTTPTypes
import HelpdeskDesk
import HelpdeskModels
import Testing

@testable import DeskStorage
@testable import HelpdeskServer

@Suite struct SignInTests {
    let desk: TestDesk

    init() throws { desk = try TestDesk() }

    private func invite(_ user: User = TestDesk.ann, hours: Double = 72) throws -> InvitationCode {
        let now = desk.clock.now()
        return try desk.helpdesk.createInvitation(
            for: user.id, expires: now.adding(seconds: hours * 3600), at: now)
    }

    private func signIn(
        _ code: String, request: SignIn.ID = .make(), label: String = "pc", from address: String = "192.0.2.1"
    ) async throws -> TestAnswer {
        try await desk.send(
            .post, "/v1/sessions", as: nil, headers: [.contentType: "application/json"],
            body: WireJSON.encode(SignIn(code: code, request: request, label: label)), from: address)
    }

    private func status(of token: String) async throws -> Int {
        try await desk.send(.get, "/v1/me", as: nil, headers: [.authorization: "Bearer \(token)"]).status
    }

    @Test func `a code becomes a token once, however it is typed`() async throws {
        let code = try invite()
        let typed = code.text.lowercased().replacing("-", with: " ").replacing("0", with: "o").replacing("1", with: "l")
        let answer = try await signIn(typed)
        #expect(answer.status == 201)
        let session: Session = try answer.json()
        #expect(session.user == TestDesk.ann)
        #expect(try await status(of: session.token) == 200)
        #expect(try await signIn(code.text).problem == .unauthorized)
        #expect(try desk.helpdesk.tokens(of: TestDesk.ann.id).last?.label == "pc")
    }

    @Test func `a repeated request, whose answer was lost, gets a token and ends the lost one`() async throws {
        let code = try invite()
        let request = SignIn.ID.make()
        let lost: Session = try await signIn(code.text, request: request).json()
        desk.clock.advance(seconds: 60)
        let session: Session = try await signIn(code.text, request: request).json()
        #expect(session.token != lost.token)
        #expect(try await status(of: lost.token) == 401)
        #expect(try await status(of: session.token) == 200)
        desk.clock.advance(seconds: 600)
        #expect(try await signIn(code.text, request: request).problem == .unauthorized)
        #expect(try await status(of: session.token) == 200)
    }

    @Test func `codes that expired, were replaced, are unknown or of nobody any more all get the same answer`()
        async throws
    {
        let replaced = try invite()
        let expired = try invite(hours: 1)
        let retired = try invite(TestDesk.ben)
        try desk.helpdesk.retireUser(TestDesk.ben.id)
        desk.clock.advance(seconds: 3600)
        var answers: Set<Data> = []
        for code in [replaced.text, expired.text, retired.text, "0000-0000-0000-0000", "x", ""] {
            let answer = try await signIn(code)
            #expect(answer.status == 401)
            answers.insert(answer.body)
        }
        #expect(answers.count == 1)
    }

    @Test func `only one of two who use a code at the same moment signs in`() async throws {
        let code = try invite()
        let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<4 { group.addTask { try await signIn(code.text).status } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(statuses.sorted() == [201, 401, 401, 401])
    }

    @Test func `whoever guesses has to wait longer and longer`() async throws {
        for _ in 0..<10 { #expect(try await signIn("0000-0000-0000-0000").status == 401) }
        let answer = try await signIn(invite().text)
        #expect(answer.problem == .tooManyRequests)
        #expect(answer.headers[.retryAfter] == "6")
        desk.clock.advance(seconds: 6)
        #expect(try await signIn(invite().text).status == 201)
    }

    @Test func `one address that guesses does not keep the others out`() async throws {
        for _ in 0..<11 { _ = try await signIn("0000-0000-0000-0000", from: "192.0.2.7") }
        #expect(try await signIn(invite().text, from: "192.0.2.7").problem == .tooManyRequests)
        #expect(try await signIn(invite().text, from: "192.0.2.8").status == 201)
    }

    @Test func `addresses of one customer's IPv6 network count as one`() async throws {
        for number in 0..<11 { _ = try await signIn("0000-0000-0000-0000", from: "2001:db8:1:2::\(number)") }
        #expect(try await signIn(invite().text, from: "2001:db8:1:2:ffff::1").problem == .tooManyRequests)
        #expect(try await signIn(invite().text, from: "2001:db8:1:3::1").status == 201)
        for number in 0..<11 { _ = try await signIn("0000-0000-0000-0000", from: "::ffff:192.0.2.\(number)") }
        #expect(try await signIn(invite().text, from: "::ffff:192.0.2.77").status == 201)
    }

    @Test func `a code is not tried often, from however many addresses`() async throws {
        let code = try invite()
        #expect(try await signIn(code.text, from: "192.0.2.1").status == 201)
        for number in 2...10 { #expect(try await signIn(code.text, from: "192.0.2.\(number)").status == 401) }
        let answer = try await signIn(code.text, from: "192.0.2.11")
        #expect(answer.problem == .tooManyRequests)
        #expect(answer.headers[.retryAfter] == "6")
        #expect(try await signIn(invite(TestDesk.ben).text, from: "192.0.2.12").status == 201)
    }

    @Test func `a token that has expired is none`() async throws {
        let now = desk.clock.now()
        let (token, _) = try desk.helpdesk.createToken(
            for: TestDesk.ann.id, label: "", expires: now.adding(seconds: 60), at: now)
        #expect(try await status(of: token.text) == 200)
        desk.clock.advance(seconds: 60)
        #expect(try await status(of: token.text) == 401)
    }
}
