public import HelpdeskModels

/// Everything a reader sees of one ticket.
public struct Conversation: Hashable, Sendable {
    public var ticket: TicketRow
    public var fields: [FieldValue]
    /// As the backend has it.
    public var rating: Rating?
    /// A rating that waits in the outbox.
    public var pendingRating: PendingRating?
    /// Oldest first; what is not sent yet comes last, in the order in which it was written.
    public var messages: [ConversationMessage]
    /// Oldest first.
    public var events: [Event]
    /// How far the reader has read; nil if never.
    public var readUpTo: Timestamp?
    /// The changes of the ticket that wait in the outbox, oldest first.
    public var transitions: [PendingTransition]
    /// What was begun and not sent: replies and notes, the one changed last first, without what another program has open.
    public var drafts: [Draft]

    public init(
        ticket: TicketRow, fields: [FieldValue] = [], rating: Rating? = nil, pendingRating: PendingRating? = nil,
        messages: [ConversationMessage] = [], events: [Event] = [], readUpTo: Timestamp? = nil,
        transitions: [PendingTransition] = [], drafts: [Draft] = []
    ) {
        self.ticket = ticket
        self.fields = fields
        self.rating = rating
        self.pendingRating = pendingRating
        self.messages = messages
        self.events = events
        self.readUpTo = readUpTo
        self.transitions = transitions
        self.drafts = drafts
    }
}

extension Conversation {
    /// How far everything of it is that the backend does not have yet.
    public var deliveries: [Delivery] {
        messages.compactMap(\.delivery) + transitions.map(\.delivery) + [pendingRating?.delivery].compactMap { $0 }
    }
}
