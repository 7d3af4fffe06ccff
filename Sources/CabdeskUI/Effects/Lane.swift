import HelpdeskCore
import Synchronization

/// Work that is done one piece after the other.
protocol LaneWork: Sendable {
    /// Whether doing this makes the `older` piece needless, which waits.
    func replaces(_ older: Self) -> Bool

    /// Whether this must not be done before the `older` piece, which waits.
    func mustFollow(_ older: Self) -> Bool
}

/// Runs pieces of work one after the other, in their order. One that makes a waiting piece needless takes its place
/// rather than one at the end: what changes all the time would never have its turn there.
final class Lane<Work: LaneWork>: Sendable {
    private struct State {
        var waiting: [Work] = []
        var isRunning = false
    }

    private let state = Mutex(State())
    private let tasks = RunningTasks()
    private let work: @Sendable (Work) async -> Void

    init(_ work: @escaping @Sendable (Work) async -> Void) {
        self.work = work
    }

    func run(_ new: Work) {
        let begins = state.withLock { state in
            if let place = state.waiting.place(of: new) {
                state.waiting[place] = new
            } else {
                state.waiting.append(new)
            }
            defer { state.isRunning = true }
            return !state.isRunning
        }
        if begins { tasks.run { await self.drain() } }
    }

    /// Returns when nothing waits and nothing runs.
    func finish() async { await tasks.finish() }

    private func drain() async {
        while let next = next() { await work(next) }
    }

    private func next() -> Work? {
        state.withLock { state in
            if !state.waiting.isEmpty { return state.waiting.removeFirst() }
            state.isRunning = false
            return nil
        }
    }
}

extension Array where Element: LaneWork {
    /// The place of the piece that `new` makes needless; nil for none.
    fileprivate func place(of new: Element) -> Int? {
        for (index, older) in enumerated().reversed() {
            if new.replaces(older) { return index }
            if new.mustFollow(older) { return nil }
        }
        return nil
    }
}

extension Effect.Read: LaneWork {
    /// A read that waits will see what is newest.
    func replaces(_ older: Self) -> Bool {
        switch self {
        case .desk, .counts, .conversation: self == older
        case .list: if case .list = older { true } else { false }
        case .rows: if case .rows = older { true } else { false }
        case .nearbyRows: if case .nearbyRows = older { true } else { false }
        case .similar: if case .similar = older { true } else { false }
        case .nextUnread, .number, .mergeCandidates, .changeable, .answerable: false
        }
    }

    func mustFollow(_ older: Self) -> Bool { false }
}

extension Effect.Write: LaneWork {
    /// A newer draft holds all that the older one did.
    func replaces(_ older: Self) -> Bool {
        switch (self, older) {
        case (.saveDraft(let new), .saveDraft(let draft)): new.id == draft.id
        case (.keepWords, .keepWords): true
        // Everything else is done in turn.
        default: false
        }
    }

    /// A draft is not saved before something else that is done with it.
    func mustFollow(_ older: Self) -> Bool {
        guard case .saveDraft(let draft) = self else { return false }
        return older.endedOrOpenedDraft == draft.id
    }

    /// The draft that it ends, opens, closes or takes a file off.
    private var endedOrOpenedDraft: Draft.ID? {
        switch self {
        case .queueTicket(let draft), .queueReply(let draft): draft.id
        case .openDraft(let id), .discardDraft(let id), .leaveDraft(let id), .detach(_, let id): id
        case .loadDraft, .listDrafts, .saveDraft, .appendText, .saveUnsaved, .queueTransition, .undoTransition,
            .markRead,
            .markUnread, .rate, .assign, .move, .prioritise, .merge, .change, .undoChange, .recall, .cancelUpload,
            .retryFailed, .discardFailed, .savePreferences, .acknowledgeRescue, .loadWords,
            .keepWords, .noteWork, .beginShift, .takeBackShift,
            .queueShiftNote, .deleteShiftNote, .keepCannedReply, .deleteCannedReply, .replyToSeveral, .undoReplies:
            nil
        }
    }
}

extension Effect.Remote: LaneWork {
    /// Of what one does with a ticket, the newest counts, and of what is looked for.
    func replaces(_ older: Self) -> Bool {
        if case .countOnDesk = self, case .countOnDesk = older { return true }
        guard case .announcePresence(let ticket, _, _) = self, case .announcePresence(ticket, _, _) = older else {
            return false
        }
        return true
    }

    func mustFollow(_ older: Self) -> Bool {
        guard case .announcePresence(let ticket, _, _) = self, case .leavePresence(ticket) = older else { return false }
        return true
    }
}
