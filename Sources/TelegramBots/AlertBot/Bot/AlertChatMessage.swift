/// A message in a chat with the bot.
struct AlertChatMessage: Sendable, Hashable {
    var chat: Int64
    var isPrivate: Bool
    /// Nil where Telegram names nobody.
    var sender: AlertSender?
    /// The text or a caption. Foreign text.
    var text: String
    /// Whether there is a photo, a voice message or another file.
    var hasFile = false
    /// The file, if it is of a kind that can be passed on.
    var file: AlertFile?
}
