import HelpdeskModels

/// An event that the alert bot responds to.
enum AlertInput: Sendable, Hashable {
    /// Something whose time has come; each stands for itself, so that one that fails stops no other.
    enum Due: Sendable, Hashable {
        /// Somebody in this chat wrote and chose nothing in time.
        case decision(chat: Int64)
        /// The next step of an incident.
        case step(incident: Int64)
        /// An incident pages and its latest step may have reached nobody.
        case unreachable(incident: Int64)
        /// The person who took an incident is to hear what came in since.
        case news(incident: Int64)
        /// The result of a broadcast about an incident.
        case result(broadcast: Int64, of: Int64)

        /// The name under which a failure of it is noted.
        var name: String {
            switch self {
            case .decision(let chat): "what \(chat) wrote"
            case .step(let incident), .unreachable(let incident): "the next step of incident \(incident)"
            case .news(let incident): "the news of incident \(incident)"
            case .result(_, let incident): "the result of a notice of incident \(incident)"
            }
        }
    }

    case message(AlertChatMessage)
    case press(AlertButtonPress)
    case due(Due)
    /// The desk made this ticket of the question.
    case ticket(Int64, of: AlertQuestion)
    /// The desk makes no ticket of the question.
    case refused(AlertQuestion, reason: String)
    /// A message cannot be processed; with its chat, if that is known.
    case setAside(chat: Int64?)
    /// Something went wrong with the bot itself, of which those on duty have to hear.
    case warning(DutyPhrase)
}

extension AlertInput {
    /// The chat that shows by this input that it has not shut the bot out, whatever was known before.
    var openChat: Int64? {
        switch self {
        case .message(let message): !message.isPrivate || message.sender != nil ? message.chat : nil
        case .press(let press):
            switch AlertPress(press.data) {
            case .choose, .speak: press.isPrivate ? press.chat : nil
            case .acknowledge, .resolve, .reopen, nil: nil
            }
        case .due, .ticket, .refused, .setAside, .warning: nil
        }
    }

    /// The chats whose people it is about, besides those of reports and of the duty list.
    var chats: [Int64] {
        switch self {
        case .message(let message): [message.chat]
        case .press(let press): [press.chat, press.sender.id].compactMap(\.self)
        case .due(.decision(let chat)): [chat]
        case .ticket(_, let question), .refused(let question, _): [question.chat]
        case .setAside(let chat): [chat].compactMap(\.self)
        case .due, .warning: []
        }
    }

    /// The incidents that it names, which may be over.
    ///
    /// - Parameter bot: the bot's user name, which a command may carry.
    func incidents(bot: String?) -> [Int64] {
        switch self {
        case .message(let message):
            switch AlertCommand(message.text, bot: bot) {
            case .incident(let number), .tell(let number, _): [number]
            case .merge(let number, let other): [number, other]
            case .start, .help, .status, .language, .onDuty, .incidents, .split, .incomplete, .unknown, nil: []
            }
        case .press(let press):
            switch AlertPress(press.data) {
            case .acknowledge(let number), .resolve(let number), .reopen(let number): [number]
            case .choose, .speak, nil: []
            }
        case .due(.step(let number)), .due(.unreachable(let number)), .due(.news(let number)): [number]
        case .due(.decision), .due(.result), .ticket, .refused, .setAside, .warning: []
        }
    }
}

/// A message in a chat with the bot.
struct AlertChatMessage: Sendable, Hashable {
    var chat: Int64
    var isPrivate: Bool
    /// Nil where Telegram names nobody.
    var sender: AlertSender?
    /// The text or a caption. Foreign text.
    var text: String
    /// Whether there is a photo, a voice message or another file.
    var hasFile = false
    /// The file, if it is of a kind that can be passed on.
    var file: AlertFile?
}

/// A press of a button of one of the bot's messages.
struct AlertButtonPress: Sendable, Hashable {
    /// The id that the answer names.
    var id: String
    /// Nil if Telegram does not say where the message is.
    var chat: Int64?
    var isPrivate: Bool
    var sender: AlertSender
    /// The button's `callback_data`; comes from outside, whatever the buttons say.
    var data: String
}

/// The person who wrote or pressed.
struct AlertSender: Sendable, Hashable {
    /// The Telegram user.
    var id: Int64
    /// First and last name. Foreign text.
    var name: String
    /// The language of the person's Telegram, if it is one of ours.
    var language: Language?
    /// Whether an administrator of a group writes in the group's name, so that nobody knows who it is.
    var isAnonymous = false
}

extension AlertInput {
    /// Nil for updates that say nothing to this bot: service messages, changes of membership, and edits. Those on duty
    /// have read the first words; what else there is to say is written again.
    init?(_ update: BotUpdate) {
        if let message = update.message {
            let file = message.file.flatMap { $0.kind == .sticker ? nil : $0 }
            let text = message.writtenText
            // Somebody who sends a sticker is asked what happened.
            let isSomething = file != nil || !text.isEmpty || message.sticker != nil || message.isUnreadable
            guard isSomething, message.chat.type != .channel else { return nil }
            self = .message(
                AlertChatMessage(
                    chat: message.chat.id, isPrivate: message.chat.type == .private,
                    sender: message.from.map { AlertSender($0, senderChat: message.senderChat) }, text: text,
                    hasFile: file != nil, file: file.flatMap { AlertFile($0.kind, $0.file) }))
        } else if let query = update.callbackQuery {
            self = .press(
                AlertButtonPress(
                    id: query.id, chat: query.message?.chat.id, isPrivate: query.message?.chat.type == .private,
                    sender: AlertSender(query.from, senderChat: nil), data: query.data ?? ""))
        } else {
            return nil
        }
    }
}

extension AlertSender {
    fileprivate init(_ user: BotUser, senderChat: BotChat?) {
        self.init(
            id: user.id, name: user.name, language: BotTexts.language(ofTag: user.languageCode),
            isAnonymous: senderChat != nil || user.id == BotUser.anonymousAdministrator)
    }
}

extension AlertFile {
    /// Nil for the kinds that go no further: a note tells of them.
    fileprivate init?(_ kind: BotMessage.FileKind, _ file: BotFile) {
        guard let kind = Kind(rawValue: kind.rawValue) else { return nil }
        self.init(kind: kind, id: file.fileId)
    }
}
