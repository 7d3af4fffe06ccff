import HelpdeskCore
import HelpdeskModels

/// Drafts whose last words could not be saved: kept in memory until they can be. A disk may be full for a while.
///
/// All that is written goes through here, one effect after the other, so that an older text never replaces a newer one.
actor UnsavedDrafts {
    private let write: @Sendable (Effect.Write) async -> [AppMessage]
    private var drafts: [Draft.ID: Draft] = [:]
    /// Files that could not be taken off their drafts.
    private var detached: [Draft.ID: [OutgoingFile.ID]] = [:]
    /// Those that were left meanwhile; others may have them once they are saved.
    private var left: Set<Draft.ID> = []

    /// - Parameter write: has the store do it and answers what came of it.
    init(_ write: @escaping @Sendable (Effect.Write) async -> [AppMessage]) {
        self.write = write
    }

    func run(_ effect: Effect.Write) async -> [AppMessage] {
        let before = Set(drafts.keys)
        let answers = await answers(to: effect)
        let after = Set(drafts.keys)
        return before == after ? answers : answers + [.draftsUnsaved(after)]
    }

    private func answers(to effect: Effect.Write) async -> [AppMessage] {
        switch effect {
        case .saveDraft(let draft): return await save(draft)
        case .detach(let file, let id):
            let answers = await write(effect)
            // The draft is saved next, and with it what is left to do.
            if !answers.isEmpty { detached[id, default: []].append(file) }
            return answers
        case .saveUnsaved:
            var (saved, failure): ([AppMessage], [AppMessage]) = ([], [])
            for draft in drafts.values.sorted(by: { $0.id < $1.id }) {
                let answers = await save(draft)
                // One reason is enough: it is the same for all of them.
                if drafts[draft.id] == nil { saved += answers } else { failure = answers }
            }
            return saved + failure
        case .appendText(let text, let id):
            guard var draft = drafts[id] else { return await write(effect) }
            draft.text += text
            return await save(draft)
        case .loadDraft(let kind):
            let newest = drafts.values.filter { $0.kind == kind }.max { $0.updated < $1.updated }
            guard let draft = newest else { return await write(effect) }
            left.remove(draft.id)
            return [.draftLoaded(kind, draft)]
        case .openDraft(let id):
            guard let draft = drafts[id] else { return await write(effect) }
            left.remove(id)
            return [.draftOpened(draft)]
        case .leaveDraft(let id):
            guard drafts[id] != nil else { return await write(effect) }
            left.insert(id)
            return []
        case .queueTicket(let draft), .queueReply(let draft):
            let answers = await write(effect)
            if case .draftRefused? = answers.first { return answers }
            forget(draft.id)
            return answers
        case .discardDraft(let id):
            forget(id)
            return await write(effect)
        case .queueTransition, .undoTransition, .markRead, .markUnread, .rate, .assign, .move, .prioritise, .merge,
            .change, .undoChange, .recall, .cancelUpload, .retryFailed, .discardFailed, .savePreferences,
            .acknowledgeRescue, .listDrafts, .loadWords,
            .keepWords, .noteWork, .beginShift, .takeBackShift, .queueShiftNote, .deleteShiftNote, .keepCannedReply,
            .deleteCannedReply, .replyToSeveral, .undoReplies:
            return await write(effect)
        }
    }

    /// The store answers to a saved draft with nothing.
    private func save(_ draft: Draft) async -> [AppMessage] {
        var answers: [AppMessage] = []
        while answers.isEmpty, let file = detached[draft.id]?.last {
            answers = await write(.detach(file, draft.id))
            if answers.isEmpty { detached[draft.id]?.removeLast() }
        }
        if answers.isEmpty { answers = await write(.saveDraft(draft)) }
        guard answers.isEmpty else {
            drafts[draft.id] = draft
            return answers
        }
        drafts[draft.id] = nil
        return left.remove(draft.id) == nil ? [] : await write(.leaveDraft(draft.id))
    }

    private func forget(_ id: Draft.ID) {
        drafts[id] = nil
        detached[id] = nil
        left.remove(id)
    }
}
