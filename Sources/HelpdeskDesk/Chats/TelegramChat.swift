package import HelpdeskModels

/// A private chat of a person with a bot, as Telegram names it. The support bot keeps it to see what has changed.
package struct TelegramChat: Hashable, Sendable, Codable {
    /// As the support bot's database has them.
    private enum CodingKeys: String, CodingKey {
        case id = "chat"
        case name, username
    }

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

/// A link together with the chat that it is of; the chat's number never leaves the backend.
package struct LinkedChat: Hashable, Sendable {
    package var chat: Int64
    package var link: TelegramLink
    /// The name of the link's service.
    package var service: Service

    package init(chat: Int64, link: TelegramLink, service: Service) {
        self.chat = chat
        self.link = link
        self.service = service
    }

    /// The chat's person as the author in tickets: the user who made the one-time link, under the name in Telegram.
    package var author: Author {
        Author(
            id: link.user?.id ?? User.ID("\(Author.telegramPrefix)\(link.id)"),
            name: link.chatName.isEmpty ? link.user?.name ?? "Telegram" : link.chatName, role: .customer)
    }
}

/// How a chat stands with the desk, as far as its person may know.
package enum TelegramStanding: Hashable, Sendable {
    case none
    /// The person typed `name` and nobody has accepted it: also if there is no such service, or it was turned away.
    case pending(name: String)
    /// Linked, or linked and blocked.
    case linked(LinkedChat)
}

/// The outcome of typing a service's name. It never tells whether there is such a service.
package enum ClaimOutcome: Hashable, Sendable {
    case recorded
    /// Too many names were typed; the next one counts from then on.
    case throttled(until: Timestamp)
    /// The chat is linked already, and stays so.
    case linked(LinkedChat)
    /// Nothing that could be a name.
    case malformed
}
