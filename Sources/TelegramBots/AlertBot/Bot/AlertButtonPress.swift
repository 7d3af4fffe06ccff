/// A press of a button of one of the bot's messages.
struct AlertButtonPress: Sendable, Hashable {
    /// What the answer names.
    var id: String
    /// Nil if Telegram does not say where the message is.
    var chat: Int64?
    var isPrivate: Bool
    var sender: AlertSender
    /// The button's `callback_data`; comes from outside, whatever the buttons say.
    var data: String
}
