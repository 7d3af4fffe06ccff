/// A private chat of a person with a bot, as Telegram names it.
public struct TelegramChat: Hashable, Sendable {
    /// Telegram's number of the chat, which is that of the person.
    public var id: Int64
    /// First and last name. Foreign text.
    public var name: String
    /// Without the `@`; nil for none.
    public var username: String?

    public init(id: Int64, name: String, username: String? = nil) {
        self.id = id
        self.name = name
        self.username = username
    }
}
