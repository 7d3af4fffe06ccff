import Foundation
import NettleCrypto

/// Turns tokens into what the database keeps of them: HMAC-SHA256 (RFC 2104) with the server's own key.
///
/// A copy of the database without the key neither yields tokens nor lets anybody check a guess.
struct TokenDigester: Sendable {
    static let fileName = "token.key"

    private let key: [UInt8]

    init(key: Data) {
        self.key = Array(key)
    }

    /// With the key in `directory`, which is made if there is none.
    init(directory: URL) throws {
        let url = directory.appending(path: Self.fileName)
        let key = try SecretFile.readOrCreate(url) {
            var system = SystemRandomNumberGenerator()
            return Data((0..<32).map { _ in UInt8.random(in: .min ... .max, using: &system) })
        }
        guard key.count == 32 else {
            throw ServerFailure("\(url.path) is not a key of cabdeskd (32 bytes). Restore it from a backup.")
        }
        self.init(key: key)
    }

    /// 64 hexadecimal digits.
    func digest(of token: AccessToken) -> String { digest(of: token.text) }

    /// 64 hexadecimal digits.
    func digest(of code: InvitationCode) -> String { digest(of: "invitation " + code.text) }

    /// 64 hexadecimal digits.
    func digest(of code: LinkCode) -> String { digest(of: "telegram/" + code.text) }

    private func digest(of text: String) -> String {
        HMACSHA256.code(for: text.utf8, key: key).hexadecimal
    }
}
