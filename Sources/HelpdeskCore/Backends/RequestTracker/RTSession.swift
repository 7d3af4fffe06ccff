import Foundation
import HelpdeskModels
import HelpdeskTransport

/// Sends requests to RT as one account.
///
/// RT pays a bcrypt for every request with a token or a password, a quarter of a second each; so it is asked for a
/// session cookie once, and that is sent instead. When it has expired, RT answers 401 or 302 and has done nothing: then
/// the cookie is asked for anew and the request is sent again.
actor RTSession {
    private enum Proof {
        case none
        /// `isProven`: RT has accepted it once.
        case cookie(Secret, isProven: Bool)
        /// RT gives no usable cookie.
        case credential
    }

    nonisolated let address: DeskAddress
    private let transport: any Transport
    private let user: String?
    private let token: AccountToken
    /// Made of the token as it was when it was last used.
    private var credential: RTCredential
    private var used: Secret
    private var proof = Proof.none
    /// What was learnt of the queues, by their number.
    private var queues: [String: RTQueue] = [:]
    private var me: Me?
    /// A file of this size was received again as long as it was sent, in bytes.
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

    /// Takes a token that somebody signed in with meanwhile: of whom it is, is to be asked anew.
    private func renew() throws(HelpdeskError) {
        let secret = token.secret
        guard secret != used else { return }
        credential = try RTCredential(user: user, secret: secret, host: address.host)
        used = secret
        proof = .none
        me = nil
    }

    /// By what `/user/…` is asked who one is; nil for a token that is not written as RT's.
    var ownName: String? {
        get throws(HelpdeskError) {
            try renew()
            return credential.ownName
        }
    }

    /// Any status but 401 and 302 is an answer; those are `tokenRejected`.
    func send(_ request: TransportRequest) async throws(HelpdeskError) -> TransportResponse {
        try renew()
        for _ in 0..<3 {
            if case .none = proof { proof = try await signIn() }
            let used = proof
            var request = request
            switch used {
            case .cookie(let cookie, _): request.headers.append(.init("cookie", cookie.text))
            case .credential, .none: request.headers.append(credential.header)
            }
            let response = try await transport.send(request, to: address.host)
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
        // The page itself does not matter, nor whether it is a redirect: a cookie that is none of ours is found out at
        // its first use.
        guard let field = response.headers["set-cookie"], field.hasPrefix("RT_SID_"),
            let cookie = field.split(separator: ";").first.map(String.init),
            cookie.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
        else { return .credential }
        return .cookie(Secret(cookie), isProven: false)
    }

    // What every operation needs to know, asked for once.

    func knownMe() -> Me? { me }
    func remember(_ me: Me) { self.me = me }
    func queue(_ number: String) -> RTQueue? { queues[number] }
    func remember(_ queue: RTQueue) { queues[queue.number] = queue }
    func keepsWhole(_ size: Int64) -> Bool { size <= provenSize }
    func rememberKeptWhole(_ size: Int64) { provenSize = max(provenSize, size) }
}

/// How an account proves itself to RT.
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

    /// What `/user/…` is asked for to learn who one is; nil for a token that is not written as RT's.
    var ownName: String? {
        switch self {
        case .password(let user, _): user
        case .token(let token):
            token.text.split(separator: "-").dropFirst().first.flatMap { Int($0) }.map { String($0) }
        }
    }
}
