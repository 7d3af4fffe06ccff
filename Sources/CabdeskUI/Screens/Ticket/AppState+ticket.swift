import HelpdeskCore
import HelpdeskModels
import TerminalKit

extension AppState {
    mutating func ticketChanged(_ message: AppMessage) -> [Effect] {
        switch message {
        case .conversationLoaded(let id, let conversation):
            guard ticket?.id == id else { return [] }
            return conversationLoaded(conversation)
        case .replyQueued(let draft, _):
            guard ticket?.reply?.draft.id == draft else { return [] }
            ticket?.reply = nil
            notice = .done(.replyQueued)
            layOutTicket()
            ticket?.scroll = .max
            clampTicketScroll()
        case .transitionQueued(let kind):
            notice = .done(kind == .resolved ? .ticketResolved : .ticketReopened)
        case .attachmentSaved(let path):
            notice = .done(.attachmentSaved(path))
        case .attachmentNotSaved(_, let error):
            notice = .failed(.error(error))
        default: break
        }
        return []
    }

    private mutating func conversationLoaded(_ conversation: Conversation?) -> [Effect] {
        let isFirst = ticket?.isLoaded == false
        let wasAtEnd = ticket.map { $0.scroll >= lastTicketScroll } ?? false
        ticket?.conversation = conversation
        ticket?.isLoaded = true
        layOutTicket()
        guard let ticket, let conversation else { return [] }
        if isFirst {
            // Opens at what is new, else at the end.
            self.ticket?.scroll = ticket.lines.firstIndex { $0.kind == .unreadLine } ?? .max
        } else if wasAtEnd {
            self.ticket?.scroll = .max
        }
        clampTicketScroll()
        guard conversation.ticket.isUnread, let last = conversation.messages.last(where: { $0.delivery == nil })
        else { return [] }
        return [.markRead(conversation.ticket.id, upTo: last.message.created)]
    }

    mutating func performOnTicket(_ action: Action) -> [Effect] {
        guard let open = ticket else { return [] }
        let page = max(1, conversationRows - 1)
        switch action {
        case .up: ticket?.scroll -= 1
        case .down: ticket?.scroll += 1
        case .pageUp: ticket?.scroll -= page
        case .pageDown: ticket?.scroll += page
        case .first: ticket?.scroll = 0
        case .last: ticket?.scroll = .max
        case .back:
            ticket = nil
            return visibleRowsEffects(reload: true)
        case .reply: return startReply()
        case .resolve: return [.queueTransition(.resolved, open.id)]
        case .reopen: return [.queueTransition(.reopened, open.id)]
        case .saveAttachment:
            if let only = open.attachments.first, open.attachments.count == 1 {
                overlays.append(.path(PathState(purpose: .save(only), text: downloadDirectory)))
            } else {
                overlays.append(.files(FileListState(files: open.attachments)))
            }
        case .attach:
            guard let reply = open.reply else { return [] }
            overlays.append(.path(PathState(purpose: .attach(reply.draft.id), text: "")))
        case .removeFile:
            guard let file = ticket?.reply?.draft.files.popLast() else { return [] }
            notice = .done(.fileRemoved(file.name))
            return saveReplyDraft()
        case .leaveText:
            // What was typed stays on disk and is there again at the next reply.
            ticket?.reply = nil
            notice = open.reply.map { $0.draft.isBlank } ?? true ? nil : .done(.draftKept)
        case .send: return sendReply()
        default: break
        }
        clampTicketScroll()
        return []
    }

    private mutating func startReply() -> [Effect] {
        guard let ticket, ticket.reply == nil else { return [] }
        self.ticket?.reply = ReplyState(draft: Draft(ticket: ticket.id, updated: now))
        clampTicketScroll()
        return [.loadDraft(ticket.id)]
    }

    mutating func replyDraftLoaded(_ draft: Draft?) -> [Effect] {
        guard let draft, let ticket, draft.ticket == ticket.id, !draft.isBlank else { return [] }
        // Never over something that is already being typed.
        if let reply = ticket.reply, !reply.draft.isBlank { return [] }
        self.ticket?.reply = ReplyState(draft: draft)
        return []
    }

    private mutating func sendReply() -> [Effect] {
        guard let reply = ticket?.reply, !reply.isSending else { return [] }
        let violations = limits.violations(inText: reply.draft.text, attachmentCount: reply.draft.files.count)
        if let first = violations.first {
            notice = .failed(.violation(first, label: nil))
            return []
        }
        ticket?.reply?.isSending = true
        return [.queueReply(reply.draft)]
    }

    mutating func typedIntoReply(_ key: Key) -> [Effect] {
        let columns = replyColumns
        guard ticket?.reply?.editor.handle(key, columns: columns) == true else { return [] }
        return replyTextChanged()
    }

    mutating func pastedIntoReply(_ text: String) -> [Effect] {
        ticket?.reply?.editor.insert(text)
        return replyTextChanged()
    }

    private mutating func replyTextChanged() -> [Effect] {
        guard let text = ticket?.reply?.editor.text, text != ticket?.reply?.draft.text else { return [] }
        ticket?.reply?.draft.text = text
        return saveReplyDraft()
    }

    mutating func saveReplyDraft() -> [Effect] {
        guard ticket?.reply != nil else { return [] }
        let now = now
        ticket?.reply?.draft.updated = now
        return ticket?.reply.map { [.saveDraft($0.draft)] } ?? []
    }

    /// The rows that the conversation has, without its header and a reply.
    var conversationRows: Int { max(1, ticketRects.conversation.rows) }

    var lastTicketScroll: Int { max(0, (ticket?.lines.count ?? 0) - conversationRows) }

    mutating func clampTicketScroll() {
        guard let scroll = ticket?.scroll else { return }
        let last = lastTicketScroll
        ticket?.scroll = min(max(0, scroll), last)
    }
}
