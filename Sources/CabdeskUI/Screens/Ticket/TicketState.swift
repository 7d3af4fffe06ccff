public import HelpdeskCore
public import HelpdeskModels

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
