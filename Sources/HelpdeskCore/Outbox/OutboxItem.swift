import Foundation
import HelpdeskModels

/// An intent in the outbox.
struct OutboxItem: Hashable, Sendable {
    enum State: String, Sendable {
        case queued
        /// Its files are on their way; it can still be taken back.
        case uploading
        case sending
        case parked
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
    /// On the steady clock.
    var nextTry: Timestamp
    /// Not to be sent before, on the steady clock.
    var heldUntil: Timestamp = Timestamp(milliseconds: 0)
    /// Whether it was sent and no answer said that it was not taken, so that it cannot be taken back.
    var mayHaveLeft = false
    /// Why the last try failed.
    var error: HelpdeskError?
    /// When it was handed to the backend before; nil if never.
    var lastTry: Timestamp?
    /// The newest message of the ticket when it was handed over first.
    var newestKnown: Message.ID?
    /// In the order in which they were attached.
    var files: [OutboxFile]

    func delivery(at now: Moment) -> Delivery {
        switch state {
        case .queued: heldUntil > now.steady ? .held(until: now.date(of: heldUntil)) : .queued
        case .uploading, .sending: .sending
        case .parked: .failed(error ?? HelpdeskError(.unexpected))
        }
    }

    /// The message that the intent carries: of a reply, or the first of a ticket.
    var message: (id: Message.ID, content: NewMessage)? {
        switch intent {
        case .ticket(let ticket): (ticket.messageID, ticket.message)
        case .message(let message): (Message.ID(id), message)
        case .event, .readMark, .rating: nil
        }
    }
}
