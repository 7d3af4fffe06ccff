/// A ticket as its author sends it, with its first message: `PUT /v1/tickets/{id}`.
public struct NewTicket: Codable, Hashable, Sendable {
    public var topic: Topic.ID
    public var subject: String
    public var fields: [FieldValue]
    /// The id of the first message.
    public var messageID: Message.ID
    public var message: NewMessage
    /// The customer's service; needed only when an agent files a ticket for one.
    public var service: Service.ID?

    public init(
        topic: Topic.ID, subject: String, fields: [FieldValue] = [], messageID: Message.ID, message: NewMessage,
        service: Service.ID? = nil
    ) {
        self.topic = topic
        self.subject = subject
        self.fields = fields
        self.messageID = messageID
        self.message = message
        self.service = service
    }
}
