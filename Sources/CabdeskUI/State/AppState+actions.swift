import HelpdeskCore
import HelpdeskModels
import TerminalKit

/// Actions, by key, click or menu.
extension AppState {
    mutating func keyPressed(_ key: Key) -> [Effect] {
        let context = self.context
        guard let action = bindings.action(for: key, in: context, language: language) else { return typed(key) }
        // A digit that was meant for the text below is no answer to a question, and does not leave it.
        if context == .confirm, key.isText, [.showTickets, .showCreate, .showCustomerPage].contains(action) {
            return []
        }
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
            callOffSending(draft.id)
        }
        if action == .attach, askAboutPhoneFile() || askAboutPastedText() { return [] }
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
            guard drafting.unsaved.isEmpty else {
                ask(.quitUnsaved)
                return [.write(.saveUnsaved)]
            }
            guard drafting.arriving.isEmpty else {
                ask(.quitAmidAttaching)
                return []
            }
            return quit()
        case .help:
            if context != .help { overlays.append(.help(HelpState(context))) }
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
        case .chooseProfile: overlays.append(.choices(ChoiceList(.profile, profileItems, selected: profiles.current)))
        case .showTransfers: openTransfers()
        case .palette where context.isOverlay: break
        case .palette: overlays.append(.choices(ChoiceList(.palette, paletteItems)))
        case .showStatistics: return [.remote(.statistics)]
        case .suspend: return [.screen(.suspend)]
        // The business of one tab or overlay.
        default: return nil
        }
        return []
    }

    mutating func quit() -> [Effect] {
        isQuitting = true
        let kept = keepWhy()
        return kept + (drafting.unsaved.isEmpty ? [] : [.write(.saveUnsaved)])
    }

    mutating func show(_ tab: Tab) -> [Effect] {
        for case .shiftNote(let editor) in overlays { shiftNoteDraft = editor }
        for case .cannedText(let edit) in overlays { leave(edit) }
        if overlays.contains(.severalReply) { leaveSeveralReply() }
        let kept = keepWhy()
        overlays.removeAll()
        // A question that is left by going elsewhere is not answered with yes.
        profiles.next = nil
        self.tab = tab
        if tab == .create { focusFirst() }
        return kept + (tab == .customerPage && capabilities.devices ? [.remote(.devices)] : [])
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
        case .create where key.isLetter:
            create.focus = .text
            return typedIntoCreate(key)
        case .everywhere, .ticketList, .ticket, .create, .customerPage, .help, .choices, .files, .browser, .path,
            .confirm, .rating, .preview, .transfers, .shiftNote, .cannedName, .cannedText,
            .severalReply, .why:
            return []
        }
    }

    mutating func pasted(_ text: String) -> [Effect] {
        if let overlay = overlays.last { return pasted(text, on: overlay) }
        switch context {
        case .filter: return pastedIntoFilter(text)
        case .reply: return pastedIntoReply(text)
        case .createText: return pastedIntoCreate(text)
        case .create:
            create.focus = .text
            return pastedIntoCreate(text)
        case .everywhere, .ticketList, .ticket, .customerPage, .help, .choices, .files, .browser, .path,
            .confirm, .rating, .preview, .transfers, .shiftNote, .cannedName, .cannedText,
            .severalReply, .why:
            return []
        }
    }

    /// Why an action cannot be done now; nil if it can.
    func reasonDisabled(_ action: Action) -> Phrase? {
        let open = ticket?.conversation
        if isForbidden(action) { return .notInRestrictedMode }
        if let reason = reasonAgainstTriage(action) { return reason }
        switch action {
        case .resolve where open?.ticket.status == .resolved: return .alreadyResolved
        case .reopen where ticket != nil && open?.ticket.status != .resolved: return .notResolvedYet
        case .resolve where refuses(.resolved): return .resolvingNotOffered
        case .reopen where refuses(.reopened): return .reopeningNotOffered
        case .rate where !capabilities.ratings: return .ratingsNotOffered
        case .rate where isStaff: return .onlyCustomersRate
        case .rate where open?.ticket.status != .resolved: return .rateWhenResolved
        case .assign where !isStaff, .take where !isStaff, .move where !isStaff, .writeNote where !isStaff:
            return .onlyForSpecialists
        case .files where ticket.map { $0.attachments.isEmpty } ?? false: return .noAttachments
        case .removeFile where hasNoFiles: return .noFileToRemove
        case .chooseProfile where profiles.names.count < 2: return .onlyOneProfile
        case .cancelTransfer where selectedTransfer == nil: return .noTransfers
        case .retryTransfer where selectedTransfer?.isRunning ?? true: return .nothingToRetry
        case .recall where ticket == nil && tickets.undo == nil, .recall where ticket != nil && unsent == nil:
            return .nothingUnsent
        case .retry where !hasFailed, .discard where !hasFailed: return .nothingFailed
        case .writeShiftNote where isStaff, .showShiftNotes where isStaff: return .onlyForServices
        case .writeShiftNote where !hasShiftNotes, .showShiftNotes where !hasShiftNotes: return .shiftNotesNotOffered
        case .showShiftNotes where desk.shiftNotes.isEmpty: return .noShiftNotes
        case .insertCannedReply, .keepCannedReply, .editCannedReply: return reasonAgainstCannedReplies(action)
        case .reply where ticket == nil && !tickets.marks.isEmpty && !isStaff: return .onlyForSpecialists
        case .searchDesk: return reasonAgainstDeskSearch
        case .openSimilar where create.similar.isEmpty: return .nothingSimilar
        // A reason of the Customer Page, or none.
        default: return reasonDisabledOnPage(action)
        }
    }

    /// Whether the action is shown among those that matter most: it can be done, and there is something for it to do.
    func isOffered(_ action: Action) -> Bool {
        reasonDisabled(action) == nil && !(action == .searchDesk && hasAllOfDesk)
    }

    /// Whether restricted mode never does this: all that needs another program, or leaves the terminal to one.
    func isForbidden(_ action: Action) -> Bool {
        isRestricted && [.suspend, .editExternally, .openAttachment, .toggleDesktopNotifications].contains(action)
    }

    /// The name of the action here: a note is not sent to anybody.
    func label(of action: Action) -> Phrase {
        if context == .ticketList, action == .reply, !tickets.marks.isEmpty { return .replyToMarked }
        let isNote = context == .reply && ticket?.reply?.draft.kind.isNote ?? false
        return isNote && action == .send ? .saveNote : .action(action, in: context)
    }

    private var hasFailed: Bool {
        ticket?.conversation?.deliveries.contains { if case .failed = $0 { true } else { false } } ?? false
    }

    /// Whether the backend is known not to let the account make this change in the open ticket.
    private func refuses(_ kind: NewEvent.Kind) -> Bool {
        guard let topic = ticket?.conversation?.ticket.topic else { return false }
        return desk.topics.first { $0.id == topic }?.refused?.contains(kind) ?? false
    }

    private var hasNoFiles: Bool {
        guard let draft = writtenDraft else { return false }
        return draft.files.isEmpty && !drafting.isArriving(in: draft.id)
    }
}
