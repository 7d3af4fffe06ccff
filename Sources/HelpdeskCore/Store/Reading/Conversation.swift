public import HelpdeskModels

/// Everything a reader sees of one ticket.
public struct Conversation: Hashable, Sendable {
    public var ticket: TicketRow
    public var fields: [FieldValue]
    /// As the backend has it.
    public var rating: Rating?
    /// A rating that waits in the outbox.
    public var pendingRating: PendingRating?
    /// Oldest first; unsent messages come last, in the order in which they were written.
    public var messages: [ConversationMessage]
    /// Oldest first.
    public var events: [Event]
    /// How far the reader has read; nil if never.
    public var readUpTo: Timestamp?
    /// The changes of the ticket that wait in the outbox, oldest first.
    public var transitions: [PendingTransition]
    /// How long answers usually take, in office hours; nil for the staff, and until enough answers are known.
    public var usualAnswer: Duration?
    /// Replies and notes that are not sent, the one changed last first, without those that another program has open.
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
    /// The state of everything in it that the backend does not have yet.
    public var deliveries: [Delivery] {
        messages.compactMap(\.delivery) + transitions.map(\.delivery) + [pendingRating?.delivery].compactMap { $0 }
    }
}

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

/// A rating that waits in the outbox.
public struct PendingRating: Hashable, Sendable {
    public var rating: Rating
    public var delivery: Delivery

    public init(rating: Rating, delivery: Delivery) {
        self.rating = rating
        self.delivery = delivery
    }
}

/// A change of the ticket (its status, who takes care of it, its topic) that waits in the outbox.
public struct PendingTransition: Identifiable, Hashable, Sendable {
    public var id: Event.ID
    public var kind: NewEvent.Kind
    public var delivery: Delivery
    /// The name of whom it is to be assigned to, or the id of the topic it is to be moved to; nil otherwise.
    public var detail: String?

    public init(id: Event.ID, kind: NewEvent.Kind, delivery: Delivery, detail: String? = nil) {
        self.id = id
        self.kind = kind
        self.delivery = delivery
        self.detail = detail
    }
}
