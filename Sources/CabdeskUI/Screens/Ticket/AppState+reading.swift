import HelpdeskCore
import HelpdeskModels
import TerminalKit

/// Marks messages of the open ticket as read: those that were on the screen, and no others.
extension AppState {
    /// Marks as read what is on the screen now.
    mutating func markSeen() -> [Effect] {
        guard tab == .tickets, let ticket, !ticket.isKeptUnread, let conversation = ticket.conversation,
            conversation.ticket.isUnread, let seen = seenUpTo, ticket.markedUpTo.map({ seen > $0 }) ?? true
        else { return [] }
        // The mark at the end also settles a ticket that is unread by a message which is not there any more.
        let isEnd = seen == conversation.messages.last { $0.delivery == nil }?.message.created
        guard isEnd || conversation.readUpTo.map({ seen > $0 }) ?? true else { return [] }
        self.ticket?.markedUpTo = seen
        return [.write(.markRead(ticket.id, upTo: seen))]
    }

    /// How many unread messages begin below the lines that are shown.
    var unreadBelow: Int {
        guard let ticket, !ticket.isKeptUnread else { return 0 }
        return ticket.lines.dropFirst(ticket.scroll + conversationRows).count(where: \.beginsUnread)
    }

    /// Up to when the messages were written whose end is on the screen; nil for none.
    var seenUpTo: Timestamp? {
        guard let ticket else { return nil }
        if isReadAloud { return ticket.conversation?.messages.last { $0.delivery == nil }?.message.created }
        // Messages under a list or a question, or in a window that is too small, have not been seen.
        guard overlays.isEmpty, !isTooSmall else { return nil }
        return ticket.lines.dropFirst(ticket.scroll).prefix(conversationRows).compactMap(\.readUpTo).max()
    }
}

extension TicketState {
    /// Takes in the conversation; the first one says where what is new begins.
    mutating func take(_ conversation: Conversation?) {
        if self.conversation == nil { newSince = conversation?.readUpTo }
        self.conversation = conversation
        isLoaded = true
    }
}
