/// What became of a message whose author edited it in Telegram.
package enum TelegramRevision: Hashable, Sendable {
    /// The text is as it was.
    case unchanged
    /// The message has the new text and says that it was edited.
    case revised
    /// The staff has answered the old text, which therefore stays.
    case tooLate
}
