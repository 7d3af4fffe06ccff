public import HelpdeskModels

/// A message of a ticket that was written in Telegram.
public struct MessageFromChat: Hashable, Sendable {
    public var id: Message.ID
    public var ticket: Ticket.ID
    public var text: String
    public var files: [FileFromChat]

    public init(id: Message.ID, ticket: Ticket.ID, text: String, files: [FileFromChat] = []) {
        self.id = id
        self.ticket = ticket
        self.text = text
        self.files = files
    }
}
