/// A one-time code that links one Telegram chat to the service of whoever asked for it.
///
/// A secret until it is used: whoever sends it to the bot first is linked.
public struct TelegramLinkOffer: Codable, Hashable, Sendable {
    /// The bot's name without the `@`.
    public var bot: String
    /// At most 64 letters, digits, `-` and `_`, as a bot's deep link can carry them.
    public var token: String
    public var expires: Timestamp

    public init(bot: String, token: String, expires: Timestamp) {
        self.bot = bot
        self.token = token
        self.expires = expires
    }

    /// Opens the bot and sends the code with one touch (https://core.telegram.org/bots/features#deep-linking).
    public var link: String { "https://t.me/\(bot)?start=\(token)" }

    /// The same to be typed or pasted in the bot.
    public var command: String { "/start \(token)" }
}

extension TelegramLinkOffer: CustomStringConvertible, CustomDebugStringConvertible {
    /// Without the code, so that no log shows it by accident.
    public var description: String { "TelegramLinkOffer(bot: \(bot), expires: \(expires))" }
    public var debugDescription: String { description }
}
