/// What comes of an input: what to remember, to say and to ask the desk for.
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
