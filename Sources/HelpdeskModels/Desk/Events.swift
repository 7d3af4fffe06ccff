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
        case prioritised
        /// In both tickets: in the duplicate that it went, in the other that it came.
        case merged
    }

    public var id: ID
    public var ticket: Ticket.ID
    public var kind: Kind
    public var author: Author
    public var created: Timestamp
    /// The topic or person that it was moved or assigned to, as text, or the number of the other ticket of a merge; nil for
    /// the other kinds.
    public var detail: String?
    /// The topic that it was moved to, so that readers see its title in their own language; nil for the other kinds.
    public var topic: Topic.ID?
    /// The new priority; nil for the other kinds.
    public var priority: Ticket.Priority?
    /// The ticket that has all messages since a merge, which may be the event's own; nil for the other kinds.
    public var into: Ticket.ID?

    public init(
        id: ID, ticket: Ticket.ID, kind: Kind, author: Author, created: Timestamp, detail: String? = nil,
        topic: Topic.ID? = nil, priority: Ticket.Priority? = nil, into: Ticket.ID? = nil
    ) {
        self.id = id
        self.ticket = ticket
        self.kind = kind
        self.author = author
        self.created = created
        self.detail = detail
        self.topic = topic
        self.priority = priority
        self.into = into
    }
}

/// A change of a ticket that a user asks for: `PUT /v1/tickets/{ticket}/events/{id}`.
///
/// Everybody may resolve and reopen, only staff may assign, move and merge. A customer may set the priority to urgent, and
/// take back what a customer set.
public struct NewEvent: Hashable, Sendable {
    /// The changes that a user can request.
    public enum Kind: String, Codable, Sendable {
        case resolved
        case reopened
        case assigned
        case moved
        case prioritised
        case merged
    }

    public var kind: Kind
    /// The new assignee; nil for nobody. Only in an assignment.
    public var assignee: User.ID?
    /// The new topic. Required in a move, absent otherwise.
    public var topic: Topic.ID?
    /// The new priority. Required in a change of priority, absent otherwise.
    public var priority: Ticket.Priority?
    /// The ticket that takes the messages. Required in a merge, absent otherwise.
    public var into: Ticket.ID?

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

    public static func prioritised(_ priority: Ticket.Priority) -> NewEvent {
        var event = NewEvent(kind: .prioritised)
        event.priority = priority
        return event
    }

    public static func merged(into ticket: Ticket.ID) -> NewEvent {
        var event = NewEvent(kind: .merged)
        event.into = ticket
        return event
    }
}

extension NewEvent: Codable {
    private enum CodingKeys: String, CodingKey {
        case kind, assignee, topic, priority, into
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        kind = try container.decode(Kind.self, forKey: .kind)
        assignee = try container.decodeIfPresent(User.ID.self, forKey: .assignee)
        topic = try container.decodeIfPresent(Topic.ID.self, forKey: .topic)
        priority = try container.decodeIfPresent(Ticket.Priority.self, forKey: .priority)
        into = try container.decodeIfPresent(Ticket.ID.self, forKey: .into)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(kind, forKey: .kind)
        // An assignment to nobody is an explicit `null`.
        if kind == .assigned { try container.encode(assignee, forKey: .assignee) }
        try container.encodeIfPresent(topic, forKey: .topic)
        try container.encodeIfPresent(priority, forKey: .priority)
        try container.encodeIfPresent(into, forKey: .into)
    }
}
