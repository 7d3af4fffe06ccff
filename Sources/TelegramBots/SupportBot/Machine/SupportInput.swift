import HelpdeskDesk
import HelpdeskModels

/// An event in a private chat.
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
    /// The desk has done something.
    case outcome(SupportOutcome)
}

/// The facts of the desk that matter to a private chat, read just before something is decided.
struct SupportContext: Hashable, Sendable {
    /// How the chat stands.
    var standing = TelegramStanding.none
    /// The service's tickets that are not resolved, newest activity first.
    var openTickets: [Ticket] = []
    /// Those that take new tickets, in their order.
    var topics: [Topic] = []
    var limits = Limits.standard
    /// A draft that is open in the terminal and takes files.
    var draft: OpenDraft?
    /// The ticket that a message answers or a button names; nil if it is gone or not the service's.
    var subjectTicket: Ticket?

    /// The chat's link; nil as long as nobody has accepted it.
    var link: LinkedChat? { if case .linked(let link) = standing { link } else { nil } }
}
