import Foundation
import HelpdeskModels
import HelpdeskTransport

/// Sends requests to RT as one account.
///
/// Every request with a token or password costs RT a bcrypt, a quarter of a second. So the session signs in once for a
/// cookie and sends that instead. When the cookie has expired, RT answers 401 or 302 and does nothing; then the session
/// signs in again and repeats the request.
///
/// RT takes changes with a cookie only from an origin that it knows as its own (REST2/Middleware/Auth.pm, since the
/// security updates of 2026). The session names RT's address; where RT goes by another name, changes carry the credential.
actor RTSession {
    private enum Proof {
        case none
        /// `isProven`: RT has accepted it once.
        case cookie(Secret, isProven: Bool)
        /// RT provides no usable cookie.
        case credential
    }

    nonisolated let address: DeskAddress
    private let transport: any Transport
    private let user: String?
    private let token: AccountToken
    /// The credential made of the last token.
    private var credential: RTCredential
    private var used: Secret
    private var proof = Proof.none
    /// Whether RT refuses changes that come with a cookie.
    private var refusesCookies = false
    /// Known queues, by number.
    private var queues: [String: RTQueue] = [:]
    private var me: Me?
    /// The size of the largest file that is known to have arrived whole, in bytes.
    private var provenSize: Int64 = 0

    /// Throws `tokenRejected` for a secret that no header can carry.
    init(
        address: DeskAddress, user: String?, token: AccountToken, transport: any Transport
    ) throws(HelpdeskError) {
        self.address = address
        self.user = user
        self.token = token
        self.transport = transport
        used = token.secret
        credential = try RTCredential(user: user, secret: used, host: address.host)
    }

    /// Switches to a token that somebody has signed in with meanwhile, which may belong to another user.
    private func updateCredential() throws(HelpdeskError) {
        let secret = token.secret
        guard secret != used else { return }
        credential = try RTCredential(user: user, secret: secret, host: address.host)
        used = secret
        proof = .none
        refusesCookies = false
        me = nil
    }

    /// The user to ask for with `/user/…`; nil for a token that does not have RT's format.
    var ownName: String? {
        get throws(HelpdeskError) {
            try updateCredential()
            return credential.ownName
        }
    }

    /// Any status but 401 and 302 is an answer; those are `tokenRejected`.
    func send(_ request: TransportRequest) async throws(HelpdeskError) -> TransportResponse {
        try updateCredential()
        for _ in 0..<3 {
            if case .none = proof { proof = try await signIn() }
            let isChange = ![.get, .head].contains(request.method)
            let used = isChange && refusesCookies ? .credential : proof
            let response = try await transport.send(signed(request, by: used), to: address.host)
            if case .cookie = used, isChange, response.status == 403 {
                let again = try await transport.send(signed(request, by: .credential), to: address.host)
                refusesCookies = ![401, 403].contains(again.status)
                guard again.status == 401 else { return again }
                return response
            }
            guard response.status == 401 || response.status == 302 else {
                if case .cookie(let cookie, isProven: false) = used { proof = .cookie(cookie, isProven: true) }
                return response
            }
            switch used {
            case .cookie(_, let isProven): proof = isProven ? .none : .credential
            case .credential, .none:
                proof = .none
                throw HelpdeskError(.tokenRejected, subject: address.host, detail: "HTTP \(response.status)")
            }
        }
        throw HelpdeskError(.tokenRejected, subject: address.host)
    }

    private func signed(_ request: TransportRequest, by proof: Proof) -> TransportRequest {
        var request = request
        switch proof {
        case .cookie(let cookie, _):
            request.headers += [.init("cookie", cookie.text), .init("origin", "https://" + address.host)]
        case .credential, .none: request.headers.append(credential.header)
        }
        return request
    }

    private func signIn() async throws(HelpdeskError) -> Proof {
        var request: TransportRequest
        switch credential {
        case .token:
            request = TransportRequest(.get, url: address.url + "/SelfService/", headers: [credential.header])
        case .password(let user, let password):
            request = TransportRequest(.post, url: address.url + "/NoAuth/Login.html")
            request.headers = [.init("content-type", "application/x-www-form-urlencoded")]
            request.body = .data(Data(RTRequest.form([("user", user), ("pass", password.text)]).utf8))
        }
        request.sink = .memory(limit: 4 << 20)
        let response = try await transport.send(request, to: address.host)
        // Neither the page nor a redirect matters: an unusable cookie shows at its first use.
        guard let field = response.headers["set-cookie"], field.hasPrefix("RT_SID_"),
            let cookie = field.split(separator: ";").first.map(String.init),
            cookie.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
        else { return .credential }
        return .cookie(Secret(cookie), isProven: false)
    }

    // Knowledge that operations share.

    func knownMe() -> Me? { me }
    func remember(_ me: Me) { self.me = me }
    func queue(_ number: String) -> RTQueue? { queues[number] }
    func remember(_ queue: RTQueue) { queues[queue.number] = queue }
    func keepsWhole(_ size: Int64) -> Bool { size <= provenSize }
    func rememberKeptWhole(_ size: Int64) { provenSize = max(provenSize, size) }
}

/// The credential of an account at RT.
enum RTCredential: Sendable {
    /// An authentication token, `1-29-d07f…`; the number in the middle is the user's.
    case token(Secret)
    case password(user: String, Secret)

    /// Throws `tokenRejected` for a secret that no header can carry.
    init(user: String?, secret: Secret, host: String) throws(HelpdeskError) {
        if let user, !user.isEmpty {
            guard !user.contains(":"), !secret.isEmpty else {
                throw HelpdeskError(.tokenRejected, subject: host, detail: "not written as a user's name")
            }
            self = .password(user: user, secret)
            return
        }
        guard !secret.isEmpty, secret.text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
            throw HelpdeskError(.tokenRejected, subject: host, detail: "not written as a token")
        }
        self = .token(secret)
    }

    var header: TransportRequest.Header {
        switch self {
        case .token(let token): .init("authorization", "token " + token.text)
        case .password(let user, let password):
            .init("authorization", "Basic " + Data("\(user):\(password.text)".utf8).base64EncodedString())
        }
    }

    /// The user to ask for with `/user/…`; nil for a token that does not have RT's format.
    var ownName: String? {
        switch self {
        case .password(let user, _): user
        case .token(let token):
            token.text.split(separator: "-").dropFirst().first.flatMap { Int($0) }.map { String($0) }
        }
    }
}
