public import HelpdeskModels

/// Everything a reader sees of one ticket.
public struct Conversation: Hashable, Sendable {
    public var ticket: TicketRow
    public var fields: [FieldValue]
    public var rating: Rating?
    /// Oldest first; what is not sent yet comes last, in the order in which it was written.
    public var messages: [ConversationMessage]
    /// Oldest first.
    public var events: [Event]
    /// How far the reader has read; nil if never.
    public var readUpTo: Timestamp?
    /// The status changes that wait in the outbox, oldest first.
    public var transitions: [PendingTransition]

    public init(
        ticket: TicketRow, fields: [FieldValue] = [], rating: Rating? = nil, messages: [ConversationMessage] = [],
        events: [Event] = [], readUpTo: Timestamp? = nil, transitions: [PendingTransition] = []
    ) {
        self.ticket = ticket
        self.fields = fields
        self.rating = rating
        self.messages = messages
        self.events = events
        self.readUpTo = readUpTo
        self.transitions = transitions
    }
}
