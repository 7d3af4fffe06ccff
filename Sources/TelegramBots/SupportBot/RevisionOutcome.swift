/// What became of a message that was edited in Telegram.
public enum RevisionOutcome: Hashable, Sendable {
    /// The text is as it was.
    case unchanged
    /// The message has the new text and says that it was edited.
    case revised
    /// Somebody has answered the old text, which therefore stays.
    case tooLate
}
