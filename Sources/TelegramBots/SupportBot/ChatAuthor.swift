public import HelpdeskModels

/// Who writes from Telegram.
public enum ChatAuthor: Hashable, Sendable, Codable {
    /// The person of a linked private chat.
    case customer(chat: Int64)
    /// A member of the staff, in the staff's group.
    case agent(User.ID)
}
