import HelpdeskCore
import HelpdeskModels
import TerminalKit

/// Turns a conversation into lines: days, who wrote when, texts wrapped to the window, files, and what is unsent.
struct ConversationLayout {
    let conversation: Conversation
    let me: User.ID?
    let strings: Strings
    let columns: Int

    private enum Entry {
        case message(ConversationMessage)
        case event(Event)

        var time: Timestamp {
            switch self {
            case .message(let message): message.message.created
            case .event(let event): event.created
            }
        }
    }

    func lines() -> [ConversationLine] {
        var lines: [ConversationLine] = []
        var day: String?
        var isUnreadMarked = false
        for entry in entries {
            let entryDay = strings.day(entry.time)
            if entryDay != day {
                day = entryDay
                lines.append(ConversationLine(.day, entryDay, "text.dim"))
            }
            switch entry {
            case .event(let event):
                lines.append(ConversationLine(.event, strings.sentence(for: event), "text.dim"))
            case .message(let message):
                if !isUnreadMarked, isUnread(message) {
                    isUnreadMarked = true
                    lines.append(ConversationLine(.unreadLine, strings[.unreadLine], "banner.info"))
                }
                lines += self.lines(of: message)
            }
        }
        for transition in conversation.transitions {
            lines.append(
                ConversationLine(.delivery, strings.sentence(for: transition), role(of: transition.delivery)))
        }
        return lines
    }

    /// Messages and the events that say more than a message does, in order of time; what is unsent stays last.
    private var entries: [Entry] {
        let sent = conversation.messages.filter { $0.delivery == nil }.map(Entry.message)
        let told = conversation.events.filter { $0.kind != .created && $0.kind != .answered }.map(Entry.event)
        let unsent = conversation.messages.filter { $0.delivery != nil }.map(Entry.message)
        let inOrder = (sent + told).enumerated().sorted {
            ($0.element.time, $0.offset) < ($1.element.time, $1.offset)
        }
        return inOrder.map(\.element) + unsent
    }

    private func isUnread(_ message: ConversationMessage) -> Bool {
        guard message.delivery == nil, message.message.author.id != me else { return false }
        return conversation.readUpTo.map { message.message.created > $0 } ?? true
    }

    private func lines(of entry: ConversationMessage) -> [ConversationLine] {
        let message = entry.message
        let side = self.side(of: message)
        var heading = [
            ConversationLine.Segment(text: Sanitizer.visible(message.author.name), role: side),
            ConversationLine.Segment(text: "  \(strings.time(message.created))", role: "text.dim"),
        ]
        if message.origin == .telegram { heading.append(.init(text: "  Telegram", role: "text.dim")) }
        if message.isInternal { heading.append(.init(text: "  \(strings[.internalNote])", role: "message.internal")) }
        if let delivery = entry.delivery {
            heading.append(.init(text: "  \(strings.sentence(for: delivery))", role: role(of: delivery)))
        }
        var lines = [ConversationLine(.author, side: side, heading)]
        for line in TextWrap.lines(Sanitizer.visibleLines(message.text), columns: columns) {
            let isQuote = line.hasPrefix(">")
            lines.append(
                ConversationLine(isQuote ? .quote : .text, side: side, String(line), isQuote ? "text.dim" : "text"))
        }
        for file in message.attachments {
            let size = strings.size(file.size)
            let name = Sanitizer.visible(file.name).truncated(to: max(1, columns - DisplayWidth.of(size) - 4))
            lines.append(ConversationLine(.attachment, side: side, "▪ \(name)  \(size)", "attachment"))
        }
        lines.append(ConversationLine(.blank))
        return lines
    }

    private func side(of message: Message) -> Role {
        if message.isInternal { return "message.internal" }
        return message.author.role.isStaff ? "message.agent" : "message.customer"
    }

    private func role(of delivery: Delivery) -> Role {
        if case .failed = delivery { "message.failed" } else { "message.queued" }
    }
}

extension AppState {
    /// Lays the open conversation out anew, after it, the window or the language changed.
    mutating func layOutTicket() {
        guard let conversation = ticket?.conversation else { return }
        let layout = ConversationLayout(
            conversation: conversation, me: desk.me?.user.id, strings: strings, columns: conversationColumns)
        ticket?.lines = layout.lines()
    }
}
