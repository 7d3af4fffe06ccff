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

/// A change of a ticket that a user asks for: `PUT /v1/tickets/{ticket}/events/{id}`.
///
/// Resolving and reopening is everybody's, assigning and moving the staff's.
public struct NewEvent: Hashable, Sendable {
    /// What may be asked for.
    public enum Kind: String, Codable, Sendable {
        case resolved
        case reopened
        case assigned
        case moved
    }

    public var kind: Kind
    /// Who takes care of the ticket from now on; nil for nobody. Only of an assignment.
    public var assignee: User.ID?
    /// Where the ticket goes. Only of a move, which needs it.
    public var topic: Topic.ID?

    public init(kind: Kind) {
        self.kind = kind
    }

    /// An assignment to a member of the staff, or to nobody.
    public static func assigned(to assignee: User.ID?) -> NewEvent {
        var event = NewEvent(kind: .assigned)
        event.assignee = assignee
        return event
    }

    public static func moved(to topic: Topic.ID) -> NewEvent {
        var event = NewEvent(kind: .moved)
        event.topic = topic
        return event
    }
}

extension NewEvent: Codable {
    private enum CodingKeys: String, CodingKey {
        case kind, assignee, topic
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        kind = try container.decode(Kind.self, forKey: .kind)
        assignee = try container.decodeIfPresent(User.ID.self, forKey: .assignee)
        topic = try container.decodeIfPresent(Topic.ID.self, forKey: .topic)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(kind, forKey: .kind)
        // An assignment to nobody is written out: `null` is what is asked for.
        if kind == .assigned { try container.encode(assignee, forKey: .assignee) }
        try container.encodeIfPresent(topic, forKey: .topic)
    }
}
