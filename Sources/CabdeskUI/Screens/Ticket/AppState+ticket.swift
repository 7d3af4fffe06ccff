import HelpdeskCore
import HelpdeskModels
import TerminalKit

extension AppState {
    mutating func ticketChanged(_ message: AppMessage) -> [Effect] {
        switch message {
        case .conversationLoaded(let id, let conversation):
            if ticket?.id == id { return conversationLoaded(conversation) }
            if preview?.id == id { previewLoaded(conversation) }
            return []
        case .replyQueued(let draft, _):
            guard ticket?.reply?.draft.id == draft else { return [] }
            ticket?.reply = nil
            notice = .done(.replyQueued)
            layOutTicket()
            ticket?.scroll = .max
            clampTicketScroll()
        case .transitionQueued(let kind):
            notice = .done(
                kind == .resolved
                    ? .ticketResolved(key: reasonToRate ? bindings.notation(for: .rate, in: .ticket) : nil)
                    : .ticketReopened)
        default: break
        }
        return []
    }

    private mutating func previewLoaded(_ conversation: Conversation?) {
        preview?.take(conversation)
        layOutTicket()
        let last = max(0, (preview?.lines.count ?? 0) - conversationRows)
        preview?.scroll = last
    }

    private mutating func conversationLoaded(_ conversation: Conversation?) -> [Effect] {
        let isFirst = ticket?.isLoaded == false
        let wasAtEnd = ticket.map { $0.scroll >= lastTicketScroll } ?? false
        ticket?.take(conversation)
        layOutTicket()
        guard let ticket, conversation != nil else { return [] }
        if isFirst {
            // Opens at what is new, else at the end.
            self.ticket?.scroll = ticket.lines.firstIndex { $0.kind == .unreadLine } ?? .max
        } else if wasAtEnd {
            self.ticket?.scroll = .max
        }
        clampTicketScroll()
        return []
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
            ticket?.newSince = [open.conversation?.readUpTo, open.markedUpTo].compactMap(\.self).max()
            preview = ticket
            ticket = nil
            layOutTicket()
            return visibleRowsEffects(reload: true) + previewEffects()
        case .reply: return startReply(isInternal: false)
        case .writeNote: return startReply(isInternal: true)
        case .resolve: return [.queueTransition(.resolved, open.id)]
        case .reopen: return [.queueTransition(.reopened, open.id)]
        case .rate: overlays.append(.rating(RatingState(ticket: open.id)))
        case .files: overlays.append(.choices(ChoiceList(.attachment, attachmentItems)))
        case .assign: overlays.append(.choices(ChoiceList(.assignee, assigneeItems)))
        case .move:
            let topic = open.conversation?.ticket.topic.rawValue
            overlays.append(.choices(ChoiceList(.move, topicItems, selected: topic)))
        case .toggleQuotes:
            ticket?.showsQuotes.toggle()
            layOutTicket()
        case .nextUnread: return [.findNextUnread(after: open.id, orItself: false)]
        case .markUnread:
            ticket?.isKeptUnread = true
            return [.markUnread(open.id)]
        case .copyNumber: return copyNumber(open.conversation?.ticket)
        case .recall: return unsentMessage.map { [.recall($0)] } ?? []
        case .retry: return [.retryFailed(open.id)]
        case .discard: ask(.discardFailed)
        case .attach: return open.reply.map { openBrowser(for: $0.draft.id) } ?? []
        case .editExternally: return open.reply.map { [.editExternally($0.draft.id, $0.editor.text)] } ?? []
        case .removeFile:
            if let id = open.reply?.draft.id, let effects = stopArriving(in: id) { return effects }
            guard let file = ticket?.reply?.draft.files.popLast() else { return [] }
            notice = .done(.fileRemoved(file.name))
            return saveReplyDraft()
        case .leaveText:
            // What was typed stays on disk and is there again at the next reply.
            ticket?.reply = nil
            notice = open.reply.flatMap { left($0.draft) }
        case .send: return send(isConfirmed: false)
        default: break
        }
        clampTicketScroll()
        return []
    }

    /// Whether the customer of the open ticket could say how good the help was.
    private var reasonToRate: Bool {
        capabilities.ratings && desk.me?.user.role == .customer && ticket?.conversation?.rating == nil
    }

    /// The newest message that has not left and can be taken back.
    var unsentMessage: Message.ID? {
        ticket?.conversation?.messages.last { message in
            switch message.delivery {
            case nil, .sending: false
            case .queued, .held, .failed: true
            }
        }?.id
    }

    private mutating func startReply(isInternal: Bool) -> [Effect] {
        guard let ticket, ticket.reply == nil else { return [] }
        self.ticket?.reply = ReplyState(draft: Draft(ticket: ticket.id, isInternal: isInternal, updated: now))
        clampTicketScroll()
        return [.loadDraft(ticket.id)]
    }

    mutating func replyDraftLoaded(_ draft: Draft?) -> [Effect] {
        guard let draft, let ticket, draft.ticket == ticket.id, !draft.isBlank else { return [] }
        // Never over something that is already being typed.
        if let reply = ticket.reply, !isUnused(reply.draft) { return [] }
        self.ticket?.reply = ReplyState(draft: draft)
        return []
    }

    mutating func sendReply(isConfirmed: Bool) -> [Effect] {
        guard let reply = ticket?.reply, !reply.isSending else { return [] }
        let violations = limits.violations(inText: reply.draft.text, attachmentCount: fileCount(of: reply.draft))
        if let first = violations.first {
            notice = .failed(.violation(first, label: nil))
            return []
        }
        if !isConfirmed, asksForAttachment(reply.draft) { return [] }
        if waitsForFiles(reply.draft.id) { return [] }
        ticket?.reply?.isSending = true
        return [.queueReply(reply.draft)]
    }

    mutating func typedIntoReply(_ key: Key) -> [Effect] {
        if isHandedOver { return [] }
        let columns = replyColumns
        guard ticket?.reply?.editor.handle(key, columns: columns) == true else { return [] }
        return replyTextChanged(byHand: true)
    }

    mutating func pastedIntoReply(_ text: String) -> [Effect] {
        if isHandedOver { return [] }
        if let draft = ticket?.reply?.draft.id, let paths = DroppedPaths(text) {
            return bring([.attachDropped(paths, text: text, draft: draft)])
        }
        ticket?.reply?.editor.insert(text)
        return replyTextChanged(byHand: true)
    }

    mutating func replyTextChanged(byHand isByHand: Bool = false) -> [Effect] {
        guard let reply = ticket?.reply, reply.editor.text != reply.draft.text else { return [] }
        ticket?.reply?.draft.text = reply.editor.text
        if isByHand { wroteOn(in: reply.draft.id) }
        return saveReplyDraft()
    }

    /// Asks once whether a file was forgotten; true if the question is open now.
    mutating func asksForAttachment(_ draft: Draft) -> Bool {
        guard draft.files.isEmpty, !isArriving(in: draft.id), MentionsAttachment.check(draft.text) else { return false }
        ask(.forgottenAttachment)
        return true
    }

    mutating func saveReplyDraft() -> [Effect] {
        guard ticket?.reply != nil else { return [] }
        let now = now
        ticket?.reply?.draft.updated = now
        return ticket?.reply.map { [.saveDraft($0.draft)] } ?? []
    }

    /// The rows that the conversation has, without its header and a reply.
    var conversationRows: Int { max(1, ticketRects.conversation.rows) }

    var lastTicketScroll: Int { max(0, (shownTicket?.lines.count ?? 0) - conversationRows) }

    mutating func clampTicketScroll() {
        guard let scroll = ticket?.scroll else { return }
        let last = lastTicketScroll
        ticket?.scroll = min(max(0, scroll), last)
    }
}
