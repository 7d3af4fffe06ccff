import HelpdeskModels

/// What can happen in a private chat.
enum SupportInput: Hashable, Sendable {
    /// `content`: what stands behind the command, as a message of its own; nil for nothing.
    case command(BotCommand, content: ChatContent?)
    /// `subject`: what the message answers, if the bot knows that.
    case content(ChatContent, subject: Outgoing.Subject?)
    /// `subject`: what the message became when it was first sent.
    case edited(ChatContent, subject: Outgoing.Subject?)
    /// A message that is nothing a ticket could hold: a story, a game, an invoice.
    case unsupported
    case pressed(SupportButton, on: Int64)
    /// The link was made, ended or decided about elsewhere.
    case linkChanged
    /// What the desk did.
    case outcome(SupportOutcome)
}
