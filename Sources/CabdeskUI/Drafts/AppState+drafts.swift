import HelpdeskCore
import HelpdeskModels
import TerminalKit

/// The drafts that are being written, and files on their way into them.
extension AppState {
    /// Lets other programs have the drafts that are on no screen any more, or came too late for one; once their files
    /// are there, too.
    mutating func leaveDrafts(_ message: AppMessage) -> [Effect] {
        switch message {
        case .draftLoaded(_, let draft?), .draftOpened(let draft), .recalled(let draft?),
            .transitionUndone(_, let draft?):
            drafting.open.insert(draft.id)
        // No other message brings a draft.
        default: break
        }
        let shown = Set(writtenDrafts.map(\.id))
        return drafting.show(shown).map { .write(.leaveDraft($0)) }
    }

    /// Attaches files to a draft. One that was still empty is kept first: the user may leave it before they are there.
    mutating func attach(_ sources: [ArrivingFiles.Source], to id: Draft.ID) -> [Effect] {
        var effects: [Effect] = []
        for source in sources { effects.append(.files(.attach(drafting.expect(source, in: id)))) }
        if create.draft.id == id, create.draft.isBlank { return saveCreateDraft() + effects }
        if let reply = ticket?.reply, reply.draft.id == id, reply.draft.isBlank { return saveReplyDraft() + effects }
        return effects
    }

    /// The files of the draft, with those on their way.
    func fileCount(of draft: Draft) -> Int { draft.files.count + drafting.arrivingNames(in: draft.id).count }

    /// The notice after a draft was left: where it is from now on.
    func noticeOnLeaving(_ draft: Draft) -> Notice? {
        if drafting.unsaved.contains(draft.id) { return .failed(.draftUnsaved) }
        return drafting.isUnused(draft) ? nil : .done(.draftKept(draft.kind))
    }

    /// Whether the draft has to wait for files; if so, it is sent when they are there.
    mutating func waitsForFiles(_ id: Draft.ID) -> Bool {
        guard drafting.isArriving(in: id) else { return false }
        drafting.sendLater(id)
        notice = arrivingNames(in: id).first.map { .done(.attachingThenSending($0)) }
        return true
    }

    /// All of them are attached, or it was said why not.
    mutating func filesArrived(_ files: ArrivingFiles) -> [Effect] {
        guard drafting.arrived(files) else { return [] }
        if create.draft.id == files.draft { return saveTicket(isConfirmed: true) }
        if ticket?.reply?.draft.id == files.draft { return sendReply(isConfirmed: true) }
        return []
    }

    mutating func attachFailed(_ id: Draft.ID, _ error: HelpdeskError) -> [Effect] {
        // Stopped by the user, who has been notified already.
        if error.code == .cancelled { return [] }
        // Nothing is sent without a file that was meant to go with it.
        _ = drafting.callOffSending(id)
        notice = .failed(.error(error))
        return []
    }

    /// Removes a file from what is being written: the only one at once, of several the one that is chosen from a list.
    mutating func removeFile() -> [Effect] {
        let items = writtenFileItems
        guard items.count > 1 else { return items.first.map { removeFile($0.id) } ?? [] }
        overlays.append(.choices(ChoiceList(.fileRemoval, items, selected: items.last?.id)))
        return []
    }

    /// Removes an attached file from what is being written, or stops those on their way.
    mutating func removeFile(_ item: String) -> [Effect] {
        guard !isHandedOver, let draft = writtenDraft else { return [] }
        if let arriving = drafting.arriving.first(where: { $0.item == item && $0.draft == draft.id }) {
            notice = .done(.fileRemoved(arriving.names.joined(separator: ", ")))
            return [.files(.stopAttaching(arriving))]
        }
        guard let file = draft.files.first(where: { $0.id.description == item }) else { return [] }
        notice = .done(.fileRemoved(file.name))
        if tab == .create {
            create.draft.files.removeAll { $0.id == file.id }
            return [.write(.detach(file.id, draft.id))] + saveCreateDraft()
        }
        ticket?.reply?.draft.files.removeAll { $0.id == file.id }
        return [.write(.detach(file.id, draft.id))] + saveReplyDraft()
    }

    /// The files of what is being written, and those on their way.
    private var writtenFileItems: [ChoiceList.Item] {
        guard let draft = writtenDraft else { return [] }
        let files = zip(draft.files, draft.files.map(\.name).toldApart()).map { file, name in
            ChoiceList.Item(id: file.id.description, label: name, detail: strings.size(file.size))
        }
        return files
            + drafting.arriving.filter { $0.draft == draft.id }.map {
                ChoiceList.Item(id: $0.item, label: $0.names.joined(separator: ", "), detail: "…")
            }
    }

    /// Calls off sending a draft whose author continues to write: it must not leave in the middle of a word.
    mutating func callOffSending(_ id: Draft.ID) {
        guard drafting.callOffSending(id) else { return }
        notice = .failed(.sendingCalledOff(key: bindings.notation(for: .send, in: context) ?? ""))
    }

    /// The files on their way into the draft, in words.
    func arrivingTexts(in id: Draft.ID) -> [String] {
        arrivingNames(in: id).map { name in
            strings[drafting.awaited == id ? .attachingThenSending(name) : .attaching(name)]
        }
    }

    private func arrivingNames(in id: Draft.ID) -> [String] {
        drafting.arrivingNames(in: id).map { Sanitizer.visible($0) }
    }

    // MARK: What comes back

    /// Takes in a file that was copied. The same content twice in one message helps nobody: the second copy goes again.
    mutating func fileAttached(_ file: OutgoingFile, to id: Draft.ID) -> [Effect] {
        if let draft = writtenDrafts.first(where: { $0.id == id }),
            let same = draft.files.first(where: { $0.sha256 == file.sha256 && $0.size == file.size && $0.id != file.id }
            )
        {
            notice = .failed(.sameFile(file.name, as: same.name))
            return [.write(.detach(file.id, id))]
        }
        if create.draft.id == id {
            create.draft.files.append(file)
            noteAttached(file)
            return saveCreateDraft()
        }
        if ticket?.reply?.draft.id == id {
            ticket?.reply?.draft.files.append(file)
            noteAttached(file)
            return saveReplyDraft()
        }
        return []
    }

    /// Of several files, one that could not be attached matters more: it stands until the next key.
    private mutating func noteAttached(_ file: OutgoingFile) {
        if notice?.kind != .failed { notice = .done(.fileAttached(file.name)) }
    }

    /// Puts a text that only looked like dropped files where it was pasted.
    mutating func insert(_ text: String, into id: Draft.ID) -> [Effect] {
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
    mutating func replaceText(_ edited: String, in draft: Draft) -> [Effect] {
        var last = drafting.inEditor.removeValue(forKey: draft.id) ?? draft
        let text = edited + (last.text.hasPrefix(draft.text) ? last.text.dropFirst(draft.text.count) : "")
        if create.draft.id == draft.id {
            create.text.replaceAll(with: text)
            return createTextChanged()
        }
        guard ticket?.reply?.draft.id == draft.id else {
            guard text != last.text else { return [] }
            last.text = text
            last.updated = now
            notice = noticeOnLeaving(last)
            return [.write(.saveDraft(last)), .write(.leaveDraft(last.id))] + askAgain()
        }
        ticket?.reply?.editor.replaceAll(with: text)
        return replyTextChanged()
    }

    /// Goes on with a draft that was chosen from the list, or that was taken back before it left.
    ///
    /// It never takes the place of another text that is being written by then: half a note would end in a reply.
    /// Then it stays among the drafts.
    mutating func resume(_ draft: Draft, from origin: Tab) -> [Effect] {
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
        showReply(draft)
        layOutTicket()
        clampTicketScroll()
        return [.read(.conversation(id))]
    }

    mutating func draftRefused(_ id: Draft.ID, _ error: HelpdeskError) -> [Effect] {
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

extension [String] {
    /// The same names, the second of its kind as `name (2)`: one is to be told from the other.
    func toldApart() -> [String] {
        var seen: [String: Int] = [:]
        return map { name in
            seen[name, default: 0] += 1
            let number = seen[name, default: 1]
            return number == 1 ? name : "\(name) (\(number))"
        }
    }
}
