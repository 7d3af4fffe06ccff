package import HelpdeskModels

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

    /// Who the chat's person is in the tickets: the user who made the one-time link, under the name in Telegram.
    package var author: Author {
        Author(
            id: link.user?.id ?? User.ID("telegram-\(link.id)"),
            name: link.chatName.isEmpty ? link.user?.name ?? "Telegram" : link.chatName, role: .customer)
    }
}
