/// A request of a taxi service to the support desk.
public struct Ticket: Codable, Hashable, Sendable, Identifiable {
    public typealias ID = EntityID<Ticket>

    /// Where a ticket stands, in a customer's words.
    public enum Status: String, Codable, Sendable, CaseIterable {
        /// Received, nobody has answered yet.
        case new
        /// The desk works on it.
        case open
        /// The desk has answered; it is the customer's turn.
        case waiting
        case resolved
    }

    public var id: ID
    /// The human number that the backend gave.
    public var number: Int
    public var service: Service.ID
    public var topic: Topic.ID
    public var subject: String
    public var status: Status
    public var author: Author
    /// The agent who takes care of it.
    public var assignee: Author?
    public var created: Timestamp
    /// When something last happened that a customer may see.
    public var updated: Timestamp
    /// Nil unless the status is resolved.
    public var resolved: Timestamp?
    public var rating: Rating?
    public var fields: [FieldValue]

    public init(
        id: ID, number: Int, service: Service.ID, topic: Topic.ID, subject: String, status: Status, author: Author,
        assignee: Author? = nil, created: Timestamp, updated: Timestamp, resolved: Timestamp? = nil,
        rating: Rating? = nil, fields: [FieldValue] = []
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
    }
}
