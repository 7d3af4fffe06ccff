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
    /// Absent if everything of the ticket is sent.
    let delivery: DeliveryJSON?

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
        delivery = row.delivery.map(DeliveryJSON.init)
    }
}
