import HelpdeskModels

extension AlertInput {
    /// Nil for updates that say nothing to this bot: edits, service messages, changes of membership.
    init?(_ update: BotUpdate) {
        if let message = update.message {
            let hasFile =
                message.photo != nil || message.document != nil || message.voice != nil || message.audio != nil
                || message.video != nil || message.videoNote != nil || message.animation != nil
            let text = message.text ?? message.caption ?? ""
            guard hasFile || !text.isEmpty, message.chat.type != .channel else { return nil }
            self = .message(
                AlertChatMessage(
                    chat: message.chat.id, isPrivate: message.chat.type == .private,
                    sender: message.from.map { AlertSender($0, senderChat: message.senderChat) }, text: text,
                    hasFile: hasFile))
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
