public import HelpdeskCore
public import HelpdeskModels
import TerminalKit

extension AppState {
    /// The effects with which the program starts.
    public var startEffects: [Effect] {
        [
            .read(.desk), .read(.list(tickets.query)), .write(.loadDraft(.newTicket)), .write(.loadWords),
            .write(.noteWork),
        ]
    }

    /// Fills the screen with what the store had at the start, so that the first paint waits for nothing else.
    public mutating func show(_ first: FirstScreen, preferences: Preferences = Preferences()) {
        self.preferences = preferences
        tickets.query = preferences.query
        desk = first.snapshot
        tickets.isLoaded = true
        _ = tickets.take(first.counts)
        tickets.update(first.ids, for: tickets.query, rows: listRows)
        tickets.take(first.rows)
    }

    /// Takes in what happened and returns what is to be done about it. Pure: the same state, message, ids and time lead to
    /// the same state and effects.
    /// - Parameter time: when it happened; nil leaves the clock as it is.
    public mutating func update(_ message: AppMessage, ids: FreshIDs, at time: Timestamp? = nil) -> [Effect] {
        self.ids = ids
        now = time ?? now
        noteInput(message)
        var effects = take(message) + leaveDrafts(message) + keepWords() + countDown()
        tickets.forgetSeen(rows: listRows)
        effects += markSeen()
        noteSeenMessages()
        for draft in writtenDrafts where drafting.inEditor[draft.id] != nil {
            drafting.inEditor[draft.id] = draft
        }
        var (isMinute, isPresenceDue) = (false, false)
        if case .minutePassed = message { isMinute = true }
        if case .presenceDue = message { isPresenceDue = true }
        return effects + announceDraft(isMinute: isMinute) + announcePresence(isTime: isPresenceDue)
    }

    private mutating func take(_ message: AppMessage) -> [Effect] {
        switch message {
        case .keyPressed(let key):
            notice = nil
            hasWorked = true
            return readRescue() + keyPressed(key)
        case .pasted(let text):
            notice = nil
            return pasted(text)
        case .mouse(let event): return readRescue() + mouse(event)
        case .windowResized(let size):
            self.size = size
            return windowResized()
        case .minutePassed(let time):
            now = time
            // A held message may have become due.
            let unsent: [Effect] = shownTicket.map { [.read(.conversation($0.id))] } ?? []
            return unsent + noteWork() + removePhoneFiles() + (drafting.unsaved.isEmpty ? [] : [.write(.saveUnsaved)])
        case .secondPassed:
            isCountingDown = false
            layOutTicket()
            return []
        case .quitRequested: return quit()
        case .stopRequested:
            if let reason = reasonDisabled(.suspend) {
                notice = .failed(reason)
                return []
            }
            return [.screen(.suspend)]
        case .storeChanged(let change): return storeChanged(change)
        case .deskLoaded(let snapshot):
            desk = snapshot
            refreshFormLists()
            refreshShiftNotes()
            refreshCannedReplies()
            noticeLinked()
            return []
        case .linkOffered(let offer):
            linkOffered(offer)
            return []
        case .linkNotOffered(let error):
            linkNotOffered(error)
            return []
        case .devicesLoaded(let devices):
            customerPage.devices = devices
            return []
        case .syncStatusChanged(let status):
            let setAside = status.ticketsSetAside.filter { !sync.ticketsSetAside.contains($0) }
            if let error = HelpdeskError(setAside: setAside) { notice = .failed(.error(error)) }
            if status.setAsideCount > sync.setAsideCount { notice = .failed(.changesSetAside(status.setAsideCount)) }
            // Nothing is left that could be taken back.
            if status.outboxCount == 0, sync.outboxCount > 0 { tickets.forgetQueuedUndo() }
            let wasOffline = sync.isOffline
            sync = status
            refreshTransferList()
            // What waits to be sent says whether it waits for the connection.
            if sync.isOffline != wasOffline { layOutTicket() }
            return askDesk()
        case .themeLoaded(let theme, let isChosen): return isChosen ? themeChosen(theme) : []
        case .themeNotLoaded(let error, let isChosen):
            notice = .failed(.themeUnusable(error))
            // Another one may have been shown on the way to it.
            return isChosen ? [.files(.look(.theme(preferences.theme)))] : []
        // The linear mode takes them before they get here.
        case .lineTyped, .linesPasted: return []
        case .themesFound(let names, let current):
            let items = names.map { ChoiceList.Item(id: $0, label: $0) }
            overlays.append(.choices(ChoiceList(.theme, items, selected: preferences.theme ?? current)))
            return []
        case .done(let phrase):
            notice = .done(phrase)
            return []
        case .refused(let phrase):
            notice = .failed(phrase)
            return []
        case .failed(let error):
            notice = .failed(.error(error))
            return []
        case .listLoaded(let query, let ids, let counts): return listLoaded(query, ids, counts)
        case .countsLoaded(let counts): return tickets.take(counts) ? [notification] : []
        case .rowsLoaded(let rows): return rowsLoaded(rows)
        case .conversationLoaded(let id, let conversation):
            if ticket?.id == id {
                conversationLoaded(conversation)
            } else if preview?.id == id {
                previewLoaded(conversation)
            }
            return []
        case .replyQueued(let draft, _):
            replyQueued(draft)
            return []
        case .transitionQueued(let kind):
            transitionQueued(kind)
            return []
        case .transitionRefused(let ticket, let why, let error):
            let effects = keepAsReply(why, to: ticket)
            notice = .failed(error.map { .error($0) } ?? .statusSetMeanwhile)
            return effects
        case .transitionUndone(let wasUndone, let why):
            notice = wasUndone ? .done(.transitionUndone) : .failed(.alreadyLeft)
            return why.map { resume($0, from: .tickets) } ?? []
        case .changeableFound(let change, let marks, let possible):
            changeableFound(change, marks, possible: possible)
            return []
        case .ticketsChanged(let change, let queued, let count):
            ticketsChanged(change, queued, of: count)
            return []
        case .changeUndone(let undone, let count):
            changeUndone(undone, of: count)
            return []
        case .shiftBegun(let begun):
            tickets.undo = .shift(begun)
            notice = .done(.shiftBegun(key: bindings.notation(for: .recall, in: .ticketList)))
            return []
        case .answerableFound(let marks, let possible):
            answerableFound(marks, possible: possible)
            return []
        case .repliesQueued(let queued, let count):
            repliesQueued(queued, of: count)
            return []
        case .repliesRefused(let error):
            severalReply.isSending = false
            notice = .failed(.error(error))
            return []
        case .repliesUndone(let undone, let count, let text):
            repliesUndone(undone, of: count, text: text)
            return []
        case .downloadProgressed(let transfer, let progress):
            downloadProgressed(transfer, progress)
            return []
        case .attachmentFetched(let transfer):
            endDownload(transfer)
            return []
        case .attachmentSaved(let transfer, let path):
            endDownload(transfer)
            notice = .done(.attachmentSaved(path))
            return []
        case .attachmentNotSaved(let transfer, let error):
            downloadFailed(transfer, error)
            return []
        case .draftLoaded(let kind, let draft):
            return kind == .newTicket ? createDraftLoaded(draft) : replyDraftLoaded(kind, draft)
        case .presenceLoaded(let ticket, let others):
            presenceLoaded(ticket, others)
            return []
        case .presenceDue:
            presenceDue()
            return []
        case .phoneFileNotRemoved(let file):
            phone.unremoved.append(file)
            return []
        // Among the other drafts of its ticket from now on.
        case .draftLeft:
            return (shownTicket.map { [.read(.conversation($0.id))] } ?? []) + visibleRowsEffects(reload: true)
        case .wordsLoaded(let words):
            wordsLoaded(words)
            return []
        case .draftsUnsaved(let drafts):
            drafting.unsaved = drafts
            return []
        case .fileAttached(let id, let file): return fileAttached(file, to: id)
        case .pastedTextAttached(let id, let file, let text): return pastedTextAttached(text, file, to: id)
        case .attachFailed(let id, let error): return attachFailed(id, error)
        case .filesArrived(let files): return filesArrived(files)
        case .ticketQueued(let draft, let ticket): return ticketQueued(draft, ticket)
        case .draftRefused(let id, let error): return draftRefused(id, error)
        case .pathCompleted(let completion):
            completePath(completion)
            return []
        case .folderListed(let listing, let asked):
            folderListed(listing, asked: asked)
            return []
        case .pathFollowed(let path, let isFile): return pathFollowed(path, isFile: isFile)
        case .pathRefused(let path, let error):
            pathRefused(path, error)
            return []
        case .dropRefused(let id, let text): return insert(text, into: id)
        case .viewerReady(let arguments): return [.screen(.runViewer(arguments))]
        case .pictureFetched(let name, let path): return pictureFetched(name, path: path)
        case .picturesDescribed(let support): return picturesDescribed(support)
        case .pictureMade(let request, let view): return pictureMade(request, view)
        case .terminalAnswered: return pictureEffects
        case .previewLoaded(let name, let lines):
            overlays.append(.preview(PreviewState(name: name, lines: lines)))
            return []
        case .draftsLoaded(let drafts): return draftsLoaded(drafts)
        case .draftOpened(let draft): return resume(draft, from: .create)
        case .recalled(.some(let draft)): return resume(draft, from: .tickets)
        case .recalled(nil):
            notice = .failed(.alreadyLeft)
            return []
        case .nextUnreadFound(let id):
            guard let id else {
                notice = .done(.nothingUnread)
                return []
            }
            tickets.viewport.select(id)
            return openTicket(id)
        case .numberFound(let number, let id):
            return id == nil ? numberNotFound(number) : numberFetched(number, id)
        case .numberFetched(let number, let id): return numberFetched(number, id)
        case .countedOnDesk(let words, let page):
            countedOnDesk(words, page)
            return []
        case .loadedFromDesk(let words, let loaded):
            loadedFromDesk(words, loaded)
            return []
        case .notLoadedFromDesk(let words, let error):
            notLoadedFromDesk(words, error)
            return []
        case .mergeCandidatesFound(let id, let rows):
            mergeCandidatesFound(id, rows)
            return []
        case .figuresLoaded(let statistics):
            figuresLoaded(statistics)
            return []
        case .similarFound(let text, let rows):
            if text == create.draft.text { create.similar = rows }
            return []
        case .editedExternally(let draft, let text): return replaceText(text, in: draft)
        }
    }

    /// Notes each minute whether somebody worked here: a shift begins after a long pause.
    private mutating func noteWork() -> [Effect] {
        defer { hasWorked = false }
        return hasWorked ? [.write(.noteWork)] : []
    }

    /// The report on a damaged store counts as read with the next key.
    private mutating func readRescue() -> [Effect] {
        guard desk.rescue != nil else { return [] }
        desk.rescue = nil
        return [.write(.acknowledgeRescue)]
    }

    private mutating func windowResized() -> [Effect] {
        layOutTicket()
        clampTicketScroll()
        return visibleRowsEffects() + previewEffects() + pictureEffects
    }

    /// Reads again what may have changed, and nothing else.
    private mutating func storeChanged(_ change: StoreChange) -> [Effect] {
        var effects: [Effect] = []
        if change.desk { effects.append(.read(.desk)) }
        // A list is read with its counts, and its rows follow.
        if change.lists {
            effects.append(.read(.list(tickets.query)))
        } else {
            if change.counts { effects.append(.read(.counts)) }
            // The mark of a draft stands in its ticket's row.
            effects += concernsShownDrafts(change) ? visibleRowsEffects(reload: true) : changedRowsEffects(change)
        }
        if let shown = shownTicket, change.touches(shown.id) || change.desk || concernsShownDrafts(change) {
            effects.append(.read(.conversation(shown.id)))
        }
        return effects
    }

    /// Whether drafts changed that a conversation shows, and not only one that is being written here.
    private func concernsShownDrafts(_ change: StoreChange) -> Bool {
        guard let drafts = change.drafts else { return true }
        return !drafts.isSubset(of: drafting.open)
    }
}
