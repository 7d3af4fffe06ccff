public import HelpdeskModels

/// What somebody wrote to the alert bot that is no incident: it becomes an ordinary ticket of the topic Other.
public struct AlertQuestion: Sendable, Hashable {
    /// The ticket's id, the same at every try.
    public let id: Ticket.ID
    /// The id of its first message.
    public let messageID: Message.ID
    /// The private chat it came from.
    public let chat: Int64
    public let text: String
    public let created: Timestamp
}
