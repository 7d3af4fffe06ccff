/// Something other than a message that happened to a ticket: an entry of its timeline.
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
    /// The topic or person that it was moved or assigned to, as text; nil for the other kinds.
    public var detail: String?
    /// The topic that it was moved to, so that readers see its title in their own language; nil for the other kinds.
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
/// Everybody may resolve and reopen, only staff may assign and move.
public struct NewEvent: Hashable, Sendable {
    /// The changes that a user can request.
    public enum Kind: String, Codable, Sendable {
        case resolved
        case reopened
        case assigned
        case moved
    }

    public var kind: Kind
    /// The new assignee; nil for nobody. Only in an assignment.
    public var assignee: User.ID?
    /// The new topic. Required in a move, absent otherwise.
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
        // An assignment to nobody is an explicit `null`.
        if kind == .assigned { try container.encode(assignee, forKey: .assignee) }
        try container.encodeIfPresent(topic, forKey: .topic)
    }
}
