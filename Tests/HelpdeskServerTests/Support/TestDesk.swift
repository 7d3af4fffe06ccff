import Foundation
import HTTPTypes
import HelpdeskDesk
import HelpdeskModels
import Hummingbird
import Logging
import Synchronization
import Testing

@testable import DeskStorage
@testable import HelpdeskServer

/// A desk of its own in a temporary directory, asked without a network in between.
final class TestDesk: Sendable {
    static let harbour = Service(id: "harbour", name: "Harbour Taxi")
    static let valley = Service(id: "valley", name: "Valley Cabs")
    static let ann = User(id: "ann", name: "Ann", role: .customer, service: harbour.id)
    static let ben = User(id: "ben", name: "Ben", role: .customer, service: harbour.id)
    static let vera = User(id: "vera", name: "Vera", role: .customer, service: valley.id)
    static let greta = User(id: "greta", name: "Greta", role: .agent, service: nil)
    static let users = [ann, ben, vera, greta]

    let directory: DataDirectory
    let environment: ServerEnvironment
    let endpoints: [Endpoint]
    let clock: TestClock
    private let responder: RouterResponder<ServerContext>
    private let tokens: [User.ID: AccessToken]
    private let isGuest: Bool

    init(
        officeHours: OfficeHours? = nil, policy: ServerPolicy = ServerPolicy(),
        trace: (@Sendable (_ sql: String) -> Void)? = nil
    ) throws {
        clock = TestClock()
        isGuest = false
        let url = FileManager.default.temporaryDirectory.appending(path: "cabdesk-\(UUID().uuidString)")
        directory = try DataDirectory(url, trace: trace)
        try directory.desk.setDesk(Self.desk(officeHours: officeHours))
        for service in [Self.harbour, Self.valley] { try directory.desk.addService(service) }
        for user in Self.users { try directory.desk.addUser(user) }
        var tokens: [User.ID: AccessToken] = [:]
        for user in Self.users { tokens[user.id] = try directory.desk.createToken(for: user.id, label: "test").token }
        self.tokens = tokens
        environment = ServerEnvironment(directory.desk, policy: policy, now: clock.now)
        let router = ServerRouter(environment)
        endpoints = router.endpoints
        responder = router.makeResponder()
    }

    /// Another server process with the same data directory, users and clock.
    init(beside other: TestDesk) throws {
        directory = try DataDirectory(other.directory.url)
        tokens = other.tokens
        clock = other.clock
        environment = ServerEnvironment(directory.desk, now: other.clock.now)
        let router = ServerRouter(environment)
        endpoints = router.endpoints
        responder = router.makeResponder()
        isGuest = true
    }

    deinit {
        if isGuest { return }
        try? FileManager.default.removeItem(at: directory.url)
    }

    static func desk(officeHours: OfficeHours?) throws -> Desk {
        let opens = try #require(TimeOfDay("08:00"))
        let closes = try #require(TimeOfDay("20:00"))
        return Desk(
            name: "Test desk",
            officeHours: officeHours ?? OfficeHours(opens: opens, closes: closes, utcOffsetMinutes: 180))
    }

    var helpdesk: Helpdesk { directory.desk }

    func token(of user: User) -> String { tokens[user.id]?.text ?? "" }

    /// Sends a request, from `address` if it has to come from one, and holds the answer to the OpenAPI document and to
    /// what every answer promises. `stream` is a body that comes by and by.
    @discardableResult
    func send(
        _ method: HTTPRequest.Method, _ path: String, as user: User?, headers: HTTPFields = [:], body: Data? = nil,
        stream: RequestBody? = nil, from address: String = "", logger: Logger? = nil
    ) async throws -> TestAnswer {
        var fields = headers
        if let user { fields[.authorization] = "Bearer \(token(of: user))" }
        if let body { fields[.contentLength] = "\(body.count)" }
        let head = HTTPRequest(
            method: method, scheme: "https", authority: "localhost", path: path, headerFields: fields)
        let request = Request(head: head, body: stream ?? RequestBody(buffer: ByteBuffer(bytes: body ?? Data())))
        let silent = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let context = ServerContext(logger: logger ?? silent, address: address)
        let response = try await responder.respond(to: request, context: context)
        let answer = try await TestAnswer(response)
        #expect(answer.headers[.strictTransportSecurity]?.hasPrefix("max-age=") == true, "\(method) \(path)")
        #expect(answer.headers[.xContentTypeOptions] == "nosniff", "\(method) \(path)")
        APIDocument.shared.check(method, path, answer.status, endpoints)
        return answer
    }

    func get(_ path: String, as user: User, headers: HTTPFields = [:]) async throws -> TestAnswer {
        try await send(.get, path, as: user, headers: headers)
    }

    func put(_ path: String, as user: User, _ value: some Encodable) async throws -> TestAnswer {
        try await send(
            .put, path, as: user, headers: [.contentType: "application/json"], body: WireJSON.encode(value))
    }
}
