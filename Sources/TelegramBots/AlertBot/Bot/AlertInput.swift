import HelpdeskModels

/// What comes from Telegram, as far as the alert bot cares.
enum AlertInput: Sendable, Hashable {
    case message(AlertChatMessage)
    case press(AlertButtonPress)
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
    /// What the answer names.
    var id: String
    /// Nil if Telegram does not say where the message is.
    var chat: Int64?
    var isPrivate: Bool
    var sender: AlertSender
    /// The button's `callback_data`; comes from outside, whatever the buttons say.
    var data: String
}

/// Who wrote or pressed.
struct AlertSender: Sendable, Hashable {
    /// The Telegram user.
    var id: Int64
    /// First and last name. Foreign text.
    var name: String
    /// What the person's Telegram speaks, where it is a language of ours.
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
