import HelpdeskCore
import HelpdeskModels
import TerminalKit

extension AppState {
    mutating func replyQueued(_ draft: Draft.ID) {
        guard let reply = ticket?.reply, reply.draft.id == draft else { return }
        ticket?.reply = nil
        notice = .done(reply.draft.kind.isNote ? .noteQueued : .replyQueued)
        layOutTicket()
        ticket?.scroll = .max
        clampTicketScroll()
    }

    mutating func transitionQueued(_ kind: NewEvent.Kind) {
        // What was queued stands at the end.
        ticket?.scroll = .max
        clampTicketScroll()
        notice = .done(
            kind == .resolved
                ? .ticketResolved(key: reasonToRate ? bindings.notation(for: .rate, in: .ticket) : nil)
                : .ticketReopened)
    }

    mutating func previewLoaded(_ conversation: Conversation?) {
        preview?.take(conversation)
        layOutTicket()
        let last = max(0, (preview?.lines.count ?? 0) - conversationRows)
        preview?.scroll = last
    }

    mutating func conversationLoaded(_ conversation: Conversation?) {
        let isFirst = ticket?.isLoaded == false
        let wasAtEnd = ticket.map { $0.scroll >= lastTicketScroll } ?? false
        ticket?.take(conversation)
        noteKnownMessages()
        layOutTicket()
        guard let ticket, conversation != nil else { return }
        if isFirst {
            // Opens at what is new, else at the end.
            self.ticket?.scroll = ticket.lines.firstIndex { $0.kind == .unreadLine } ?? .max
        } else if wasAtEnd {
            self.ticket?.scroll = .max
        }
        clampTicketScroll()
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
            preview?.reply = nil
            ticket = nil
            if open.returnsToForm { tab = .create }
            layOutTicket()
            return visibleRowsEffects(reload: true) + previewEffects()
        case .reply: return write(.reply(open.id))
        case .writeNote: return write(.note(open.id))
        case .resolve: overlays.append(.why(WhyState(open.id, .resolved)))
        case .reopen: overlays.append(.why(WhyState(open.id, .reopened)))
        case .rate: overlays.append(.rating(RatingState(ticket: open.id)))
        case .files: overlays.append(.choices(ChoiceList(.attachment, attachmentItems)))
        case .take: return take(open.conversation?.ticket)
        case .assign: overlays.append(.choices(ChoiceList(.assignee, assigneeItems)))
        case .move:
            let topic = open.conversation?.ticket.topic.rawValue
            overlays.append(.choices(ChoiceList(.move, topicItems, selected: topic)))
        case .prioritise: return prioritise(open.conversation?.ticket)
        case .merge: return [.read(.mergeCandidates(open.id))]
        case .open: return open.conversation?.ticket.mergedInto.map { openTicket($0) } ?? []
        case .toggleQuotes:
            ticket?.showsQuotes.toggle()
            layOutTicket()
        case .nextUnread: return [.read(.nextUnread(after: open.id, orItself: false))]
        case .markUnread:
            ticket?.isKeptUnread = true
            return [.write(.markUnread(open.id))]
        case .copyNumber: return copyNumber(open.conversation?.ticket)
        case .recall: return unsent.map { [.write($0)] } ?? []
        case .retry: return [.write(.retryFailed(open.id))]
        case .discard: ask(.discardFailed)
        case .attach: return open.reply.map { openBrowser(for: $0.draft.id) } ?? []
        case .editExternally: return open.reply.map { editExternally($0.draft) } ?? []
        case .removeFile: return removeFile()
        case .insertCannedReply: showCannedReplies()
        case .keepCannedReply: nameCannedReply()
        case .leaveText:
            // The text stays on disk, and the next reply begins with it.
            ticket?.reply = nil
            notice = open.reply.flatMap { noticeOnLeaving($0.draft) }
            layOutTicket()
        case .send: return send(isConfirmed: false)
        // No key, click or menu of a ticket asks for anything else.
        default: break
        }
        clampTicketScroll()
        return []
    }

    /// Whether the customer of the open ticket could say how good the help was.
    private var reasonToRate: Bool {
        capabilities.ratings && desk.me?.user.role == .customer && ticket?.conversation?.rating == nil
    }

    /// Takes back what was done last in the open ticket and has not left: a message or a change; nil for nothing.
    var unsent: Effect.Write? {
        func isHere(_ delivery: Delivery?) -> Bool {
            switch delivery {
            case nil, .sending: false
            case .queued, .held, .failed: true
            }
        }
        let message = ticket?.conversation?.messages.last { isHere($0.delivery) }
        let change = ticket?.conversation?.transitions.last { isHere($0.delivery) }
        // A change and its word of why were made at once, and the change stands for both.
        if let change, message.map({ $0.id.madeAt <= change.id.madeAt }) ?? true {
            return .undoTransition(change.id)
        }
        return message.map { .recall($0.id) }
    }

    /// Opens the box for a reply or a note, and asks the store for what was begun of that kind.
    mutating func write(_ kind: Draft.Kind) -> [Effect] {
        guard let open = ticket, open.reply == nil else { return [] }
        let wasAtEnd = open.scroll >= lastTicketScroll
        showReply(newDraft(kind))
        ticket?.reply?.awaitedAnswers = 1
        layOutTicket()
        // The newest message is what is answered.
        if wasAtEnd { ticket?.scroll = .max }
        clampTicketScroll()
        return [.write(.loadDraft(kind))]
    }

    /// Goes on with what was begun. What was typed ahead of it stands at its end, as if it had been there at once.
    mutating func replyDraftLoaded(_ kind: Draft.Kind, _ draft: Draft?) -> [Effect] {
        guard let reply = ticket?.reply, reply.draft.kind == kind, reply.awaitedAnswers > 0 else { return [] }
        ticket?.reply?.awaitedAnswers -= 1
        guard reply.awaitedAnswers == 1, var draft, draft.id != reply.draft.id, !draft.isBlank, !reply.isSending else {
            return []
        }
        if canGiveWay(reply, to: draft) {
            showReply(draft)
            return []
        }
        // With files of its own it is another draft, and the list of drafts has both.
        guard reply.draft.files.isEmpty, !drafting.isArriving(in: reply.draft.id) else { return [] }
        draft.text += (draft.text.last?.isNewline ?? true ? "" : "\n") + reply.draft.text
        showReply(draft)
        notice = .done(.draftJoined)
        return saveReplyDraft() + [.write(.discardDraft(reply.draft.id))]
    }

    /// Asks for what was begun once more, as it changed after the store was asked.
    mutating func askAgain() -> [Effect] {
        guard let reply = ticket?.reply, reply.awaitedAnswers > 0 else { return [] }
        ticket?.reply?.awaitedAnswers += 1
        return [.write(.loadDraft(reply.draft.kind))]
    }

    /// Whether the draft may take the place of what is in the box: nothing was typed there, and it is of the same kind.
    func canGiveWay(_ reply: ReplyState, to draft: Draft) -> Bool {
        reply.draft.id == draft.id || (reply.draft.kind == draft.kind && drafting.isUnused(reply.draft))
    }

    mutating func sendReply(isConfirmed: Bool) -> [Effect] {
        guard let reply = ticket?.reply, !reply.isSending else { return [] }
        let violations = limits.violations(inText: reply.draft.text, attachmentCount: fileCount(of: reply.draft))
        if let first = violations.first {
            notice = .failed(.violation(first, label: nil))
            return []
        }
        let isConfirmed = isConfirmed || reply.isConfirmed
        ticket?.reply?.isConfirmed = isConfirmed
        if holdsBackReply() { return [] }
        if !isConfirmed, asksForAttachment(reply.draft) { return [] }
        if waitsForFiles(reply.draft.id) { return [] }
        ticket?.reply?.isSending = true
        return [.write(.queueReply(reply.draft))]
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
            return attach([.dropped(paths, text: text)], to: draft)
        }
        ticket?.reply?.editor.insert(text)
        defer { notePasted(text) }
        return replyTextChanged(byHand: true)
    }

    mutating func replyTextChanged(byHand isByHand: Bool = false) -> [Effect] {
        guard let reply = ticket?.reply, reply.editor.text != reply.draft.text else { return [] }
        ticket?.reply?.draft.text = reply.editor.text
        ticket?.reply?.isConfirmed = false
        atWork.typed = AtWork.Typing(draft: reply.draft.id)
        if isByHand { callOffSending(reply.draft.id) }
        return saveReplyDraft()
    }

    /// Asks once whether a file was forgotten; true if the question is open now.
    mutating func asksForAttachment(_ draft: Draft) -> Bool {
        guard draft.files.isEmpty, !drafting.isArriving(in: draft.id), MentionsAttachment.check(draft.text) else {
            return false
        }
        ask(.forgottenAttachment)
        return true
    }

    /// Hands the draft to the user's own editor.
    mutating func editExternally(_ draft: Draft) -> [Effect] {
        drafting.inEditor[draft.id] = draft
        return [.screen(.editExternally(draft))]
    }

    mutating func saveReplyDraft() -> [Effect] {
        guard ticket?.reply != nil else { return [] }
        let now = now
        ticket?.reply?.draft.updated = now
        return ticket?.reply.map { [.write(.saveDraft($0.draft))] } ?? []
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
