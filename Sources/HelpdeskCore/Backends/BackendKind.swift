import Foundation
import HelpdeskModels
public import HelpdeskTransport

/// A kind of helpdesk that the client can talk to; the raw value is the one in the profile.
public enum BackendKind: String, Hashable, Sendable, CaseIterable {
    case cabdesk
    /// Request Tracker 5.
    case requestTracker = "rt"
}

/// Finds out which kind of helpdesk answers at an address, without credentials.
public struct BackendRecognition: Sendable {
    let transport: any Transport

    public init(transport: any Transport) {
        self.transport = transport
    }

    /// The kind, and the address for the profile.
    ///
    /// Throws `notCabdesk` for an unknown kind, and the error if there is no answer.
    public func recognise(_ url: String) async throws(HelpdeskError) -> (kind: BackendKind, url: String) {
        let address = try DeskAddress(url)
        let tracker = try RequestTrackerBackend.address(url)
        if tracker != address { return (.requestTracker, tracker.url) }
        let response = try await ask(address, "/v1/desk")
        if Self.isCabdesk(response) { return (.cabdesk, address.url) }
        if Self.isRequestTracker(try await ask(address, "/REST/2.0/rt")) { return (.requestTracker, address.url) }
        throw HelpdeskError(.notCabdesk, subject: address.host)
    }

    private func ask(_ address: DeskAddress, _ path: String) async throws(HelpdeskError) -> TransportResponse {
        try await transport.send(
            TransportRequest(.get, url: address.url + path, headers: [.init("accept", "application/json")]),
            to: address.host)
    }

    /// Cabdesk refuses with problem details (RFC 9457), unless the desk is open to everybody.
    private static func isCabdesk(_ response: TransportResponse) -> Bool {
        if let problem = try? WireJSON.decode(Problem.self, from: response.body), problem.kind != nil { return true }
        return (try? WireJSON.decode(Desk.self, from: response.body))?.api == Desk.apiVersion1
    }

    /// RT refuses with a message in JSON; it redirects only browsers to its login page.
    private static func isRequestTracker(_ response: TransportResponse) -> Bool {
        guard let answer = try? RTValue(response.body) else { return false }
        switch response.status {
        case 401: return answer["message"].text == "Unauthorized"
        case 200: return !answer["Version"].text.isEmpty
        default: return false
        }
    }
}
