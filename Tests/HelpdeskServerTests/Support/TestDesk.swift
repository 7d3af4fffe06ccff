import Foundation
import GRDB
import HTTPTypes
import HelpdeskDesk
import HelpdeskModels
import Hummingbird
import Logging
import SQLDatabase
import Synchronization
import TestSupport
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
    /// The places of the desk's rows and files.
    let storage: StorageConfiguration
    private let postgres: TestDatabase?
    /// The way to the object store, which tests can break; nil if the files are in a folder.
    let transport: FaultyTransport?
    let environment: ServerEnvironment
    let endpoints: [Endpoint]
    let clock: TestClock
    private let responder: RouterResponder<ServerContext>
    private let tokens: [User.ID: AccessToken]
    private let isGuest: Bool
    private let endures = Mutex(false)

    /// Requests get to the database through what `wrap` makes of it; what a test does with the desk itself does not.
    init(
        officeHours: OfficeHours? = nil, policy: ServerPolicy = ServerPolicy(), engine: TestEngine = .current,
        files: TestFiles = .current, trace: (@Sendable (_ sql: String) -> Void)? = nil,
        wrapping wrap: (any DeskDatabase) -> any DeskDatabase = { $0 }
    ) throws {
        clock = TestClock()
        isGuest = false
        let url = FileManager.default.temporaryDirectory.appending(path: "cabdesk-\(UUID().uuidString)")
        postgres = try TestDatabase.make(engine, template: "desk") { _ = try PostgresDatabase($0) }
        storage = StorageConfiguration(
            directory: url, database: postgres?.settings, objectStore: try files.settings(prefix: url.lastPathComponent)
        )
        transport = try files.transport()
        directory = try DataDirectory(storage, trace: trace, transport: transport)
        try directory.desk.setDesk(Self.desk(officeHours: officeHours))
        for service in [Self.harbour, Self.valley] { try directory.desk.addService(service) }
        for user in Self.users { try directory.desk.addUser(user) }
        var tokens: [User.ID: AccessToken] = [:]
        for user in Self.users { tokens[user.id] = try directory.desk.createToken(for: user.id, label: "test").token }
        self.tokens = tokens
        let served = Helpdesk(
            database: wrap(directory.database), files: directory.files, digester: directory.desk.digester)
        environment = ServerEnvironment(served, policy: policy, now: clock.now)
        let router = ServerRouter(environment)
        endpoints = router.endpoints
        responder = router.makeResponder()
    }

    /// Another server process with the same data, users and clock, and a way of its own to an object store.
    init(beside other: TestDesk) throws {
        storage = other.storage
        postgres = other.postgres
        transport = try other.transport.map { _ in try FaultyTransport() }
        directory = try DataDirectory(storage, trace: nil, transport: transport)
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

    /// Runs a statement past the desk.
    func run(_ sql: String) async throws {
        if let sqlite = directory.sqlite { return try await sqlite.pool.write { try $0.execute(sql: sql) } }
        let pool = try #require(directory.postgres).pool
        try await pool.perform(.maintenance) { try $0.run(sql) }
    }

    /// The first column of what a query past the desk finds.
    func texts(_ sql: String) async throws -> [String] {
        if let sqlite = directory.sqlite {
            return try await sqlite.pool.read { try SQLiteConnection($0).rows(sql) { $0.text(at: 0) } }
        }
        let pool = try #require(directory.postgres).pool
        return try await pool.perform(.reading) { try $0.rows(sql) { $0.text(at: 0) } }
    }

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
        try await enduring { try await send(.get, path, as: user, headers: headers) }
    }

    func put(_ path: String, as user: User, _ value: some Encodable) async throws -> TestAnswer {
        let body = try WireJSON.encode(value)
        return try await enduring {
            try await send(.put, path, as: user, headers: [.contentType: "application/json"], body: body)
        }
    }

    /// From now on, requests are repeated while the desk cannot be reached, as programs do.
    func endure() {
        endures.withLock { $0 = true }
    }

    func enduring(_ request: () async throws -> TestAnswer) async throws -> TestAnswer {
        var answer = try await request()
        while endures.withLock(\.self), answer.status == 503 {
            await Task.yield()
            answer = try await request()
        }
        return answer
    }

    /// The same for what does not come in over HTTP.
    func enduring<Value>(_ act: () async throws -> Value) async throws -> Value {
        while true {
            do {
                return try await act()
            } catch StoreError.unavailable where endures.withLock(\.self) {
                await Task.yield()
            }
        }
    }
}
