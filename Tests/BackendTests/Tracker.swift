import CurlTransport
import Foundation
import HelpdeskCore
import HelpdeskModels
import HelpdeskTransport
import TestSupport

/// The Request Tracker that was started for the tests, as its description says.
struct Tracker: Decodable, Sendable {
    struct User: Decodable, Sendable {
        var id: Int
        var name: String
        var password: String
        var token: String
    }

    struct Root: Decodable, Sendable {
        var name: String
        var password: String
    }

    var baseUrl: String
    var caFile: String
    var otherCaFile: String
    var folder: String
    var users: [String: User]
    var root: Root
    var queues: [String: Int]
    var tickets: [String: Int]

    /// The usual one; nil where none could be had.
    static let usual = Tracker(variable: "REQUEST_TRACKER")
    /// One in New York that keeps no more than 100 kB of a file, takes no request above 1 MB, does not count tickets and has
    /// pages with rows that nobody sees.
    static let odd = Tracker(variable: "REQUEST_TRACKER_ODD")

    /// One with thousands of tickets, for figures.
    static let bulk = Tracker(variable: "REQUEST_TRACKER_BULK")

    private init?(variable: String) {
        guard let path = ProcessInfo.processInfo.environment[variable],
            let data = FileManager.default.contents(atPath: path),
            let tracker = try? Tracker.decoder.decode(Tracker.self, from: data)
        else { return nil }
        self = tracker
    }

    /// Not where tests run without being watched: there a Request Tracker has to be had.
    static var mayBeMissing: Bool { ProcessInfo.processInfo.environment["CI"] == nil }

    func user(_ role: String) throws -> User {
        guard let user = users[role] else { throw HelpdeskError(.notFound, subject: role) }
        return user
    }

    func backend(
        _ role: String = "customer", transport: (any Transport)? = nil,
        clock: @escaping @Sendable () -> Timestamp = { .now }
    ) throws -> RequestTrackerBackend {
        try RequestTrackerBackend(
            url: baseUrl, user: nil, secret: Secret(user(role).token),
            transport: transport ?? CurlTransport(caFile: caFile), clock: clock)
    }

    static var decoder: JSONDecoder {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return decoder
    }

    func queue(_ name: String) -> Topic.ID { Topic.ID(String(queues[name] ?? 0)) }

    var conformance: ConformanceDesk {
        ConformanceDesk(
            topic: queue("Telephony"), customer: { try backend() }, stranger: { try backend("stranger") },
            agent: { try backend("agent") },
            impostor: {
                try RequestTrackerBackend(
                    url: baseUrl, user: nil, secret: "1-\(try user("customer").id)-0123456789abcdef",
                    transport: CurlTransport(caFile: caFile))
            })
    }

    /// How one of RT's lists presents itself, unread by any adapter.
    struct RawList: Decodable {
        var count: Int
        var total: Int?
        var pages: Int?
        var nextPage: String?
    }

    func list(_ role: String, _ path: String) async throws -> RawList {
        var request = TransportRequest(.get, url: baseUrl + "/REST/2.0" + path)
        request.headers = [.init("authorization", "token " + (try user(role).token))]
        let response = try await CurlTransport(caFile: caFile).send(request)
        return try Self.decoder.decode(RawList.self, from: response.body)
    }

    /// A request of RT's administrator, who may do what an agent's program does not offer.
    func administer(_ method: TransportRequest.Method, _ path: String, _ body: [String: String]) async throws {
        var request = TransportRequest(method, url: baseUrl + "/REST/2.0" + path)
        let credential = Data("\(root.name):\(root.password)".utf8).base64EncodedString()
        request.headers = [.init("authorization", "Basic " + credential), .init("content-type", "application/json")]
        request.body = .data(try JSONEncoder().encode(body))
        let response = try await CurlTransport(caFile: caFile).send(request)
        guard (200...299).contains(response.status) else {
            throw HelpdeskError(.unexpected, detail: String(decoding: response.body, as: UTF8.self))
        }
    }
}
