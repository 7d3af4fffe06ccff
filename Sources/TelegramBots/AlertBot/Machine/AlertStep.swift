/// The result of an input: what to remember and to say.
struct AlertStep: Sendable, Hashable {
    var state: AlertState
    /// In the order in which they are sent.
    var messages: [AlertMessage]
}

/// A message that the alert bot sends.
struct AlertMessage: Sendable, Hashable {
    enum Content: Sendable, Hashable {
        /// Plain text.
        case text(String, buttons: [[AlertButton]])
        /// A file that somebody sent to the bot, for somebody else.
        case file(AlertFile, caption: String)
        /// The text that the person who pressed a button sees at once (Bot API, answerCallbackQuery).
        case answer(String, String, isAlert: Bool)
    }

    /// A note with the message's place in the outbox, where its fate is looked up.
    enum Record: Sendable, Hashable {
        case page(StepTaken)
        /// A notice of a broadcast; `name` is what the staff call the recipient.
        case notice(broadcast: Int64, name: String)
    }

    /// The consequence if the message can never be queued.
    enum Failure: Sendable, Hashable {
        /// The step as a whole fails.
        case undo
        /// It is noted under this name, for the log and those on duty, and stops nothing else of the step.
        case note(String)
        /// Nothing: a notice of a notice that failed would never end.
        case ignore
    }

    var chat: Int64
    var content: Content
    /// Queued once for good, however often it is sent; nil for what may be sent again.
    var key: String?
    /// Sent no more after this many seconds in the queue; nil for no limit.
    var lifetime: Int?
    var record: Record?
    var failure = Failure.undo
}

extension AlertMessage {
    /// The calls for the outbox; the last one stands for the message. One whose fate is unknown goes out again: twice is
    /// better than never.
    var calls: [Outgoing] {
        switch content {
        case .text(let text, let buttons):
            let keyboard = buttons.map { row in row.map { InlineButton($0.label, data: $0.press.data) } }
            let parts = FormattedText(text).parts()
            return parts.enumerated().map { index, part in
                let isLast = index == parts.count - 1
                return outgoing(.message(part, keyboard: isLast ? keyboard : []), key: isLast ? key : nil)
            }
        case .file(let file, let caption):
            let method: BotCall.Method =
                switch file.kind {
                case .photo: .sendPhoto
                case .voice: .sendVoice
                case .video: .sendVideo
                case .document: .sendDocument
                }
            let caption = JSON.string(caption.prefix(units: FormattedText.captionLimit))
            return [outgoing(BotCall(method, [file.kind.rawValue: .string(file.id), "caption": caption]), key: key)]
        case .answer(let press, let text, let isAlert):
            var call = BotCall(.answerCallbackQuery, ["callback_query_id": .string(press)])
            if !text.isEmpty { call["text"] = .string(text.prefix(units: BotCall.answerLimit)) }
            if isAlert { call["show_alert"] = true }
            return [outgoing(call, key: key)]
        }
    }

    private func outgoing(_ call: BotCall, key: String?) -> Outgoing {
        Outgoing(to: chat, call, key: key, lifetime: lifetime)
    }
}
