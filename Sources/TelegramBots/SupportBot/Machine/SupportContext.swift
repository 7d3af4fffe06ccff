import HelpdeskModels

/// What the desk knows that matters to a private chat, read just before something is decided.
struct SupportContext: Hashable, Sendable {
    var link: ChatLink?
    /// The service's tickets that are not resolved, newest activity first.
    var openTickets: [Ticket] = []
    /// Those that take new tickets, in their order.
    var topics: [Topic] = []
    var limits = Limits.standard
    /// A draft that is open in the terminal and takes files.
    var draft: OpenDraft?
    /// The ticket that a message answers or a button names; nil if it is gone or not the service's.
    var subjectTicket: Ticket?
}
