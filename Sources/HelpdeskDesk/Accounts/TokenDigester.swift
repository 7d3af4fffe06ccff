package import Foundation
import NettleCrypto

/// Turns tokens into what the database keeps of them: HMAC-SHA256 (RFC 2104) with the server's own key.
///
/// A copy of the database without the key neither yields tokens nor lets anybody check a guess.
package struct TokenDigester: Sendable {
    private let key: [UInt8]

    package init(key: Data) {
        self.key = Array(key)
    }

    /// 64 hexadecimal digits.
    package func digest(of token: AccessToken) -> String { digest(of: token.text) }

    /// 64 hexadecimal digits.
    package func digest(of code: InvitationCode) -> String { digest(of: "invitation " + code.text) }

    /// 64 hexadecimal digits.
    package func digest(of code: LinkCode) -> String { digest(of: "telegram/" + code.text) }

    private func digest(of text: String) -> String {
        HMACSHA256.code(for: text.utf8, key: key).hexadecimal
    }
}
