import Foundation

/// A secret that stands for a user: `cd_` and 256 random bits in base64url without padding (RFC 4648, section 5).
public struct AccessToken: Hashable, Sendable {
    /// To be shown once and then kept by its owner alone.
    public let text: String

    private static let prefix = "cd_"
    private static let digits = 43

    /// A fresh token from the system's random numbers.
    public static func make() -> AccessToken {
        var generator = SystemRandomNumberGenerator()
        let bytes = Data((0..<32).map { _ in UInt8.random(in: .min ... .max, using: &generator) })
        let encoded = bytes.base64EncodedString()
            .replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
        return AccessToken(checked: prefix + encoded)
    }

    private init(checked text: String) {
        self.text = text
    }

    /// Nil unless the text has a token's form.
    public init?(_ text: String) {
        let bytes = text.utf8
        guard bytes.count == Self.prefix.utf8.count + Self.digits, text.hasPrefix(Self.prefix) else { return nil }
        let isBase64 = bytes.dropFirst(Self.prefix.utf8.count).allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
                true
            default: false
            }
        }
        guard isBase64 else { return nil }
        self.text = text
    }
}

extension AccessToken: CustomStringConvertible, CustomDebugStringConvertible {
    /// Never the secret, so that no log shows it by accident.
    public var description: String { "AccessToken" }
    public var debugDescription: String { description }
}
