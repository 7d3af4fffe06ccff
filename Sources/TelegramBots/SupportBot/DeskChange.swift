public import HelpdeskModels

/// The current state of one thing that changed, as far as the bot tells people of it.
public enum DeskChange: Hashable, Sendable {
    case ticket(Ticket)
    /// With the ticket it belongs to. May be an internal note.
    case message(Message, Ticket)
    case event(Event, Ticket)
    case link(ChatLink)
}
