import Foundation
import HTTPTypes
import HelpdeskModels
import Testing

@testable import HelpdeskServer

@Suite struct QueryTests {
    private let desk: TestDesk

    init() throws { desk = try TestDesk() }

    @Test("A parameter that is not known, or is there twice, is refused by name on every operation with a token")
    func unknown() async throws {
        for endpoint in desk.endpoints {
            guard case .authenticated = endpoint.action else { continue }
            let path = endpoint.path.replacing(/\{device\}/, with: "1").replacing(/\{[a-z]+\}/, with: "\(UUID())")
            let answer = try await desk.send(endpoint.method, path + "?stauts=open", as: TestDesk.greta)
            #expect(answer.status == 400, "\(endpoint.name)")
            if endpoint.method != .head { #expect(String(decoding: answer.body, as: UTF8.self).contains("`stauts`")) }
        }
        for query in ["limit=1&limit=2", "status=new&status=open", "Limit=1", "limit=1&x"] {
            #expect(try await desk.get("/v1/tickets?\(query)", as: TestDesk.ann).problem == .malformed, "\(query)")
        }
    }

    @Test("Without a token unknown parameters are passed over, so that a probe may add what it likes")
    func openOperations() async throws {
        #expect(try await desk.send(.get, "/healthz?x=1", as: nil).status == 200)
        #expect(try await desk.send(.get, "/v1/me?x=1", as: nil).status == 401)
    }

    @Test("Values that the document does not allow are malformed: an empty cursor, an empty status")
    func emptyValues() async throws {
        for path in [
            "changes?after=", "tickets?status=", "tickets?status=open,", "tickets?status=,", "tickets?status=x",
        ] {
            #expect(try await desk.get("/v1/\(path)", as: TestDesk.ann).problem == .malformed, "\(path)")
        }
        for path in ["changes", "tickets?status=open", "tickets?status=open,resolved", "tickets?status=open%2Cnew"] {
            #expect(try await desk.get("/v1/\(path)", as: TestDesk.ann).status == 200, "\(path)")
        }
    }

    @Test("Every operation takes the parameters that the document names, and no others")
    func document() {
        for endpoint in desk.endpoints {
            guard case .authenticated = endpoint.action else { continue }
            #expect(APIDocument.shared.query[endpoint.name] ?? [] == endpoint.query, "\(endpoint.name)")
        }
        #expect(APIDocument.shared.query["GET /v1/changes"] == ["after", "limit", "order", "wait", "window"])
    }
}
