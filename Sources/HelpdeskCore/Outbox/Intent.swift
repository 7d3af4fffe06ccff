import HelpdeskModels

/// What a user wants the backend to do. Files are beside it, see `OutboxItem`.
enum Intent: Hashable, Sendable {
    case ticket(NewTicket)
    case message(NewMessage)
    case event(NewEvent)
    case readMark(upTo: Timestamp)
    case rating(Rating)

    enum Kind: String, Sendable {
        case ticket, message, event, read, rating
    }

    var kind: Kind {
        switch self {
        case .ticket: .ticket
        case .message: .message
        case .event: .event
        case .readMark: .read
        case .rating: .rating
        }
    }

    init(kind: Kind, payload: String) throws {
        switch kind {
        case .ticket: self = .ticket(try StoredJSON.decode(from: payload))
        case .message: self = .message(try StoredJSON.decode(from: payload))
        case .event: self = .event(try StoredJSON.decode(from: payload))
        case .read: self = .readMark(upTo: try StoredJSON.decode(from: payload))
        case .rating: self = .rating(try StoredJSON.decode(from: payload))
        }
    }

    func payload() throws -> String {
        switch self {
        case .ticket(let ticket): try StoredJSON.encode(ticket)
        case .message(let message): try StoredJSON.encode(message)
        case .event(let event): try StoredJSON.encode(event)
        case .readMark(let time): try StoredJSON.encode(time)
        case .rating(let rating): try StoredJSON.encode(rating)
        }
    }
}
