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

    /// Whether a secret has the format of a code: 16 letters and digits, with hyphens or spaces between them.
    public static func isCode(_ secret: Secret) -> Bool {
        let digits = secret.text.filter { $0 != "-" && !$0.isWhitespace }
        return digits.count == 16 && digits.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
    }

    /// Signs in and returns the token. `label` names the device.
    ///
    /// When an answer is lost, it repeats the request with the same id: the code works only once, and a bad connection must
    /// not cost it. Throws `tokenRejected` for a code that is not valid, or no longer, and the error if there is no answer.
    public func signIn(code: Secret, label: String) async throws(HelpdeskError) -> Secret {
        let signIn = SignIn(code: code.text, request: .make(), label: String(label.prefix(100)))
        var failure: HelpdeskError?
        for _ in 0..<3 {
            do throws(HelpdeskError) {
                return Secret(try await ask(signIn).token)
            } catch {
                guard error.leavesOutcomeUnknown else { throw error }
                failure = error
            }
        }
        throw failure ?? HelpdeskError(.timedOut, subject: address.host)
    }

    private func ask(_ signIn: SignIn) async throws(HelpdeskError) -> Session {
        guard let body = try? WireJSON.encode(signIn) else { throw HelpdeskError(.unexpected, detail: "a sign-in") }
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
