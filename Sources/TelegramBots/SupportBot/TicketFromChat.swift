public import HelpdeskModels

/// A ticket that was written in Telegram, with its first message.
public struct TicketFromChat: Hashable, Sendable {
    public var id: Ticket.ID
    public var topic: Topic.ID
    public var subject: String
    /// The answers to the topic's fields.
    public var fields: [FieldValue]
    public var messageID: Message.ID
    public var text: String
    public var files: [FileFromChat]

    public init(
        id: Ticket.ID, topic: Topic.ID, subject: String, fields: [FieldValue] = [], messageID: Message.ID, text: String,
        files: [FileFromChat] = []
    ) {
        self.id = id
        self.topic = topic
        self.subject = subject
        self.fields = fields
        self.messageID = messageID
        self.text = text
        self.files = files
    }
}
