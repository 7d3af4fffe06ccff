import TerminalKit

extension AppState {
    /// What lies between the tab bar and the two lines at the bottom.
    var bodyRect: Rect { Rect(row: 1, column: 0, rows: max(0, size.rows - 3), columns: size.columns) }

    /// The parts of an open ticket from top to bottom.
    var ticketRects: (header: Rect, conversation: Rect, reply: Rect) {
        let (header, rest) = bodyRect.split(top: 3)
        guard ticket?.reply != nil else { return (header, rest, Rect(row: 0, column: 0, rows: 0, columns: 0)) }
        let (conversation, reply) = rest.split(bottom: max(6, rest.rows / 3))
        return (header, conversation, reply)
    }

    /// How wide the text of a reply is.
    var replyColumns: Int { max(1, ticketRects.reply.columns - 4) }

    /// How wide a conversation's text is; long lines read badly, so it stops growing.
    var conversationColumns: Int { max(20, min(size.columns - 5, 110)) }
}
