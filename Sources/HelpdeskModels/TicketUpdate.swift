/// The answer to a write: the ticket as it is now, with the messages and events that the write made.
public struct TicketUpdate: Codable, Hashable, Sendable {
    public var ticket: Ticket
    public var messages: [Message]
    public var events: [Event]

    public init(ticket: Ticket, messages: [Message] = [], events: [Event] = []) {
        self.ticket = ticket
        self.messages = messages
        self.events = events
    }
}
