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

    init(_ kind: Kind, side: Role? = nil, _ segments: [Segment] = []) {
        self.kind = kind
        self.side = side
        self.segments = segments
    }

    init(_ kind: Kind, side: Role? = nil, _ text: String, _ role: Role) {
        self.init(kind, side: side, [Segment(text: text, role: role)])
    }
}
