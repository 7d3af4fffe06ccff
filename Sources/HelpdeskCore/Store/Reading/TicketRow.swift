public import HelpdeskModels

/// A ticket as a list shows it.
public struct TicketRow: Identifiable, Hashable, Sendable {
    public var id: Ticket.ID
    /// Nil until the backend gave one.
    public var number: Int?
    public var service: Service.ID
    public var topic: Topic.ID
    public var subject: String
    /// With the effect of what waits in the outbox.
    public var status: Ticket.Status
    public var author: Author
    public var created: Timestamp
    /// Newest activity, with what waits in the outbox.
    public var updated: Timestamp
    public var resolved: Timestamp?
    /// Whether somebody else wrote after the reader's read mark.
    public var isUnread: Bool
    public var attachmentCount: Int
    /// The worst of what is not sent yet; nil if all is sent.
    public var delivery: Delivery?
    /// Whether a reply or a note of it was begun and not sent.
    public var hasDraft = false
    /// The agent who takes care of it, with what waits in the outbox.
    public var assignee: Author?
    /// With what waits in the outbox.
    public var priority = Ticket.Priority.normal
    /// Since when the customer waits for the desk, with what waits in the outbox; nil while it is the customer's turn, and if
    /// the backend does not say.
    public var waitingSince: Timestamp?
    /// The ticket that has the messages since this one was merged into it; nil unless it was.
    public var mergedInto: Ticket.ID?
    /// The place that a filter found in a message or a file's name, with one line around it. Nil if the subject, the
    /// number or the author has it all, or without a filter. Foreign text.
    public var hit: String?

    public init(
        id: Ticket.ID, number: Int?, service: Service.ID, topic: Topic.ID, subject: String, status: Ticket.Status,
        author: Author, created: Timestamp, updated: Timestamp, resolved: Timestamp? = nil, isUnread: Bool = false,
        attachmentCount: Int = 0, delivery: Delivery? = nil, assignee: Author? = nil, hit: String? = nil
    ) {
        self.id = id
        self.number = number
        self.service = service
        self.topic = topic
        self.subject = subject
        self.status = status
        self.author = author
        self.created = created
        self.updated = updated
        self.resolved = resolved
        self.isUnread = isUnread
        self.attachmentCount = attachmentCount
        self.delivery = delivery
        self.assignee = assignee
        self.hit = hit
    }
}
