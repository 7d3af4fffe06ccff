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

/// A message of a ticket that was written in Telegram.
public struct MessageFromChat: Hashable, Sendable {
    public var id: Message.ID
    public var ticket: Ticket.ID
    public var text: String
    public var files: [FileFromChat]
    /// A note between agents.
    public var isInternal: Bool

    public init(
        id: Message.ID, ticket: Ticket.ID, text: String, files: [FileFromChat] = [], isInternal: Bool = false
    ) {
        self.id = id
        self.ticket = ticket
        self.text = text
        self.files = files
        self.isInternal = isInternal
    }
}

/// A file that arrived from Telegram and lies on the disk.
public struct FileFromChat: Hashable, Sendable, Codable {
    public var id: Attachment.ID
    /// As Telegram names it, made safe, with an extension.
    public var name: String
    public var mediaType: String
    /// Where its content lies until the call ends.
    public var path: String

    public init(id: Attachment.ID, name: String, mediaType: String, path: String) {
        self.id = id
        self.name = name
        self.mediaType = mediaType
        self.path = path
    }
}

/// The author of a message from Telegram.
public enum ChatAuthor: Hashable, Sendable, Codable {
    /// The person of a linked private chat.
    case customer(chat: Int64)
    /// A member of the staff, in the staff's group.
    case agent(User.ID)
}

/// The outcome for a message that was edited in Telegram.
public enum RevisionOutcome: Hashable, Sendable {
    /// The text is as it was.
    case unchanged
    /// The message has the new text and says that it was edited.
    case revised
    /// Somebody has answered the old text, which therefore stays.
    case tooLate
}

/// A draft that is open in the terminal and takes files from the phone.
public struct OpenDraft: Hashable, Sendable, Codable {
    /// Names the draft for ``SupportDesk/add(_:to:of:)``.
    public var id: String
    /// The ticket's number and subject, or the subject of a new one, for the question in the chat.
    public var title: String

    public init(id: String, title: String) {
        self.id = id
        self.title = title
    }
}
