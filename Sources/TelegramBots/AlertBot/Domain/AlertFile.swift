/// A file that somebody who reports sent along, as far as the bot can pass it on.
public struct AlertFile: Sendable, Hashable, Codable {
    /// The raw value is what the Bot API calls it.
    public enum Kind: String, Sendable, Codable {
        case photo, voice, video, document
    }

    public let kind: Kind
    /// Names the file on Telegram's servers, for this bot.
    public let id: String

    public init(kind: Kind, id: String) {
        self.kind = kind
        self.id = id
    }
}
