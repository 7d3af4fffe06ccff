import Foundation
import HelpdeskModels
public import HelpdeskTransport

/// Exchanges an invitation's code for a token (`POST /v1/sessions`).
public struct InvitationSignIn: Sendable {
    private let transport: any Transport
    private let address: DeskAddress

    /// Throws `insecureAddress` and `malformedAddress`.
    public init(url: String, transport: any Transport) throws(HelpdeskError) {
        address = try DeskAddress(url)
        self.transport = transport
    }

    /// Whether a secret is written as a code, not as a token: 16 letters and digits, with hyphens or spaces between.
    public static func isCode(_ secret: Secret) -> Bool {
        let digits = secret.text.filter { $0 != "-" && !$0.isWhitespace }
        return digits.count == 16 && digits.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
    }

    /// Signs in, and asks again under the same request's id where an answer was lost: the code works once, and nobody
    /// should have to ask for another because of a bad line. `label` names the device. Returns the token.
    ///
    /// Throws `tokenRejected` for a code that is not valid (any more), and what prevents an answer.
    public func signIn(code: Secret, label: String) async throws(HelpdeskError) -> Secret {
        let wanted = SignIn(code: code.text, request: .make(), label: String(label.prefix(100)))
        var failure: HelpdeskError?
        for _ in 0..<3 {
            do throws(HelpdeskError) {
                return Secret(try await ask(wanted).token)
            } catch {
                guard error.leavesOpenWhetherTaken else { throw error }
                failure = error
            }
        }
        throw failure ?? HelpdeskError(.timedOut, subject: address.host)
    }

    private func ask(_ wanted: SignIn) async throws(HelpdeskError) -> Session {
        guard let body = try? WireJSON.encode(wanted) else { throw HelpdeskError(.unexpected, detail: "a sign-in") }
        var request = TransportRequest(
            .post, url: address.url + "/v1/sessions",
            headers: [.init("accept", "application/json"), .init("content-type", "application/json")])
        request.body = .data(body)
        let response = try await transport.send(request, to: address.host)
        guard (200...299).contains(response.status) else { throw HelpdeskError(answer: response, from: address.host) }
        guard let session = try? WireJSON.decode(Session.self, from: response.body) else {
            throw HelpdeskError(.badAnswer, subject: address.host, detail: "not a session")
        }
        return session
    }
}
