import HelpdeskModels
import TerminalKit

/// One line of a conversation as drawn.
struct ConversationLine: Equatable, Sendable {
    enum Kind: Equatable, Sendable {
        case blank, day, event, unreadLine, author, text, quote, attachment, delivery, draft
    }

    /// A run of text in one style.
    struct Segment: Equatable, Sendable {
        let text: String
        let role: Role
    }

    let kind: Kind
    /// The bar at the left edge that tells the side: customer, agent or internal; nil for none.
    let side: Role?
    let segments: [Segment]
    /// The file of an attachment's line.
    var file: Attachment.ID?
    /// Whether an unread message begins here.
    var beginsUnread = false
    /// Up to when the conversation is read by who has seen this line: the last of a message.
    var readUpTo: Timestamp?

    init(_ kind: Kind, side: Role? = nil, _ segments: [Segment] = []) {
        self.kind = kind
        self.side = side
        self.segments = segments
    }

    init(_ kind: Kind, side: Role? = nil, _ text: String, _ role: Role) {
        self.init(kind, side: side, [Segment(text: text, role: role)])
    }
}
