import HelpdeskCore
import HelpdeskModels
import TerminalKit

extension AppState {
    mutating func perform(_ action: Action, on list: ChoiceList) -> [Effect] {
        var list = list
        switch action {
        case .choose: return chosen(list)
        case .openAttachment, .previewAttachment:
            // Nothing is selected in an empty list, and a file that is gone leaves the list with its message.
            guard let file = attachment(list.selected?.id) else { return [] }
            if action == .previewAttachment { return receive(.preview(file)) }
            overlays.removeLast()
            return receive(.open(file))
        case .removeDraft:
            if list.purpose == .shiftNote, let id = list.selected.flatMap({ ShiftNote.ID($0.id) }) {
                ask(.deleteShiftNote(id))
                return []
            }
            if list.purpose == .cannedReply, let reply = cannedReply(list.selected?.id) {
                ask(.deleteCannedReply(reply))
                return []
            }
            guard list.purpose == .draft, let id = list.selected.flatMap({ Draft.ID($0.id) }) else { return [] }
            ask(.discardDraft(id))
            return []
        case .editCannedReply:
            if list.purpose == .cannedReply, let reply = cannedReply(list.selected?.id) { edit(reply) }
            return []
        // Everything else that the list is asked for moves its selection.
        default:
            list.viewport.move(action)
            replaceTop(with: .choices(list))
            return showCandidate(of: list)
        }
    }

    /// Shows the selected theme at once, while its user is still looking through the list.
    func showCandidate(of list: ChoiceList) -> [Effect] {
        guard list.purpose == .theme, let theme = list.selected?.id else { return [] }
        return [.files(.look(.theme(theme)))]
    }

    /// A theme that was chosen can be used, and is remembered.
    mutating func themeChosen(_ theme: Theme) -> [Effect] {
        preferences.theme = theme.name
        notice = .done(.themeChosen(theme.name))
        return [.write(.savePreferences(preferences))]
    }

    private mutating func chosen(_ list: ChoiceList) -> [Effect] {
        guard let item = list.selected else { return [] }
        guard item.isEnabled else {
            notice = .failed(.plain(item.detail))
            return []
        }
        overlays.removeLast()
        switch list.purpose {
        case .service: return chooseService(Service.ID(item.id))
        case .topic: return chooseTopic(Topic.ID(item.id))
        case .move:
            let topic = Topic.ID(item.id)
            guard let ticket else { return change(.move(topic)) }
            return [.write(.move(ticket.id, topic))]
        case .priority(let ticket):
            return Ticket.Priority(rawValue: item.id).map { [.write(.prioritise(ticket, $0))] } ?? []
        case .merge(let ticket):
            if let target = Ticket.ID(item.id) { ask(.merge(ticket, into: target, item.label)) }
            return []
        case .assignee:
            let agent = item.id.isEmpty ? nil : User.ID(item.id)
            guard let ticket else { return change(.assign(agent)) }
            return [.write(.assign(ticket.id, agent))]
        case .attachment:
            guard let file = attachment(item.id) else { return [] }
            overlays.append(.path(PathState(attachment: file, directory: downloadDirectory)))
            return []
        case .fileRemoval: return removeFile(item.id)
        case .shiftNote: return ShiftNote.ID(item.id).map { readShiftNote($0) } ?? []
        case .cannedReply: return cannedReply(item.id).map { insert($0) } ?? []
        case .draft: return Draft.ID(item.id).map { [.write(.openDraft($0))] } ?? []
        case .palette: return Action(rawValue: item.id).map { perform($0) } ?? []
        case .profile:
            if item.id == profiles.current { return [] }
            profiles.next = item.id
            return perform(.quit)
        case .theme: return [.files(.look(.theme(item.id, isChosen: true)))]
        case .chat(let choice): return chosen(desk.links.first { $0.id.description == item.id }, for: choice)
        case .device: return signOut(customerPage.devices?.first { "\($0.id)" == item.id })
        }
    }

    private func attachment(_ id: String?) -> Attachment? {
        ticket?.attachments.first { $0.id.description == id }
    }

    // MARK: What there is to choose from

    /// The services that are known here, by their names.
    var serviceItems: [ChoiceList.Item] {
        desk.services.map { ChoiceList.Item(id: $0.id.rawValue, label: $0.name) }
    }

    /// The topics that take tickets, under their titles in the reader's language.
    var topicItems: [ChoiceList.Item] {
        openTopics.map { ChoiceList.Item(id: $0.id.rawValue, label: $0.title[language]) }
    }

    var attachmentItems: [ChoiceList.Item] {
        let files = ticket?.attachments ?? []
        return zip(files, files.map(\.name).toldApart()).map { file, name in
            ChoiceList.Item(id: file.id.description, label: name, detail: strings.size(file.size))
        }
    }

    var profileItems: [ChoiceList.Item] { profiles.names.map { ChoiceList.Item(id: $0, label: $0) } }

    var assigneeItems: [ChoiceList.Item] {
        let me = desk.me?.user.id
        let others = desk.agents.filter { $0.id != me }
        return (desk.agents.filter { $0.id == me } + others).map { ChoiceList.Item(id: $0.id.rawValue, label: $0.name) }
            + [ChoiceList.Item(id: "", label: strings[.nobody])]
    }

    /// Drafts of every kind; those of a reply and of a note say which they are, and of which ticket.
    func draftItems(_ drafts: [ListedDraft]) -> [ChoiceList.Item] {
        drafts.map { listed in
            let draft = listed.draft
            let ticket = listed.number.map { "№ \($0)" } ?? listed.ticketSubject ?? ""
            return ChoiceList.Item(
                id: draft.id.description,
                label: strings[.draft(draft.kind, ticket: ticket, text: beginning(of: draft))],
                detail: strings.dateTime(draft.updated))
        }
    }

    /// By which words one knows a draft again.
    func beginning(of draft: Draft) -> String {
        let subject = draft.effectiveSubject(limits: limits)
        return subject.isEmpty ? strings[.untitledDraft] : subject
    }

    /// Every action that means something here, with its key, or with the reason why it cannot be done now.
    var paletteItems: [ChoiceList.Item] {
        let context = self.context
        var seen: Set<Action> = []
        let here =
            bindings.bindings.filter { $0.context == context } + bindings.bindings.filter { $0.context == .everywhere }
        return here.filter { $0.action.isForPalette && seen.insert($0.action).inserted }.map { binding in
            let reason = reasonDisabled(binding.action).map { strings[$0] }
            return ChoiceList.Item(
                id: binding.action.rawValue, label: strings[label(of: binding.action)],
                detail: reason ?? binding.keys.map(\.notation).joined(separator: " "), isEnabled: reason == nil,
                keywords: binding.action.keywords)
        }
    }

    /// Lets an open list of the form take in what was received after it was opened, as at the first start.
    mutating func refreshFormLists() {
        guard case .choices(var list) = overlays.last, list.purpose.isOfForm else { return }
        list.update(list.purpose == .topic ? topicItems : serviceItems)
        replaceTop(with: .choices(list))
    }
}
