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

    /// The address that opens the bot in Telegram.
    public var link: String { "https://t.me/\(username)" }
}
