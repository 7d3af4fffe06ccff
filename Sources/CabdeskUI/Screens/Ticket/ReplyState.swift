public import HelpdeskCore
public import TerminalKit

/// A reply or an internal note that is being written below the conversation.
public struct ReplyState: Equatable, Sendable {
    public var draft: Draft
    public var editor: TextEditor
    /// Handed to the store, not yet taken.
    public var isSending = false
    /// Whether the store was not heard yet of a draft of this kind that there may be.
    var awaitsDraft = false

    public init(draft: Draft) {
        self.draft = draft
        editor = TextEditor(draft.text)
    }
}
