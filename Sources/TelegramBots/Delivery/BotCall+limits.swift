extension BotCall {
    /// Whether Telegram's limits of sending count the call.
    var isCounted: Bool {
        switch method {
        case .sendMessage, .sendPhoto, .sendDocument, .sendVoice, .sendVideo, .sendMediaGroup, .editMessageText,
            .editMessageReplyMarkup:
            true
        default: false
        }
    }
}
