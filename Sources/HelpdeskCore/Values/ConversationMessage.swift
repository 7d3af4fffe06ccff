public import HelpdeskModels

/// A message of a conversation, sent or not.
public struct ConversationMessage: Identifiable, Hashable, Sendable {
    public var message: Message
    /// Nil if the backend has it.
    public var delivery: Delivery?

    public var id: Message.ID { message.id }

    public init(message: Message, delivery: Delivery? = nil) {
        self.message = message
        self.delivery = delivery
    }
}
