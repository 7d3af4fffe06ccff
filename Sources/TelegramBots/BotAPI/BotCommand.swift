import SystemKit

/// A command as somebody typed it: `/name@bot argument`. Telegram takes for one what is 1 to 32 Latin letters, digits and
/// underscores between the slash and the next white space (Bot API, BotCommand).
///
/// `/dev/ttyUSB0 is dead` begins with a slash as well, and is a sentence.
public struct BotCommand: Hashable, Sendable {
    /// In lower case, without the slash.
    public var name: String
    /// The bot that it is for, in lower case without the `@`; nil if it says none.
    public var bot: String?
    /// The text behind it, without white space around it.
    public var argument: String

    /// Nil for a text that is no command.
    public init?(_ text: String) {
        guard text.hasPrefix("/") else { return nil }
        let head = text.prefix { !$0.isWhitespace }
        let parts = head.dropFirst().split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
        guard let name = parts.first, (1...Self.nameLimit).contains(name.utf8.count),
            name.utf8.allSatisfy(Self.isAllowed)
        else { return nil }
        if parts.count == 2 {
            guard !parts[1].isEmpty, parts[1].utf8.allSatisfy(Self.isAllowed) else { return nil }
            bot = parts[1].lowercased()
        }
        self.name = name.lowercased()
        argument = text.dropFirst(head.count).trimmed
    }

    /// Whether the bot with this name is meant; nil for a name that nobody knows, which every command may mean.
    public func isFor(_ username: String?) -> Bool {
        guard let bot, let username else { return true }
        return bot == username.lowercased()
    }

    private static let nameLimit = 32

    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
            true
        default: false
        }
    }
}
