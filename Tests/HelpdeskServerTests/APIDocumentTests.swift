import Foundation
import HTTPTypes
import HelpdeskModels
import Testing

@testable import HelpdeskServer

@Suite struct APIDocumentTests {
    @Test func `the document has every operation of the server, and no other`() throws {
        let served = try TestDesk().endpoints.map(\.name)
        #expect(!served.isEmpty)
        #expect(Set(served) == Set(APIDocument.shared.statuses.keys))
    }

    @Test func `every operation that needs a token says so, and how often it may be used`() throws {
        for endpoint in try TestDesk().endpoints {
            let isOpen = APIDocument.shared.open.contains(endpoint.name)
            guard case .authenticated = endpoint.action else {
                #expect(isOpen, "\(endpoint.name)")
                continue
            }
            #expect(!isOpen, "\(endpoint.name)")
            let statuses = APIDocument.shared.statuses[endpoint.name] ?? []
            #expect(statuses.isSuperset(of: [401, 429, 503]), "\(endpoint.name)")
        }
    }

    @Test func `the document knows every type of problem`() throws {
        let text = try String(contentsOf: APIDocument.url, encoding: .utf8)
        for kind in Problem.Kind.allCases { #expect(text.contains("- \(kind.rawValue)\n"), "\(kind)") }
    }
}
