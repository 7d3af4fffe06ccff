public import HelpdeskCore
public import TerminalKit

/// A reply or an internal note that is being written below the conversation.
public struct ReplyState: Equatable, Sendable {
    public var draft: Draft
    public var editor: TextEditor
    /// Handed to the store, not yet taken.
    public var isSending = false
    /// How often the store was asked for what was begun of this kind and has not answered; only the last answer counts.
    var awaitedAnswers = 0

    public init(draft: Draft) {
        self.draft = draft
        editor = TextEditor(draft.text)
    }
}
