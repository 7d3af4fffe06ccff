import HelpdeskCore
import HelpdeskModels

/// A ticket as the commands print it.
struct TicketJSON: Encodable {
    let id: Ticket.ID
    /// Absent until the backend gave one.
    let number: Int?
    let service: Service.ID
    let topic: Topic.ID
    let subject: String
    let status: Ticket.Status
    let author: Author
    let created: Timestamp
    let updated: Timestamp
    let resolved: Timestamp?
    let unread: Bool
    let attachments: Int
    /// Absent for normal.
    let priority: Ticket.Priority?
    /// Since when the customer waits for the desk; absent while it is the customer's turn, and if the backend does not say.
    let waitingSince: Timestamp?
    /// The ticket that has the messages; absent unless this one was merged into it.
    let mergedInto: Ticket.ID?
    /// Absent if everything of the ticket is sent.
    let delivery: DeliveryJSON?
    /// Of a search: a line around the first place that the row itself does not show; absent otherwise.
    let hit: String?

    init(_ row: TicketRow) {
        id = row.id
        number = row.number
        service = row.service
        topic = row.topic
        subject = row.subject
        status = row.status
        author = row.author
        created = row.created
        updated = row.updated
        resolved = row.resolved
        unread = row.isUnread
        attachments = row.attachmentCount
        priority = row.priority == .normal ? nil : row.priority
        waitingSince = row.waitingSince
        mergedInto = row.mergedInto
        delivery = row.delivery.map(DeliveryJSON.init)
        hit = row.hit
    }
}

/// The output of `show --json`.
struct ConversationJSON: Encodable {
    let ticket: TicketJSON
    let fields: [FieldValue]
    let rating: Rating?
    /// Oldest first.
    let messages: [MessageJSON]
    /// Oldest first.
    let events: [Event]

    init(_ conversation: Conversation) {
        ticket = TicketJSON(conversation.ticket)
        fields = conversation.fields
        rating = conversation.rating
        messages = conversation.messages.map(MessageJSON.init)
        events = conversation.events
    }
}

/// A message as the API has it, and where it stands on its way if it is not sent yet.
struct MessageJSON: Encodable {
    private enum CodingKeys: CodingKey {
        case delivery
    }

    private let message: ConversationMessage

    init(_ message: ConversationMessage) {
        self.message = message
    }

    func encode(to encoder: any Encoder) throws {
        try message.message.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encodeIfPresent(message.delivery.map(DeliveryJSON.init), forKey: .delivery)
    }
}

/// Where something stands on its way to the backend, as JSON.
struct DeliveryJSON: Encodable {
    let state: String
    /// Why it was refused; absent otherwise.
    let error: ErrorJSON?

    init(_ delivery: Delivery) {
        switch delivery {
        // To a script, what is held for a moment is queued.
        case .queued, .held: (state, error) = ("queued", nil)
        case .sending: (state, error) = ("sending", nil)
        case .failed(let cause): (state, error) = ("failed", ErrorJSON(cause))
        }
    }
}

/// An error inside a JSON document: the stable code and what it is about.
struct ErrorJSON: Encodable {
    let code: HelpdeskError.Code
    let subject: String?
    let detail: String?
    let violations: [Violation]?

    init(_ error: HelpdeskError) {
        code = error.code
        subject = error.subject
        detail = error.detail
        violations = error.violations.isEmpty ? nil : error.violations
    }
}
