/// A secret that stands for a user: `cd_` and 256 random bits in base64url without padding (RFC 4648, section 5).
package struct AccessToken: Hashable, Sendable {
    /// To be shown once and then kept by its owner alone.
    package let text: String

    private static let prefix = "cd_"
    private static let digits = 43

    /// A fresh token from the system's random numbers.
    package static func make() -> AccessToken {
        AccessToken(checked: prefix + Base64URL.random(byteCount: 32))
    }

    private init(checked text: String) {
        self.text = text
    }

    /// Nil unless the text has a token's form.
    package init?(_ text: String) {
        let bytes = text.utf8
        guard bytes.count == Self.prefix.utf8.count + Self.digits, text.hasPrefix(Self.prefix) else { return nil }
        guard Base64URL.isWritten(bytes.dropFirst(Self.prefix.utf8.count)) else { return nil }
        self.text = text
    }
}

extension AccessToken: CustomStringConvertible, CustomDebugStringConvertible {
    /// Never the secret, so that no log shows it by accident.
    package var description: String { "AccessToken" }
    package var debugDescription: String { description }
}
