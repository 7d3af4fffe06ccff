import HelpdeskModels

/// What became of a ``SupportCommand``.
enum SupportOutcome: Hashable, Sendable {
    case offered(LinkToken, Service?)
    case redeemed(ChatLink?)
    case claimed(isThrottled: Bool)
    case unlinked
    /// `album`: what the last message of it is a part of.
    /// `isWhole`: whether the desk took everything that was said.
    case created(Ticket, album: String?, troubles: [FileTrouble], isWhole: Bool)
    /// Nothing of it is at the desk.
    case notCreated([ChatContent])
    /// `before`: the ticket's status before the message came.
    case added(ChatContent, to: Ticket, before: Ticket.Status, troubles: [FileTrouble])
    case revised(RevisionOutcome, Ticket)
    case rated
    /// `hasWords`: whether something was written beside the files, which stays out of the draft.
    case addedToDraft(OpenDraft, Bool, hasWords: Bool, troubles: [FileTrouble])
    /// There is no such ticket any more, or it is not the service's.
    case gone
    /// Understood and refused for good.
    case refused
}
