/// A request of a taxi service to the support desk.
public struct Ticket: Codable, Hashable, Sendable, Identifiable {
    public typealias ID = EntityID<Ticket>

    /// The state of a ticket, in a customer's words.
    public enum Status: String, Codable, Sendable, CaseIterable {
        /// Received, nobody has answered yet.
        case new
        /// The desk works on it.
        case open
        /// The desk has answered; it is the customer's turn.
        case waiting
        case resolved
    }

    /// How pressing it is, in ascending order. A ticket without one is normal.
    public enum Priority: String, Codable, Sendable, CaseIterable, Comparable {
        case low
        case normal
        case high
        /// The service cannot take orders.
        case urgent

        public static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }

        /// From 0 for the lowest.
        public var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
    }

    public var id: ID
    /// The number for people, given by the backend.
    public var number: Int
    public var service: Service.ID
    public var topic: Topic.ID
    public var subject: String
    public var status: Status
    public var author: Author
    /// The agent who takes care of it.
    public var assignee: Author?
    public var created: Timestamp
    /// When something last happened that customers can see.
    public var updated: Timestamp
    /// Nil unless the ticket is resolved.
    public var resolved: Timestamp?
    public var rating: Rating?
    public var fields: [FieldValue]
    /// Nil for normal.
    public var priority: Priority?
    /// Since when the customer waits for the desk; nil while it is the customer's turn, and from desks that do not say.
    public var waitingSince: Timestamp?
    /// The ticket that took its messages as a duplicate; nil unless it was merged. Such a ticket is resolved.
    public var mergedInto: ID?

    public init(
        id: ID, number: Int, service: Service.ID, topic: Topic.ID, subject: String, status: Status, author: Author,
        assignee: Author? = nil, created: Timestamp, updated: Timestamp, resolved: Timestamp? = nil,
        rating: Rating? = nil, fields: [FieldValue] = [], priority: Priority? = nil, waitingSince: Timestamp? = nil,
        mergedInto: ID? = nil
    ) {
        self.id = id
        self.number = number
        self.service = service
        self.topic = topic
        self.subject = subject
        self.status = status
        self.author = author
        self.assignee = assignee
        self.created = created
        self.updated = updated
        self.resolved = resolved
        self.rating = rating
        self.fields = fields
        self.priority = priority
        self.waitingSince = waitingSince
        self.mergedInto = mergedInto
    }
}

extension Ticket {
    /// The subject of a ticket whose author was erased, in any language.
    public static let erasedSubject = "…"
}

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

/// The answer to a write: the ticket as it is now, with the messages and events that the write made.
///
/// What is written to a ticket that was merged arrives in the other one: then the messages and events name that.
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

/// A customer's rating of the help: 1 (poor) to 5 (excellent), with a comment.
public struct Rating: Codable, Hashable, Sendable {
    public static let range = 1...5

    public var score: Int
    public var comment: String

    public init(score: Int, comment: String = "") {
        self.score = score
        self.comment = comment
    }
}

/// How far one user has read a ticket. Messages that others created later are unread.
public struct ReadMark: Codable, Hashable, Sendable {
    public var ticket: Ticket.ID
    /// The time of the last message that was read.
    public var readUpTo: Timestamp

    public init(ticket: Ticket.ID, readUpTo: Timestamp) {
        self.ticket = ticket
        self.readUpTo = readUpTo
    }
}
