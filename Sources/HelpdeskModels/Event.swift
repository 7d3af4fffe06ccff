/// Something that happened to a ticket beside its messages: an entry of its timeline.
public struct Event: Codable, Hashable, Sendable, Identifiable {
    public typealias ID = EntityID<Event>

    public enum Kind: String, Codable, Sendable {
        case created
        case answered
        case resolved
        case reopened
        case moved
        case assigned
    }

    public var id: ID
    public var ticket: Ticket.ID
    public var kind: Kind
    public var author: Author
    public var created: Timestamp
    /// What it was moved or assigned to, for a reader; nil for the other kinds.
    public var detail: String?
    /// The topic that it was moved to, so that a reader gets its title in the own language; nil for the other kinds.
    public var topic: Topic.ID?

    public init(
        id: ID, ticket: Ticket.ID, kind: Kind, author: Author, created: Timestamp, detail: String? = nil,
        topic: Topic.ID? = nil
    ) {
        self.id = id
        self.ticket = ticket
        self.kind = kind
        self.author = author
        self.created = created
        self.detail = detail
        self.topic = topic
    }
}
