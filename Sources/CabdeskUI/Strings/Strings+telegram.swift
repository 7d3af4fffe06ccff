import HelpdeskModels

extension Strings {
    /// What a chat is called: the person's name, with the name in Telegram where there is one. Foreign text.
    func linkName(_ link: TelegramLink) -> String {
        let name = link.chatName.isEmpty ? "Telegram" : link.chatName
        return name + (link.username.map { " (@\($0))" } ?? "")
    }

    func linkTime(_ link: TelegramLink) -> String { dateTime(link.linked ?? link.created) }
}
