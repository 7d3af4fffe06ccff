import HTTPTypes
import Testing

@testable import HelpdeskServer

@Suite struct APIDocumentTests {
    @Test func `the document has every operation of the server, and no other`() throws {
        let served = try TestDesk().endpoints.map(\.name)
        #expect(!served.isEmpty)
        #expect(Set(served) == Set(APIDocument.shared.statuses.keys))
    }

    @Test func `every operation that needs a token says so`() throws {
        for endpoint in try TestDesk().endpoints {
            guard case .authenticated = endpoint.action else { continue }
            let statuses = APIDocument.shared.statuses[endpoint.name] ?? []
            #expect(statuses.contains(401), "\(endpoint.path)")
        }
    }
}
