/// The secret of a one-time link: 144 random bits in base64url.
///
/// Short, so that its QR code fits into a small terminal window. A bot's deep link carries at most 64 letters, digits, `-` and `_`
/// (https://core.telegram.org/bots/features#deep-linking).
package struct LinkCode: Hashable, Sendable {
    package let text: String

    /// A fresh code of 24 characters from the system's random numbers.
    package static func make() -> LinkCode {
        LinkCode(checked: Base64URL.random(byteCount: 18))
    }

    private init(checked text: String) {
        self.text = text
    }

    /// Nil unless a deep link could have carried the text.
    package init?(_ text: String) {
        guard (1...64).contains(text.utf8.count), Base64URL.isWritten(text.utf8) else { return nil }
        self.text = text
    }
}

extension LinkCode: CustomStringConvertible, CustomDebugStringConvertible {
    /// Never the secret, so that no log shows it by accident.
    package var description: String { "LinkCode" }
    package var debugDescription: String { description }
}
