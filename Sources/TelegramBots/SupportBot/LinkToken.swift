/// A one-time secret that links a chat: what stands behind `/start`, 1 to 64 characters of `A-Z a-z 0-9 _ -`
/// (Telegram, "Deep linking").
public struct LinkToken: Hashable, Sendable {
    /// The secret itself.
    public let text: String

    /// Nil for a text that cannot be one.
    public init?(_ text: String) {
        let isAllowed = text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
                true
            default: false
            }
        }
        guard (1...64).contains(text.utf8.count), isAllowed else { return nil }
        self.text = text
    }
}

extension LinkToken: CustomStringConvertible, CustomDebugStringConvertible {
    public var description: String { "a link token" }
    public var debugDescription: String { description }
}
