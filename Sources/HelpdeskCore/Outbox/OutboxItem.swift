import Foundation
public import HelpdeskModels

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
    /// The turn in which it was taken to be sent: see `FeedPlace`.
    var asked = Int64.max
    /// In the order in which they were attached.
    var files: [OutboxFile]

    /// The message that the intent carries: of a reply, or the first of a ticket.
    var message: (id: Message.ID, content: NewMessage)? {
        switch intent {
        case .ticket(let ticket): (ticket.messageID, ticket.message)
        case .message(let message): (Message.ID(id), message)
        case .event, .readMark, .rating, .shiftNote, .shiftNoteRemoval, .cannedReply, .cannedReplyRemoval: nil
        }
    }
}

/// A file of an intent, and the state of its upload.
struct OutboxFile: Hashable, Sendable {
    var file: OutgoingFile
    /// The upload that was begun for it.
    var upload: Upload.ID?
    /// Whether all of it has arrived.
    var isUploaded: Bool
}

/// An act that the user wants the backend to perform. Its files are beside it, see `OutboxItem`.
enum Intent: Hashable, Sendable {
    case ticket(NewTicket)
    case message(NewMessage)
    case event(NewEvent)
    case readMark(upTo: Timestamp)
    case rating(Rating)
    /// Here and below, the note or canned reply takes the place of a ticket: what is queued for one is sent in order.
    case shiftNote(NewShiftNote)
    case shiftNoteRemoval
    case cannedReply(NewCannedReply)
    case cannedReplyRemoval

    enum Kind: String, Sendable {
        case ticket, message, event, read, rating, shiftNote, shiftNoteRemoval, cannedReply, cannedReplyRemoval
    }

    var kind: Kind {
        switch self {
        case .ticket: .ticket
        case .message: .message
        case .event: .event
        case .readMark: .read
        case .rating: .rating
        case .shiftNote: .shiftNote
        case .shiftNoteRemoval: .shiftNoteRemoval
        case .cannedReply: .cannedReply
        case .cannedReplyRemoval: .cannedReplyRemoval
        }
    }

    init(kind: Kind, payload: String) throws {
        switch kind {
        case .ticket: self = .ticket(try StoredJSON.decode(from: payload))
        case .message: self = .message(try StoredJSON.decode(from: payload))
        case .event: self = .event(try StoredJSON.decode(from: payload))
        case .read: self = .readMark(upTo: try StoredJSON.decode(from: payload))
        case .rating: self = .rating(try StoredJSON.decode(from: payload))
        case .shiftNote: self = .shiftNote(try StoredJSON.decode(from: payload))
        case .shiftNoteRemoval: self = .shiftNoteRemoval
        case .cannedReply: self = .cannedReply(try StoredJSON.decode(from: payload))
        case .cannedReplyRemoval: self = .cannedReplyRemoval
        }
    }

    func payload() throws -> String {
        switch self {
        case .ticket(let ticket): try StoredJSON.encode(ticket)
        case .message(let message): try StoredJSON.encode(message)
        case .event(let event): try StoredJSON.encode(event)
        case .readMark(let time): try StoredJSON.encode(time)
        case .rating(let rating): try StoredJSON.encode(rating)
        case .shiftNote(let note): try StoredJSON.encode(note)
        case .cannedReply(let reply): try StoredJSON.encode(reply)
        case .shiftNoteRemoval, .cannedReplyRemoval: "{}"
        }
    }
}

/// The circumstances of a ticket or message that is handed to a backend: for backends that do not take ids of the
/// client's choice, and for those that take files within the message.
public struct PutContext: Hashable, Sendable {
    /// When it was handed over last, with an outcome that is not known; nil for the first time.
    public var lastTry: Timestamp?
    /// The newest message of the ticket when it was handed over first; nil if there was none.
    public var newestKnown: Message.ID?
    /// Where the files lie on this machine, in the order of the attachments.
    public var files: [String]

    public init(lastTry: Timestamp? = nil, newestKnown: Message.ID? = nil, files: [String] = []) {
        self.lastTry = lastTry
        self.newestKnown = newestKnown
        self.files = files
    }
}
