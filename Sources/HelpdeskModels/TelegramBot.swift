/// A Telegram bot of the desk, as its customers know it.
public struct TelegramBot: Codable, Hashable, Sendable {
    /// Without the `@`.
    public var username: String
    /// Whether the backend really runs the bot; a demo's bots are names only.
    public var isConnected: Bool

    public init(username: String, isConnected: Bool) {
        self.username = username
        self.isConnected = isConnected
    }

    /// Whether Telegram could have given that name: letters, digits and underscores of ASCII. A link is made of it, which
    /// is drawn as a code.
    public static func isUsername(_ name: String) -> Bool {
        (1...64).contains(name.utf8.count)
            && name.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
                    true
                default: false
                }
            }
    }

    /// The address that opens the bot in Telegram.
    public var link: String { "https://t.me/\(username)" }
}
