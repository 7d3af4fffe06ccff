import HelpdeskCore
import HelpdeskModels

extension Store {
    /// The answer to an effect that reads.
    func messages(for effect: Effect.Read) async -> [AppMessage] {
        do throws(HelpdeskError) {
            return [try await answer(to: effect)]
        } catch {
            return [.failed(error)]
        }
    }

    private func answer(to effect: Effect.Read) async throws(HelpdeskError) -> AppMessage {
        switch effect {
        case .desk: .deskLoaded(try await deskSnapshot())
        case .list(let query): .listLoaded(query, try await ticketIDs(query), try await counts())
        case .counts: .countsLoaded(try await counts())
        case .rows(let ids, let query), .nearbyRows(let ids, let query): .rowsLoaded(try await rows(ids, query: query))
        case .conversation(let id): .conversationLoaded(id, try await conversation(id))
        case .nextUnread(let ticket, let orItself):
            .nextUnreadFound(try await nextUnread(after: ticket, orItself: orItself))
        case .number(let number): .numberFound(number, try await ticketID(number: number))
        case .changeable(let change, let tickets):
            .changeableFound(change, tickets, possible: try await changeable(tickets, by: change).count)
        case .answerable(let reply, let tickets):
            .answerableFound(tickets, possible: try await answerable(tickets, with: reply).count)
        case .mergeCandidates(let ticket): .mergeCandidatesFound(ticket, try await mergeCandidates(of: ticket))
        case .similar(let text, let service):
            .similarFound(text: text, await similarTickets(to: text, service: service, limit: 3))
        }
    }

    /// The answers to an effect that writes.
    func write(_ effect: Effect.Write, holdingFor hold: Duration) async -> [AppMessage] {
        do throws(HelpdeskError) {
            return try await answers(to: effect, holdingFor: hold)
        } catch {
            if case .queueTicket(let draft) = effect { return [.draftRefused(draft.id, error)] }
            if case .queueReply(let draft) = effect { return [.draftRefused(draft.id, error)] }
            if case .replyToSeveral = effect { return [.repliesRefused(error)] }
            if case .queueTransition(_, let ticket, let why) = effect {
                return [.transitionRefused(ticket, why: why, error)]
            }
            // Nobody asked for these. What was read counts as unread for longer, and work is noted again in a minute.
            if case .noteWork = effect { return [] }
            if case .markRead = effect, error.code == .diskFull { return [] }
            return [.failed(error)]
        }
    }

    private func answers(
        to effect: Effect.Write, holdingFor hold: Duration
    ) async throws(HelpdeskError) -> [AppMessage] {
        switch effect {
        case .loadDraft(let kind): return [.draftLoaded(kind, try await openDraft(kind))]
        case .listDrafts: return [.draftsLoaded(try await listedDrafts())]
        case .openDraft(let id):
            return try await openDraft(id).map { [.draftOpened($0)] } ?? [.refused(.draftGone)]
        case .saveDraft(let draft): try await saveDraft(draft)
        case .detach(let file, let draft): try await detach(file, from: draft)
        case .appendText(let text, let id):
            try await append(text, to: id)
            closeDraft(id)
        case .leaveDraft(let id):
            closeDraft(id)
            return [.draftLeft(id)]
        case .discardDraft(let id): try await discardDraft(id)
        case .queueTicket(let draft):
            return [.ticketQueued(draft.id, try await queueTicket(draft, origin: .tui, holdingFor: hold))]
        case .queueReply(let draft):
            _ = try await queueReply(draft, origin: .tui, holdingFor: hold)
            return draft.kind.ticket.map { [.replyQueued(draft.id, $0)] } ?? []
        case .queueTransition(let kind, let ticket, let why):
            let isChanged = try await queueTransition(kind, ticket: ticket, why: why, holdingFor: hold)
            let hasWords = !why.allSatisfy(\.isWhitespace)
            return [isChanged || !hasWords ? .transitionQueued(kind) : .transitionRefused(ticket, why: why, nil)]
        case .undoTransition(let id):
            let (wasUndone, why) = try await cancelQueued(transition: id)
            return [.transitionUndone(wasUndone, why: why)]
        case .markRead(let ticket, let time): try await queueReadMark(ticket, upTo: time)
        case .markUnread(let ticket):
            try await queueUnreadMark(ticket)
            return [.done(.markedUnread)]
        case .rate(let ticket, let rating):
            try await queueRating(rating, ticket: ticket)
            return [.done(.ratingQueued)]
        case .assign(let ticket, let agent):
            try await queueAssignment(agent, ticket: ticket)
            return [.done(.assignmentQueued)]
        case .move(let ticket, let topic):
            try await queueMove(topic, ticket: ticket)
            return [.done(.moveQueued)]
        case .change(let change, let tickets):
            let queued = try await queue(change, tickets: tickets, holdingFor: hold)
            return [.ticketsChanged(change, queued, of: tickets.count)]
        case .undoChange(let events):
            return [.changeUndone(try await cancelQueued(events: events), of: events.count)]
        case .prioritise(let ticket, let priority):
            try await queuePriority(priority, ticket: ticket)
            return [.done(.priorityQueued)]
        case .merge(let ticket, let target):
            try await queueMerge(ticket, into: target)
            return [.done(.mergeQueued)]
        case .recall(let message): return [.recalled(try await cancelQueued(message: message))]
        case .cancelUpload(let file): return [.recalled(try await cancelUpload(of: file))]
        case .retryFailed(let ticket): try await retryFailed(ticket)
        case .discardFailed(let ticket): try await discardFailed(ticket)
        case .savePreferences(let preferences): try await savePreferences(preferences)
        case .queueShiftNote(let text):
            try await queueShiftNote(text)
            return [.done(.shiftNoteQueued)]
        case .deleteShiftNote(let id): try await queueShiftNoteRemoval(id)
        case .keepCannedReply(let reply, let replaced):
            try await queueCannedReply(reply, replacing: replaced)
            return [.done(.cannedReplyKept(reply.name))]
        case .deleteCannedReply(let id):
            try await queueCannedReplyRemoval(id)
            return [.done(.cannedReplyDeleted)]
        case .replyToSeveral(let reply, let tickets):
            let queued = try await queue(reply, tickets: tickets, origin: .tui, holdingFor: hold)
            return [.repliesQueued(queued, of: tickets.count)]
        case .undoReplies(let messages, let text):
            return [.repliesUndone(try await cancelQueued(messages: messages), of: messages.count, text: text)]
        case .loadWords: return [.wordsLoaded(try await openWords())]
        case .keepWords(let words): try await keep(words)
        case .noteWork: try await noteWork()
        case .beginShift:
            return [.shiftBegun(try await beginShift())]
        case .takeBackShift(let begun):
            return [try await takeBack(begun) ? .done(.shiftTakenBack(since: begun.before)) : .refused(.shiftGoneOn)]
        case .acknowledgeRescue: try await acknowledgeRescue()
        // `UnsavedDrafts` alone knows what could not be saved, and saves it draft by draft.
        case .saveUnsaved: break
        }
        return []
    }
}
