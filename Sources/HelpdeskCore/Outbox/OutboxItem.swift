import Foundation
import HelpdeskModels

/// An intent in the outbox.
struct OutboxItem: Hashable, Sendable {
    enum State: String, Sendable {
        case queued, sending, parked
    }

    /// The order of sending.
    var seq: Int64
    /// The id that the backend sees: of the ticket, the message or the event.
    var id: UUID
    var ticket: Ticket.ID
    var intent: Intent
    var created: Timestamp
    var state: State
    /// Tries that failed.
    var attempts: Int
    var nextTry: Timestamp
    /// Why the last try failed.
    var error: HelpdeskError?
    /// When it was handed to the backend before; nil if never.
    var lastTry: Timestamp?
    /// The newest message of the ticket when it was handed over first.
    var newestKnown: Message.ID?
    /// In the order in which they were attached.
    var files: [OutboxFile]

    var delivery: Delivery {
        switch state {
        case .queued: .queued
        case .sending: .sending
        case .parked: .failed(error ?? HelpdeskError(.unexpected))
        }
    }

    /// The message that the intent carries: of a reply, or the first of a ticket.
    var message: (id: Message.ID, content: NewMessage)? {
        switch intent {
        case .ticket(let ticket): (ticket.messageID, ticket.message)
        case .message(let message): (Message.ID(id), message)
        case .event, .readMark: nil
        }
    }
}
