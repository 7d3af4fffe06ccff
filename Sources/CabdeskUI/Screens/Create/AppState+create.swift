import HelpdeskCore
import HelpdeskModels
import TerminalKit

extension AppState {
    /// The topics that take new tickets, in their order.
    var openTopics: [Topic] { desk.topics.filter { !$0.isRetired } }

    var createTopic: Topic? { openTopics.first { $0.id == create.draft.topic } }

    /// The service that a specialist files for; nil until one is chosen, and for a customer.
    var createService: Service? { desk.services.first { $0.id == create.draft.service } }

    private var createOrder: [CreateFocus] { create.order(of: createTopic, isForService: isStaff) }

    /// Puts an empty form in the place of what was sent, left or thrown away.
    mutating func beginForm() {
        create = CreateState(draft: newDraft())
        focusFirst()
    }

    /// Goes to the first thing that an untouched form asks for.
    mutating func focusFirst() {
        if isStaff, createService == nil, create.focus == .topic { create.focus = .service }
    }

    /// Goes on with a draft: one of an earlier run, or one that was chosen or taken back.
    mutating func createDraftLoaded(_ draft: Draft?, isAsked: Bool = false) -> [Effect] {
        guard let draft, draft.id != create.draft.id,
            isAsked || (drafting.isUnused(create.draft) && create.draft.topic == nil)
        else { return [] }
        create = CreateState(draft: draft)
        focusFirst()
        notice = .done(.draftRestored)
        return []
    }

    mutating func ticketQueued(_ id: Draft.ID, _ ticket: Ticket.ID) -> [Effect] {
        guard create.draft.id == id else { return [] }
        beginForm()
        notice = .done(.ticketQueued)
        // A user who went elsewhere while a file was copied stays there: keys are meant for what is on the screen.
        guard tab == .create, overlays.isEmpty else { return [] }
        tab = .tickets
        tickets.isFiltering = false
        tickets.filter = TextEditor("", singleLine: true)
        tickets.query = TicketQuery()
        self.ticket = TicketState(id: ticket)
        return [.read(.list(tickets.query)), .read(.conversation(ticket))]
    }

    mutating func performOnCreate(_ action: Action) -> [Effect] {
        switch action {
        case .nextField: moveFocus(1)
        case .previousField: moveFocus(-1)
        case .choose:
            switch create.focus {
            case .service: openServiceList()
            case .topic: openTopicList()
            case .save: return send(isConfirmed: false)
            case .field, .subject, .text: moveFocus(1)
            }
        case .leaveText: create.focus = createOrder[0]
        case .pageDown: create.recommendationScroll += 1
        case .pageUp: create.recommendationScroll = max(0, create.recommendationScroll - 1)
        case .attach: return openBrowser(for: create.draft.id)
        case .editExternally: return editExternally(create.draft)
        case .showDrafts: return [.write(.listDrafts)]
        case .newDraft:
            notice = noticeOnLeaving(create.draft)
            beginForm()
        case .openSimilar:
            guard let similar = create.similar.first else { return [] }
            tab = .tickets
            defer { ticket?.returnsToForm = true }
            return openTicket(similar.id)
        case .removeFile: return removeFile()
        case .send: return send(isConfirmed: false)
        case .back: return show(.tickets)
        // No key, click or menu of the form asks for anything else.
        default: break
        }
        return []
    }

    mutating func openTopicList() {
        overlays.append(.choices(ChoiceList(.topic, topicItems, selected: create.draft.topic?.rawValue)))
    }

    mutating func openServiceList() {
        overlays.append(.choices(ChoiceList(.service, serviceItems, selected: create.draft.service?.rawValue)))
    }

    private mutating func moveFocus(_ step: Int) {
        let order = createOrder
        let index = order.firstIndex(of: create.focus) ?? 0
        create.focus = order[(index + step + order.count) % order.count]
    }

    mutating func chooseTopic(_ id: Topic.ID) -> [Effect] {
        create.draft.topic = id
        create.recommendationScroll = 0
        create.violations = []
        if let template = createTopic?.template, create.text.isEmpty {
            create.text = TextEditor(template[language])
            create.draft.text = create.text.text
        }
        create.draft.fields = fieldValues()
        create.focus = .topic
        moveFocus(1)
        return saveCreateDraft()
    }

    mutating func chooseService(_ id: Service.ID) -> [Effect] {
        create.draft.service = id
        create.violations = []
        create.similar = []
        create.focus = .topic
        return saveCreateDraft() + askForSimilar()
    }

    /// Similar tickets matter within one service: none are looked for before a specialist has chosen it.
    private func askForSimilar() -> [Effect] {
        if isStaff, createService == nil { return [] }
        return [.read(.similar(create.draft.text, service: create.draft.service))]
    }

    private func fieldValues() -> [FieldValue] {
        (createTopic?.fields ?? []).compactMap { field in
            guard let text = create.fields[field.key]?.text, !text.isEmpty else { return nil }
            return FieldValue(key: field.key, value: text)
        }
    }

    mutating func typedIntoCreate(_ key: Key) -> [Effect] {
        if isHandedOver { return [] }
        if key == .enter, create.focus != .text {
            moveFocus(1)
            return []
        }
        let columns = createTextColumns
        guard editCreate({ $0.handle(key, columns: columns) }) else { return [] }
        return createTextChanged(byHand: true)
    }

    mutating func pastedIntoCreate(_ text: String) -> [Effect] {
        if isHandedOver { return [] }
        if let paths = DroppedPaths(text) {
            return attach([.dropped(paths, text: text)], to: create.draft.id)
        }
        _ = editCreate {
            $0.insert(text)
            return true
        }
        defer { if create.focus == .text { notePasted(text) } }
        return createTextChanged(byHand: true)
    }

    /// Lets `edit` change the editor that has the focus.
    mutating func editCreate(_ edit: (inout TextEditor) -> Bool) -> Bool {
        switch create.focus {
        case .text: return edit(&create.text)
        case .subject: return edit(&create.subject)
        case .field(let index):
            guard let field = createTopic?.fields[safe: index] else { return false }
            return edit(&create.fields[field.key, default: TextEditor("", singleLine: true)])
        case .service, .topic, .save: return false
        }
    }

    mutating func createTextChanged(byHand isByHand: Bool = false) -> [Effect] {
        let old = create.draft
        create.draft.text = create.text.text
        create.draft.subject = create.subject.isEmpty ? nil : create.subject.text
        create.draft.fields = fieldValues()
        if create.draft == old { return [] }
        if isByHand { callOffSending(create.draft.id) }
        let asks = create.draft.text != old.text ? askForSimilar() : []
        return saveCreateDraft() + asks
    }

    mutating func draftsLoaded(_ drafts: [ListedDraft]) -> [Effect] {
        let items = draftItems(drafts)
        if items.isEmpty {
            notice = .failed(.noDrafts)
        } else {
            overlays.append(.choices(ChoiceList(.draft, items, selected: create.draft.id.description)))
        }
        return []
    }

    mutating func saveCreateDraft() -> [Effect] {
        create.draft.updated = now
        return [.write(.saveDraft(create.draft))]
    }

    mutating func saveTicket(isConfirmed: Bool) -> [Effect] {
        if create.isSaving { return [] }
        create.violations = violationsOfDraft()
        guard let first = create.violations.first else {
            if !isConfirmed, asksForAttachment(create.draft) { return [] }
            if waitsForFiles(create.draft.id) { return [] }
            create.isSaving = true
            return [.write(.queueTicket(create.draft))]
        }
        notice = .failed(.violation(first, label: label(of: first)))
        create.focus = focus(of: first) ?? create.focus
        return []
    }

    private func violationsOfDraft() -> [Violation] {
        if isStaff, createService == nil { return [Violation(field: "service", code: .empty)] }
        guard let topic = createTopic else { return [Violation(field: "topic", code: .empty)] }
        return limits.violations(in: create.draft.fields, topic: topic)
            + limits.violations(inText: create.draft.text, attachmentCount: fileCount(of: create.draft))
            + (create.draft.subject.map { limits.violations(inSubject: $0) } ?? [])
    }

    private func label(of violation: Violation) -> String? {
        strings.label(of: violation, in: createTopic)
    }

    private func focus(of violation: Violation) -> CreateFocus? {
        switch violation.field {
        case "service": return .service
        case "topic": return .topic
        case "text", "attachments": return .text
        case "subject": return .subject
        default:
            return createTopic?.fields.firstIndex { "fields.\($0.key)" == violation.field }.map { .field($0) }
        }
    }
}
