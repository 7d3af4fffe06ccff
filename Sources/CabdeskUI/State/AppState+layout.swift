import TerminalKit

extension AppState {
    /// From this width on, the list and a ticket stand side by side.
    static let wideColumns = 120

    var isWide: Bool { size.columns >= Self.wideColumns }

    /// The room between the tab bar and the two lines at the bottom.
    var bodyRect: Rect { Rect(row: 1, column: 0, rows: max(0, size.rows - 3), columns: size.columns) }

    /// The list of tickets: the left side of a wide window, else everything.
    var listRect: Rect { isWide ? bodyRect.split(left: size.columns / 2).left : bodyRect }

    /// A ticket: the right side of a wide window, one column off the list, else everything.
    var ticketRect: Rect { isWide ? bodyRect.split(left: listRect.columns + 1).rest : bodyRect }

    /// The ticket that is drawn: the open one, or in a wide window the selected one.
    var shownTicket: TicketState? { ticket ?? (isWide ? preview : nil) }

    /// The parts of a ticket from top to bottom.
    var ticketRects: (header: Rect, conversation: Rect, reply: Rect) {
        let (header, rest) = ticketRect.split(top: 3)
        guard ticket?.reply != nil else { return (header, rest, Rect(row: 0, column: 0, rows: 0, columns: 0)) }
        // In the smallest window, too, some of the conversation stays visible.
        let (conversation, reply) = rest.split(bottom: min(max(6, rest.rows / 3), max(3, rest.rows - 2)))
        return (header, conversation, reply)
    }

    /// How wide the text of a reply is.
    var replyColumns: Int { max(1, ticketRects.reply.columns - 4) }

    /// How wide a conversation's text is; long lines read badly, so it stops growing.
    var conversationColumns: Int { max(20, min(ticketRect.columns - 5, 110)) }
}
