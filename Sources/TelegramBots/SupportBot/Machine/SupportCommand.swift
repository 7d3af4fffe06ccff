import HelpdeskModels

/// What the desk is asked to do.
enum SupportCommand: Hashable, Sendable {
    case peek(LinkToken)
    case redeem(LinkToken)
    case claim(String)
    case unlink
    /// The first content makes the ticket, each other one a further message of it.
    case create(topic: Topic.ID, subject: String, answers: [FieldValue], [ChatContent])
    case add(ChatContent, to: Ticket.ID)
    case revise(ChatContent, Outgoing.Subject)
    case rate(Ticket.ID, score: Int)
    case addToDraft(OpenDraft, [ChatContent])
}
