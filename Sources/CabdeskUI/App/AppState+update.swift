public import HelpdeskCore
import HelpdeskModels
import TerminalKit

extension AppState {
    /// What the program asks for when it starts.
    public var startEffects: [Effect] { [.read(.desk), .read(.list(tickets.query)), .write(.loadDraft(.newTicket))] }

    /// Fills the screen with what the store had at the start, so that the first paint waits for nothing else.
    public mutating func show(_ first: FirstScreen, preferences: Preferences = Preferences()) {
        self.preferences = preferences
        tickets.query = preferences.query
        tickets.filter = TextEditor(preferences.filter, singleLine: true)
        desk = first.snapshot
        tickets.isLoaded = true
        _ = tickets.take(first.counts)
        tickets.update(first.ids, for: tickets.query, rows: listRows)
        for row in first.rows { tickets.rows[row.id] = row }
    }

    /// Takes in what happened and returns what is to be done about it. Pure: the same state, message and ids lead to the
    /// same state and effects.
    public mutating func update(_ message: AppMessage, ids: FreshIDs) -> [Effect] {
        self.ids = ids
        var effects = take(message) + leaveDrafts(message)
        tickets.forgetSeen(rows: listRows)
        effects += markSeen()
        for draft in [create.draft, ticket?.reply?.draft].compactMap(\.self) where inEditor[draft.id] != nil {
            inEditor[draft.id] = draft
        }
        if case .minutePassed = message { return effects + announceDraft(isMinute: true) }
        return effects + announceDraft(isMinute: false)
    }

    /// Lets other programs have the drafts that are on no screen any more, or came too late for one; once their files
    /// are there, too.
    private mutating func leaveDrafts(_ message: AppMessage) -> [Effect] {
        switch message {
        case .draftLoaded(_, let draft?), .draftOpened(let draft), .recalled(let draft?): openDrafts.insert(draft.id)
        default: break
        }
        let shown = Set([create.draft.id, ticket?.reply?.draft.id].compactMap(\.self))
        if let awaited = awaitedDraft, !shown.contains(awaited) { awaitedDraft = nil }
        let kept = shown.union(arriving.map(\.draft))
        defer { openDrafts = kept }
        return openDrafts.subtracting(kept).map { .write(.leaveDraft($0)) }
    }

    private mutating func take(_ message: AppMessage) -> [Effect] {
        switch message {
        case .keyPressed(let key):
            notice = nil
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
            // What was held for a moment may have become due.
            let unsent: [Effect] = shownTicket.map { [.read(.conversation($0.id))] } ?? []
            return unsent + removePhoneFiles() + (unsaved.isEmpty ? [] : [.write(.saveUnsaved)])
        case .quitRequested: return quit()
        case .stopRequested: return [.screen(.suspend)]
        case .storeChanged(let change): return storeChanged(change)
        case .deskLoaded(let snapshot):
            desk = snapshot
            refreshTopicList()
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
            sync = status
            refreshTransferList()
            return []
        case .themeLoaded(let theme, let isChosen): return isChosen ? chose(theme) : []
        case .themeNotLoaded(let error, let isChosen):
            notice = .failed(.themeUnusable(error))
            // Another one may have been tried on the way to it.
            return isChosen ? [.files(.look(.theme(preferences.theme)))] : []
        // The linear mode takes them before they get here.
        case .lineTyped: return []
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
        case .listLoaded, .countsLoaded, .rowsLoaded: return ticketListChanged(message)
        case .conversationLoaded, .replyQueued, .transitionQueued: return ticketChanged(message)
        case .downloadProgressed, .attachmentSaved, .attachmentFetched, .attachmentNotSaved:
            return downloadChanged(message)
        case .draftLoaded(let kind, let draft):
            return kind == .newTicket ? createDraftLoaded(draft) : replyDraftLoaded(kind, draft)
        case .phoneFileNotRemoved(let file):
            unremovedPhoneFiles.append(file)
            return []
        // Among the other drafts of its ticket from now on.
        case .draftLeft: return shownTicket.map { [.read(.conversation($0.id))] } ?? []
        case .draftsUnsaved(let drafts):
            unsaved = drafts
            return []
        case .fileAttached(let id, let file): return fileAttached(file, to: id)
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
        case .dropRefused(let id, let text): return insert(text, into: id)
        case .viewerReady(let arguments): return [.screen(.runViewer(arguments))]
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
            guard let id else {
                notice = .failed(.error(HelpdeskError(.notFound, subject: "№ \(number)")))
                return []
            }
            tickets.viewport.select(id)
            return openTicket(id)
        case .similarFound(let text, let rows):
            if text == create.draft.text { create.similar = rows }
            return []
        case .editedExternally(let draft, let text): return replaceText(text, in: draft)
        }
    }

    /// What was told of a damaged store has been read with the next key.
    private mutating func readRescue() -> [Effect] {
        guard desk.rescue != nil else { return [] }
        desk.rescue = nil
        return [.write(.acknowledgeRescue)]
    }

    private mutating func keyPressed(_ key: Key) -> [Effect] {
        let context = self.context
        guard let action = bindings.action(for: key, in: context, language: language) else { return typed(key) }
        if let reason = reasonDisabled(action) {
            notice = .failed(reason)
            return []
        }
        return perform(action)
    }

    /// Does what a key, a click or a menu asked for.
    mutating func perform(_ action: Action) -> [Effect] {
        if let effects = performEverywhere(action) { return effects }
        if [.attach, .removeFile, .editExternally].contains(action), let draft = writtenDraft {
            if isHandedOver { return [] }
            wroteOn(in: draft)
        }
        if action == .attach, askAboutPhoneFile() { return [] }
        if let overlay = overlays.last { return perform(action, on: overlay) }
        switch tab {
        case .tickets: return ticket == nil ? performOnList(action) : performOnTicket(action)
        case .create: return performOnCreate(action)
        case .customerPage: return performOnCustomerPage(action)
        }
    }

    private mutating func performEverywhere(_ action: Action) -> [Effect]? {
        switch action {
        case .quit:
            guard unsaved.isEmpty else {
                ask(.quitUnsaved)
                return [.write(.saveUnsaved)]
            }
            guard arriving.isEmpty else {
                ask(.quitAmidAttaching)
                return []
            }
            return quit()
        case .help:
            overlays.append(.help(scroll: 0))
        case .showTickets: return show(.tickets)
        case .showCreate: return show(.create)
        case .showCustomerPage: return show(.customerPage)
        case .nextTab: return show(neighbourTab(1))
        case .previousTab: return show(neighbourTab(-1))
        case .syncNow: return [.remote(.syncNow)]
        case .repaint: return [.screen(.repaint)]
        case .switchLanguage:
            let all = Language.allCases
            let next = ((all.firstIndex(of: language) ?? 0) + 1) % all.count
            language = all[next]
            preferences.language = language
            layOutTicket()
            clampTicketScroll()
            return [.write(.savePreferences(preferences))]
        case .chooseTheme: return [.files(.look(.themes))]
        case .chooseProfile: overlays.append(.choices(ChoiceList(.profile, profileItems, selected: profile)))
        case .showTransfers: openTransfers()
        case .palette where context.isOverlay: break
        case .palette: overlays.append(.choices(ChoiceList(.palette, paletteItems)))
        case .suspend: return [.screen(.suspend)]
        default: return nil
        }
        return []
    }

    mutating func quit() -> [Effect] {
        isQuitting = true
        return unsaved.isEmpty ? [] : [.write(.saveUnsaved)]
    }

    private mutating func show(_ tab: Tab) -> [Effect] {
        overlays.removeAll()
        // A question that is left by going elsewhere is not answered with yes.
        nextProfile = nil
        self.tab = tab
        return tab == .customerPage && capabilities.devices ? [.remote(.devices)] : []
    }

    private func neighbourTab(_ step: Int) -> Tab {
        let count = Tab.allCases.count
        return Tab(rawValue: (tab.rawValue + step + count) % count) ?? .tickets
    }

    /// A key that no binding takes: text, where text is typed.
    private mutating func typed(_ key: Key) -> [Effect] {
        if case .rating(let rating) = overlays.last, scored(key, rating) { return [] }
        if let overlay = overlays.last { return typed(key, on: overlay) }
        switch context {
        case .filter: return typedIntoFilter(key)
        case .reply: return typedIntoReply(key)
        case .createText: return typedIntoCreate(key)
        default: return []
        }
    }

    private mutating func pasted(_ text: String) -> [Effect] {
        if let overlay = overlays.last { return pasted(text, on: overlay) }
        switch context {
        case .filter: return pastedIntoFilter(text)
        case .reply: return pastedIntoReply(text)
        case .createText: return pastedIntoCreate(text)
        default: return []
        }
    }

    private mutating func windowResized() -> [Effect] {
        layOutTicket()
        clampTicketScroll()
        return visibleRowsEffects() + previewEffects()
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
            effects += changedRowsEffects(change)
        }
        if let shown = shownTicket, change.touches(shown.id) || change.desk || concernsShownDrafts(change) {
            effects.append(.read(.conversation(shown.id)))
        }
        return effects
    }

    /// Whether drafts changed that a conversation shows, and not only one that is being written here.
    private func concernsShownDrafts(_ change: StoreChange) -> Bool {
        guard let drafts = change.drafts else { return true }
        return !drafts.isSubset(of: openDrafts)
    }

    private mutating func fileAttached(_ file: OutgoingFile, to id: Draft.ID) -> [Effect] {
        if create.draft.id == id {
            create.draft.files.append(file)
            sayAttached(file)
            return saveCreateDraft()
        }
        if ticket?.reply?.draft.id == id {
            ticket?.reply?.draft.files.append(file)
            sayAttached(file)
            return saveReplyDraft()
        }
        return []
    }

    /// Of several files, one that could not be attached matters more: it stands until the next key.
    private mutating func sayAttached(_ file: OutgoingFile) {
        if notice?.kind != .failed { notice = .done(.fileAttached(file.name)) }
    }

    /// Puts a text that only looked like dropped files where it was pasted.
    private mutating func insert(_ text: String, into id: Draft.ID) -> [Effect] {
        if create.draft.id == id {
            create.text.insert(text)
            return createTextChanged()
        }
        guard ticket?.reply?.draft.id == id else { return [.write(.appendText(text, id))] + askAgain() }
        ticket?.reply?.editor.insert(text)
        return replyTextChanged()
    }

    /// Takes in what the user's own editor made of the text of a draft, also if the draft was left meanwhile. What was
    /// typed before the editor was there stands at the end.
    private mutating func replaceText(_ edited: String, in draft: Draft) -> [Effect] {
        var last = inEditor.removeValue(forKey: draft.id) ?? draft
        let text = edited + (last.text.hasPrefix(draft.text) ? last.text.dropFirst(draft.text.count) : "")
        if create.draft.id == draft.id {
            create.text.replaceAll(with: text)
            return createTextChanged()
        }
        guard ticket?.reply?.draft.id == draft.id else {
            guard text != last.text else { return [] }
            last.text = text
            last.updated = now
            notice = left(last)
            return [.write(.saveDraft(last)), .write(.leaveDraft(last.id))] + askAgain()
        }
        ticket?.reply?.editor.replaceAll(with: text)
        return replyTextChanged()
    }

    /// Goes on with a draft that was chosen from the list, or that was taken back before it left.
    ///
    /// It never takes the place of another text that is being written by then: half a note would end in a reply.
    /// Then it stays among the drafts.
    private mutating func resume(_ draft: Draft, from origin: Tab) -> [Effect] {
        let isInTheWay =
            origin == .tickets && (context == .filter || ticket?.reply.map { !canGiveWay($0, to: draft) } ?? false)
        guard tab == origin, !isInTheWay else {
            notice = .done(.isAmongDrafts)
            return []
        }
        guard let id = draft.kind.ticket else {
            tab = .create
            return createDraftLoaded(draft, isAsked: true)
        }
        tab = .tickets
        // Open already, and newer on the screen than what was read.
        if ticket?.reply?.draft.id == draft.id { return [] }
        if ticket?.id != id { ticket = TicketState(id: id) }
        ticket?.reply = ReplyState(draft: draft)
        layOutTicket()
        clampTicketScroll()
        return [.read(.conversation(id))]
    }

    private mutating func draftRefused(_ id: Draft.ID, _ error: HelpdeskError) -> [Effect] {
        notice = .failed(.error(error))
        if create.draft.id == id {
            create.isSaving = false
            if let first = error.violations.first, let label = strings.label(of: first, in: createTopic) {
                notice = .failed(.violation(first, label: label))
            }
        }
        if ticket?.reply?.draft.id == id { ticket?.reply?.isSending = false }
        return []
    }
}
