public import HelpdeskModels

/// The current state of one thing that changed, as far as the bot tells people of it.
public enum DeskChange: Hashable, Sendable {
    case ticket(Ticket)
    /// With the ticket it belongs to. May be an internal note.
    case message(Message, Ticket)
    case event(Event, Ticket)
    case link(ChatLink)
    /// Something changed that the desk cannot read; why, for the log.
    case unreadable(String)
}

extension DeskChange {
    /// The ticket it is about; nil for none.
    var ticket: Ticket.ID? {
        switch self {
        case .ticket(let ticket), .message(_, let ticket), .event(_, let ticket): ticket.id
        case .link, .unreadable: nil
        }
    }
}
