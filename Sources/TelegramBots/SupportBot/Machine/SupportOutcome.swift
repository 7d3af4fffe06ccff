import HelpdeskModels

/// What became of a ``SupportCommand``.
enum SupportOutcome: Hashable, Sendable {
    case offered(LinkToken, Service?)
    case redeemed(ChatLink?)
    case claimed(isThrottled: Bool)
    case unlinked
    case created(Ticket, troubles: [FileTrouble])
    /// `before`: the ticket's status before the message came.
    case added(ChatContent, to: Ticket, before: Ticket.Status, troubles: [FileTrouble])
    case revised(RevisionOutcome, Ticket)
    case rated
    case addedToDraft(OpenDraft, Bool)
    /// There is no such ticket any more, or it is not the service's.
    case gone
    /// Understood and refused for good.
    case refused
}
