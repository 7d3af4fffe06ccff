import HelpdeskCore
import HelpdeskModels
import TerminalKit

extension AppState {
    /// Asks, unless the very question is being asked already.
    mutating func ask(_ question: Confirmation.Question) {
        let overlay = Overlay.confirm(Confirmation(question: question))
        if overlays.last != overlay { overlays.append(overlay) }
    }

    /// The question in words; foreign text in it is not sanitised.
    func sentence(of confirmation: Confirmation) -> String {
        switch confirmation.question {
        case .forgottenAttachment: strings[.forgottenAttachment]
        case .discardDraft: strings[.discardDraftQuestion]
        case .discardFailed: strings[.discardFailedQuestion]
        case .deleteShiftNote: strings[.deleteShiftNoteQuestion]
        case .deleteCannedReply(let reply):
            strings[.deleteCannedReplyQuestion(reply.name, isOwn: reply.owner != nil)]
        case .cannedReplyChanged(let reply, let id): strings[.cannedReplyChangedQuestion(reply.name, isGone: id == nil)]
        case .replaceCannedReply(_, let reply): strings[.replaceCannedReplyQuestion(reply.name)]
        case .replyToSeveral(let marks, let possible):
            strings[
                .severalReplyQuestion(
                    possible ?? marks.count, leftOut: marks.count - (possible ?? marks.count),
                    outside: outsideView(marks))]
        case .unlink(let link): strings[.telegram(.unlinkQuestion(strings.linkName(link)))]
        case .acceptClaim(let link): strings[.telegram(.acceptQuestion(link, service: serviceName(of: link)))]
        case .signOut(let device):
            strings[.telegram(.signOutQuestion(strings.name(of: device), isCurrent: device.isCurrent))]
        case .attachFromPhone(let file): strings[.telegram(.phoneFileQuestion(file))]
        case .attachPasted(let pasted): strings[.pastedQuestion(pasted.extent)]
        case .urgent: strings[.urgentQuestion]
        case .notUrgent: strings[.notUrgentQuestion]
        case .merge(_, _, let other): strings[.mergeQuestion(other)]
        case .quitAmidAttaching: strings[.quitAmidAttaching]
        case .quitUnsaved: strings[.quitUnsaved]
        case .changeTickets(let change, let marks, let possible):
            strings[
                .changeQuestion(
                    name(of: change), count: possible ?? marks.count, leftOut: marks.count - (possible ?? marks.count),
                    outside: outsideView(marks))]
        }
    }

    mutating func answer(_ confirmation: Confirmation, _ action: Action) -> [Effect] {
        switch action {
        case .choose: return answer(confirmation, confirmation.marked)
        case .no:
            overlays.removeLast()
            switch confirmation.question {
            case .attachFromPhone(let file): return answer(file, isTaken: false)
            case .attachPasted(let pasted): return answer(pasted, isFile: false)
            case .quitAmidAttaching, .quitUnsaved: profiles.next = nil
            case .forgottenAttachment, .discardDraft, .discardFailed, .unlink, .acceptClaim, .signOut, .urgent,
                .notUrgent, .merge, .changeTickets, .deleteShiftNote, .deleteCannedReply, .replaceCannedReply,
                .cannedReplyChanged, .replyToSeveral:
                break
            }
            return []
        case .yes:
            overlays.removeLast()
            switch confirmation.question {
            case .forgottenAttachment: return send(isConfirmed: true)
            case .discardDraft(let id):
                if case .choices(let list) = overlays.last, list.purpose == .draft { overlays.removeLast() }
                if create.draft.id == id { beginForm() }
                if ticket?.reply?.draft.id == id { ticket?.reply = nil }
                return [.write(.discardDraft(id))]
            case .discardFailed: return ticket.map { [.write(.discardFailed($0.id))] } ?? []
            case .deleteShiftNote(let id):
                if case .choices(let list) = overlays.last, list.purpose == .shiftNote { overlays.removeLast() }
                return [.write(.deleteShiftNote(id))]
            case .deleteCannedReply(let reply):
                if case .choices(let list) = overlays.last, list.purpose == .cannedReply { overlays.removeLast() }
                return [.write(.deleteCannedReply(reply.id))]
            case .cannedReplyChanged(let reply, let id):
                closeCannedEdit()
                return [.write(.keepCannedReply(reply, replacing: id))]
            case .replaceCannedReply(let id, let reply): return [.write(.keepCannedReply(reply, replacing: id))]
            case .replyToSeveral(let marks, _): return sendToSeveral(marks)
            case .unlink(let link): return [.remote(.endLink(link))]
            case .acceptClaim(let link): return [.remote(.changeLink(link, TelegramLinkChange(state: .linked)))]
            case .urgent(let id): return [.write(.prioritise(id, .urgent))]
            case .notUrgent(let id): return [.write(.prioritise(id, .normal))]
            case .merge(let id, let target, _): return [.write(.merge(id, into: target))]
            case .signOut(let device): return [.remote(.signOut(device))]
            case .attachFromPhone(let file): return answer(file, isTaken: true)
            case .attachPasted(let pasted): return answer(pasted, isFile: true)
            case .quitAmidAttaching, .quitUnsaved: return quit()
            case .changeTickets(let change, let marks, _): return [.write(.change(change, marks))]
            }
        // A question is answered by nothing else.
        default: return []
        }
    }

    /// Sends what is being written in the open tab.
    mutating func send(isConfirmed: Bool) -> [Effect] {
        tab == .create ? saveTicket(isConfirmed: isConfirmed) : sendReply(isConfirmed: isConfirmed)
    }

    /// Whether the store is taking what was written in the open tab: what changed now would come too late for it, and be
    /// there again as a draft of what was sent.
    var isHandedOver: Bool { tab == .create ? create.isSaving : ticket?.reply?.isSending ?? false }

    /// The draft that is being written in the open tab.
    var writtenDraft: Draft? { tab == .create ? create.draft : ticket?.reply?.draft }

    /// The drafts that are being written, in any tab.
    var writtenDrafts: [Draft] { [create.draft, ticket?.reply?.draft].compactMap(\.self) }

    mutating func perform(_ action: Action, on rating: RatingState) -> [Effect] {
        guard action == .choose, let score = rating.score else { return [] }
        overlays.removeLast()
        return [.write(.rate(rating.ticket, Rating(score: score, comment: rating.comment.text)))]
    }

    /// Changes the status of the ticket; without a word it is changed all the same.
    mutating func change(_ why: WhyState) -> [Effect] {
        let word = why.text.text
        let violations = limits.violations(inText: word, attachmentCount: 0)
        if !word.allSatisfy(\.isWhitespace), let violation = violations.first {
            notice = .failed(.violation(violation, label: nil))
            return []
        }
        overlays.removeLast()
        return [.write(.queueTransition(why.kind, why.ticket, why: word))]
    }

    /// Keeps words that were not sent as a draft of a reply, which the ticket shows.
    mutating func keepAsReply(_ words: String, to ticket: Ticket.ID) -> [Effect] {
        if words.allSatisfy(\.isWhitespace) { return [] }
        var draft = newDraft(.reply(ticket))
        draft.text = words
        notice = .done(.draftKept(draft.kind))
        return [.write(.saveDraft(draft)), .write(.leaveDraft(draft.id))]
    }

    /// The words of why that would be lost with the overlays.
    mutating func keepWhy() -> [Effect] {
        for case .why(let why) in overlays { return keepAsReply(why.text.text, to: why.ticket) }
        return []
    }

    /// The number that was pressed, while the score is asked for.
    mutating func scored(_ key: Key, _ rating: RatingState) -> Bool {
        guard rating.score == nil, case .character(let digit) = key, let score = digit.wholeNumberValue,
            Rating.range.contains(score)
        else { return false }
        var rating = rating
        rating.score = score
        replaceTop(with: .rating(rating))
        return true
    }
}
