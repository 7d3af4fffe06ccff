import HelpdeskDesk
import HelpdeskModels

/// The result of an input: what to remember, to say and to ask the desk for.
struct SupportStep: Hashable, Sendable {
    var memory: ChatMemory
    /// For the chat, in order.
    var replies: [Reply] = []
    /// Carried out in order; each outcome is an input of its own.
    var commands: [SupportCommand] = []
    /// A short text for whoever pressed a button; nil for none.
    var toast: BotPhrase?

    /// A message of the bot.
    struct Reply: Hashable, Sendable {
        var call: BotCall
        /// The ticket it is about, so that an answer to it finds its way.
        var subject: Outgoing.Subject?
    }

    mutating func say(_ phrase: BotPhrase, keyboard: [[InlineButton]] = [], about subject: Outgoing.Subject? = nil) {
        say(FormattedText(BotTexts.text(phrase, memory.language)), keyboard: keyboard, about: subject)
    }

    mutating func say(_ text: FormattedText, keyboard: [[InlineButton]] = [], about subject: Outgoing.Subject? = nil) {
        let parts = text.parts()
        for (index, part) in parts.enumerated() {
            let call = BotCall.message(part, keyboard: index == parts.count - 1 ? keyboard : [])
            replies.append(Reply(call: call, subject: subject))
        }
    }

    /// A button with its text in the person's language.
    func button(_ phrase: BotPhrase, _ button: SupportButton) -> InlineButton {
        InlineButton(BotTexts.text(phrase, memory.language), data: button.data)
    }
}

/// A request to the desk.
enum SupportCommand: Hashable, Sendable {
    case peek(LinkCode)
    case redeem(LinkCode)
    case claim(String)
    case unlink
    /// The first content makes the ticket, each other one a further message of it.
    case create(topic: Topic.ID, subject: String, answers: [FieldValue], [ChatContent])
    case add(ChatContent, to: Ticket.ID)
    case revise(ChatContent, Outgoing.Subject)
    case rate(Ticket.ID, score: Int)
    case addToDraft(OpenDraft, [ChatContent])
}

/// The outcome of a ``SupportCommand``.
enum SupportOutcome: Hashable, Sendable {
    case offered(LinkCode, Service?)
    case redeemed(LinkedChat?)
    case claimed(ClaimOutcome)
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
