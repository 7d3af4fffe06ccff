package import Foundation
import NettleCrypto

/// Turns tokens into what the database keeps of them: HMAC-SHA256 (RFC 2104) with the server's own key.
///
/// A copy of the database without the key neither yields tokens nor lets anybody check a guess.
package struct TokenDigester: Sendable {
    private let key: [UInt8]

    package static let keyLength = 32

    /// `key` has ``keyLength`` bytes.
    package init(key: Data) {
        self.key = Array(key)
    }

    /// 64 hexadecimal digits.
    package func digest(of token: AccessToken) -> String { digest(of: token.text) }

    /// 64 hexadecimal digits.
    package func digest(of code: InvitationCode) -> String { digest(of: "invitation " + code.text) }

    /// 64 hexadecimal digits.
    package func digest(of code: LinkCode) -> String { digest(of: "telegram/" + code.text) }

    /// 64 hexadecimal digits of what somebody tries to sign in by, for example an address, which is not kept itself.
    func digest(ofAttempt text: String) -> String { digest(of: "attempt " + text) }

    /// 16 hexadecimal digits that tell this key from another one, and nothing else of it.
    package var fingerprint: String { String(digest(of: "fingerprint").prefix(16)) }

    private func digest(of text: String) -> String {
        HMACSHA256.code(for: text.utf8, key: key).hexadecimal
    }
}

/// Rows that tell which keys belong to the database.
package protocol KeyRecords {
    /// The fingerprint of the key that tokens are digested with; nil if no server has opened the database yet.
    func tokenKeyFingerprint() throws -> String?
    func store(tokenKeyFingerprint: String) throws
}

extension DeskRecords {
    /// Makes a key that of the database in the place of another one, with which all tokens and codes were made so far.
    package func adopt(tokenKeyFingerprint fingerprint: String) throws {
        try store(tokenKeyFingerprint: fingerprint)
        try audit("key.adopt", fingerprint)
    }
}
