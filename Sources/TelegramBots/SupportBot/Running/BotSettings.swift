/// What a bot needs to reach Telegram and to keep what it must not lose.
public struct BotSettings: Sendable {
    /// Updates by webhook instead of polling.
    public struct Webhook: Sendable {
        /// Where Telegram delivers, `https`.
        public var url: String
        /// 1 to 256 characters of `A-Z a-z 0-9 _ -`, which Telegram sends along.
        public var secret: String

        public init(url: String, secret: String) {
            self.url = url
            self.secret = secret
        }
    }

    public var token: BotToken
    public var server: BotServer
    /// Where the bot's database is.
    public var directory: String
    public var webhook: Webhook?

    public init(token: BotToken, server: BotServer = .telegram, directory: String, webhook: Webhook? = nil) {
        self.token = token
        self.server = server
        self.directory = directory
        self.webhook = webhook
    }
}
