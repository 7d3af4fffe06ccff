import HelpdeskModels

/// A private chat of a person with a bot, as Telegram names it.
package struct TelegramChat: Hashable, Sendable {
    /// Telegram's number of the chat, which is that of the person.
    package var id: Int64
    /// First and last name. Foreign text.
    package var name: String
    /// Without the `@`; nil for none.
    package var username: String?

    /// Of the names as much as the desk serves: no control characters, not too long, and no user name that none is.
    package init(id: Int64, name: String, username: String? = nil) {
        self.id = id
        let shown = name.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : $0 }
        self.name = String(String.UnicodeScalarView(shown)).prefix(scalars: TelegramRules.nameLength)
        self.username = Self.username(username)
    }

    /// The user name, if Telegram could have given it.
    package static func username(_ name: String?) -> String? {
        name.flatMap { TelegramBot.isUsername($0) ? $0 : nil }
    }
}
