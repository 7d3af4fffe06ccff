import Foundation
import GRDB
import HTTPTypes
import HelpdeskDesk
import HelpdeskModels
import TestSupport
import Testing

@testable import DeskStorage
@testable import HelpdeskServer

@Suite struct AccountTests {
    let desk: TestDesk

    init() throws { desk = try TestDesk() }

    @Test func `the account and the desk are told, with the office hours`() async throws {
        let me: Me = try await desk.get("/v1/me", as: TestDesk.ann).json()
        #expect(me == Me(user: TestDesk.ann, service: TestDesk.harbour))
        #expect(try await desk.get("/v1/me", as: TestDesk.greta).json(Me.self).service == nil)
        let told: Desk = try await desk.get("/v1/desk", as: TestDesk.ann).json()
        #expect(told.api == Desk.apiVersion1)
        let noon = try #require(Timestamp("2026-03-01T09:00:00Z"))
        let night = try #require(Timestamp("2026-03-01T17:00:00Z"))
        let hours = try #require(told.officeHours)
        #expect(hours.isOpen(at: noon))
        #expect(!hours.isOpen(at: night))
    }

    @Test func `a token is nowhere on the disk, and its digest depends on the server's key`() async throws {
        let token = desk.token(of: TestDesk.ann)
        let files = FileManager.default.enumerator(at: desk.directory.url, includingPropertiesForKeys: nil)
        var looked = 0
        while let file = files?.nextObject() as? URL {
            guard let data = try? Data(contentsOf: file) else { continue }
            #expect(data.range(of: Data(token.utf8)) == nil)
            looked += 1
        }
        // The key, and SQLite's files.
        #expect(looked >= (TestEngine.isPostgres ? 1 : 2))
        #expect(try await desk.texts("SELECT digest FROM token WHERE digest = '\(token)'").isEmpty)
        let parsed = try #require(AccessToken(token))
        let (one, two) = (TokenDigester(key: Data(count: 32)), TokenDigester(key: Data(repeating: 1, count: 32)))
        #expect(one.digest(of: parsed) != two.digest(of: parsed))
        #expect(one.digest(of: parsed).count == 64)
        #expect("\(parsed)" == "AccessToken")
    }

    @Test(arguments: [
        "", "cd_", "cd_short", "xx_FiGLCVtfhsfM_HHtWBfO0hN5B0DONi8aSmP2zSMAXwg",
        "cd_\(String(repeating: "é", count: 43))",
    ])
    func `what does not have a token's form is none`(text: String) {
        #expect(AccessToken(text) == nil)
    }

    @Test func `a revoked token and a retired user are shut out at once`() async throws {
        let helpdesk = desk.helpdesk
        let number = try #require(try helpdesk.tokens(of: TestDesk.ann.id).first?.id)
        #expect(try await desk.get("/v1/me", as: TestDesk.ann).status == 200)
        try helpdesk.revokeToken(number)
        #expect(try await desk.get("/v1/me", as: TestDesk.ann).status == 401)
        try helpdesk.retireUser(TestDesk.ben.id)
        #expect(try await desk.get("/v1/me", as: TestDesk.ben).status == 401)
        #expect(throws: ServerFailure.self) { try desk.helpdesk.createToken(for: TestDesk.ben.id, label: "") }
    }

    @Test func `the use of a token is written down`() async throws {
        _ = try await desk.get("/v1/me", as: TestDesk.ann)
        #expect(try desk.helpdesk.tokens(of: TestDesk.ann.id).first?.used == desk.clock.now())
    }

    @Test func `an administrator's mistakes are refused in words`() throws {
        let helpdesk = desk.helpdesk
        #expect(throws: ServerFailure.self) { try helpdesk.addService(TestDesk.harbour) }
        #expect(throws: ServerFailure.self) { try helpdesk.addService(Service(id: "Big Letters", name: "X")) }
        #expect(throws: ServerFailure.self) { try helpdesk.addService(Service(id: "x", name: "a\u{1B}[31m")) }
        #expect(throws: ServerFailure.self) { try helpdesk.renameService("nobody", to: "X") }
        #expect(throws: ServerFailure.self) {
            try helpdesk.addUser(User(id: "x", name: "X", role: .customer, service: nil))
        }
        #expect(throws: ServerFailure.self) {
            try helpdesk.addUser(User(id: "x", name: "X", role: .agent, service: "valley"))
        }
        #expect(throws: ServerFailure.self) { try helpdesk.changeTopic(Topic.otherID) { $0.isRetired = true } }
        #expect(throws: ServerFailure.self) { try helpdesk.revokeToken(999) }
    }
}
