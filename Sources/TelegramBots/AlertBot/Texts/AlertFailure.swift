/// Why somebody did not get a message.
enum AlertFailure: Sendable, Hashable {
    /// The person blocked the bot or deleted the account.
    case blocked
    case refused
    /// Telegram did not say whether it took the message.
    case unconfirmed
}
