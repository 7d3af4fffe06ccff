import HelpdeskCore
import TerminalKit

/// Files that take a while to get into a draft. What is to be sent with them waits for them.
extension AppState {
    /// Attaches files to a draft. One that was still empty is kept first: the user may leave it before they are there.
    mutating func attach(_ sources: [ArrivingFiles.Source], to id: Draft.ID) -> [Effect] {
        var effects: [Effect] = []
        for source in sources {
            arrivalCount += 1
            let files = ArrivingFiles(id: arrivalCount, draft: id, source: source)
            arriving.append(files)
            effects.append(.files(.attach(files)))
        }
        if create.draft.id == id, create.draft.isBlank { return saveCreateDraft() + effects }
        if let reply = ticket?.reply, reply.draft.id == id, reply.draft.isBlank { return saveReplyDraft() + effects }
        return effects
    }

    func isArriving(in id: Draft.ID) -> Bool { arriving.contains { $0.draft == id } }

    /// The files of the draft, with those on their way.
    func fileCount(of draft: Draft) -> Int { draft.files.count + arrivingNames(in: draft.id).count }

    /// Whether nothing is lost with the draft.
    func isUnused(_ draft: Draft) -> Bool { draft.isBlank && !isArriving(in: draft.id) }

    /// What is said of a draft that is left.
    func left(_ draft: Draft) -> Notice? {
        if unsaved.contains(draft.id) { return .failed(.draftUnsaved) }
        return isUnused(draft) ? nil : .done(draft.kind.isNote ? .noteKept : .draftKept)
    }

    /// Whether the draft has to wait for files; if so, it is sent when they are there.
    mutating func waitsForFiles(_ id: Draft.ID) -> Bool {
        guard isArriving(in: id) else { return false }
        awaitedDraft = id
        notice = arrivingNames(in: id).first.map { .done(.attachingThenSending($0)) }
        return true
    }

    /// All of them are attached, or it was said why not.
    mutating func filesArrived(_ files: ArrivingFiles) -> [Effect] {
        arriving.removeAll { $0.id == files.id }
        guard awaitedDraft == files.draft, !isArriving(in: files.draft) else { return [] }
        awaitedDraft = nil
        if create.draft.id == files.draft { return saveTicket(isConfirmed: true) }
        if ticket?.reply?.draft.id == files.draft { return sendReply(isConfirmed: true) }
        return []
    }

    mutating func attachFailed(_ id: Draft.ID, _ error: HelpdeskError) -> [Effect] {
        // Stopped by the user, who was told at once.
        if error.code == .cancelled { return [] }
        // Nothing is sent without a file that was meant to go with it.
        if awaitedDraft == id { awaitedDraft = nil }
        notice = .failed(.error(error))
        return []
    }

    /// Stops what arrives last for the draft; nil if nothing does.
    mutating func stopArriving(in id: Draft.ID) -> [Effect]? {
        guard let last = arriving.last(where: { $0.draft == id }) else { return nil }
        notice = .done(.fileRemoved(last.names.joined(separator: ", ")))
        return [.files(.stopAttaching(last))]
    }

    /// Who goes on writing does not want that to be sent in the middle of a word.
    mutating func wroteOn(in id: Draft.ID) {
        guard awaitedDraft == id else { return }
        awaitedDraft = nil
        notice = .failed(.sendingCalledOff(key: bindings.notation(for: .send, in: context) ?? ""))
    }

    /// What is on its way into the draft, in words.
    func arrivingTexts(in id: Draft.ID) -> [String] {
        arrivingNames(in: id).map { name in
            strings[awaitedDraft == id ? .attachingThenSending(name) : .attaching(name)]
        }
    }

    private func arrivingNames(in id: Draft.ID) -> [String] {
        arriving.filter { $0.draft == id }.flatMap(\.names).map { Sanitizer.visible($0) }
    }
}
