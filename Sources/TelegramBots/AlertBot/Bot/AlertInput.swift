/// What comes from Telegram, as far as the alert bot cares.
enum AlertInput: Sendable, Hashable {
    case message(AlertChatMessage)
    case press(AlertButtonPress)
}
