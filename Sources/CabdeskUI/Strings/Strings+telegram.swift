import HelpdeskModels

extension Strings {
    /// What a chat is called: the person's name, with the name in Telegram where there is one. Foreign text.
    func linkName(_ link: TelegramLink) -> String {
        let name = link.chatName.isEmpty ? "Telegram" : link.chatName
        return name + (link.username.map { " (@\($0))" } ?? "")
    }

    func linkTime(_ link: TelegramLink) -> String { dateTime(link.linked ?? link.created) }

    /// What an incident is about and who works on it, with its time: the hour, and the day where it is another.
    func when(_ time: Timestamp) -> String { dateTime(time) }
}
