public import HelpdeskModels

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
