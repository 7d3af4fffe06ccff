import Foundation

/// The code of a user's first sign-in: 16 digits of Crockford's base32 (80 random bits), to be read out,
/// written down and typed: `K7QM-3XWT-0B9N-R5HZ`.
package struct InvitationCode: Hashable, Sendable {
    /// In groups of four. To be shown once, and then known to whom it was given alone.
    package let text: String

    private static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
    private static let digits = 16

    /// A fresh code from the system's random numbers.
    package static func make() -> InvitationCode {
        var generator = SystemRandomNumberGenerator()
        return InvitationCode(digits: (0..<digits).map { _ in alphabet[Int.random(in: 0..<32, using: &generator)] })
    }

    private init(digits: [Character]) {
        text = stride(from: 0, to: digits.count, by: 4)
            .map { String(digits[$0..<min($0 + 4, digits.count)]) }.joined(separator: "-")
    }

    /// As somebody typed it: any case, with or without hyphens and spaces, O for 0, I or L for 1. Nil if it is no code.
    package init?(_ typed: String) {
        guard typed.utf8.count <= 64 else { return nil }
        var digits: [Character] = []
        for character in typed.uppercased() where character != "-" && !character.isWhitespace {
            switch character {
            case "O": digits.append("0")
            case "I", "L": digits.append("1")
            case let digit where Self.alphabet.contains(digit): digits.append(digit)
            default: return nil
            }
        }
        guard digits.count == Self.digits else { return nil }
        self.init(digits: digits)
    }
}

extension InvitationCode: CustomStringConvertible, CustomDebugStringConvertible {
    /// Never the secret, so that no log shows it by accident.
    package var description: String { "InvitationCode" }
    package var debugDescription: String { description }
}
