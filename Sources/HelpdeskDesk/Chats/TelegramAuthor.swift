package import HelpdeskModels

/// Who writes from Telegram.
package enum TelegramAuthor: Hashable, Sendable {
    /// The person of a linked private chat.
    case customer(chat: Int64)
    /// A member of the staff.
    case agent(User.ID)
}
