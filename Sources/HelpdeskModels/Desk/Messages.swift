/// One message of a ticket's conversation, or an internal note of the agents.
public struct Message: Codable, Hashable, Sendable, Identifiable {
    public typealias ID = EntityID<Message>

    /// Where a message was written.
    public enum Origin: String, Codable, Sendable {
        case tui
        case cli
        case telegram
        case rt
    }

    public var id: ID
    public var ticket: Ticket.ID
    public var author: Author
    public var origin: Origin
    public var text: String
    public var attachments: [Attachment]
    public var created: Timestamp
    public var edited: Timestamp?
    /// A note between agents, which a customer never receives.
    public var isInternal: Bool
    /// True if its author was erased, and with the author its text and files; nil otherwise.
    public var isErased: Bool?

    public init(
        id: ID, ticket: Ticket.ID, author: Author, origin: Origin, text: String, attachments: [Attachment] = [],
        created: Timestamp, edited: Timestamp? = nil, isInternal: Bool = false
    ) {
        self.id = id
        self.ticket = ticket
        self.author = author
        self.origin = origin
        self.text = text
        self.attachments = attachments
        self.created = created
        self.edited = edited
        self.isInternal = isInternal
        isErased = author.isErased ? true : nil
    }
}

/// A message as its author sends it: `PUT /v1/tickets/{ticket}/messages/{id}`.
public struct NewMessage: Codable, Hashable, Sendable {
    public var origin: Message.Origin
    public var text: String
    public var attachments: [NewAttachment]
    /// Only agents may send internal notes.
    public var isInternal: Bool

    public init(origin: Message.Origin, text: String, attachments: [NewAttachment] = [], isInternal: Bool = false) {
        self.origin = origin
        self.text = text
        self.attachments = attachments
        self.isInternal = isInternal
    }
}
