import Foundation
import HelpdeskTransport

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
