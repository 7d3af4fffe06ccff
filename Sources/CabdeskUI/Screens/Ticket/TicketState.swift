public import HelpdeskCore
public import HelpdeskModels
public import TerminalKit

/// An open ticket: its conversation, laid out for the window, and the reply that is being written.
public struct TicketState: Equatable, Sendable {
    public let id: Ticket.ID
    public var conversation: Conversation?
    /// Whether the store has answered; a conversation that is nil then is gone.
    public var isLoaded = false
    /// The conversation as drawn, one element a line.
    var lines: [ConversationLine] = []
    /// The first line that is shown.
    public var scroll = 0
    public var reply: ReplyState?
    /// Whether quotes are shown whole.
    public var showsQuotes = false
    /// Up to when the conversation had been read when it was opened: where what is new begins, until it is left.
    var newSince: Timestamp?
    /// Up to when it was marked as read here.
    var markedUpTo: Timestamp?
    /// Opened from the form that is being filled in: going back leads there.
    var returnsToForm = false
    /// Marked unread by hand: then being open does not make it read again.
    public var isKeptUnread = false

    public init(id: Ticket.ID) {
        self.id = id
    }

    /// All files of the conversation, oldest first.
    public var attachments: [Attachment] {
        conversation?.messages.flatMap(\.message.attachments) ?? []
    }
}

/// A reply or an internal note that is being written below the conversation.
public struct ReplyState: Equatable, Sendable {
    public var draft: Draft
    public var editor: TextEditor
    /// Handed to the store, not yet taken.
    public var isSending = false
    /// Whether it may leave without the file that it speaks of.
    var isConfirmed = false
    /// How often the store was asked for what was begun of this kind and has not answered; only the last answer counts.
    var awaitedAnswers = 0
    /// Up to when the author knows the conversation: what was there when the box opened, and what was on the screen since.
    /// Nil until the conversation is there.
    var knownUpTo: Timestamp?

    public init(draft: Draft) {
        self.draft = draft
        editor = TextEditor(draft.text)
    }
}
