import HelpdeskCore
import Synchronization

/// Runs effects one after the other, in their order. An effect that makes a waiting one needless takes its place, not one
/// at the end: what changes all the time would never have its turn there.
final class Lane: Sendable {
    private struct State {
        var waiting: [Effect] = []
        var isRunning = false
        var idle: [CheckedContinuation<Void, Never>] = []
    }

    private let state = Mutex(State())
    private let work: @Sendable (Effect) async -> Void

    init(_ work: @escaping @Sendable (Effect) async -> Void) {
        self.work = work
    }

    func run(_ effect: Effect) {
        let begins = state.withLock { state in
            // A newer draft holds all that the older one did; a read that waits will see what is newest.
            if let place = state.waiting.placeOf(effect) {
                state.waiting[place] = effect
            } else {
                state.waiting.append(effect)
            }
            defer { state.isRunning = true }
            return !state.isRunning
        }
        if begins { Task { await drain() } }
    }

    /// Returns when nothing waits and nothing runs.
    func finish() async {
        await withCheckedContinuation { continuation in
            let isIdle = state.withLock { state in
                if state.isRunning { state.idle.append(continuation) }
                return !state.isRunning
            }
            if isIdle { continuation.resume() }
        }
    }

    private func drain() async {
        while let effect = next() { await work(effect) }
    }

    /// The next effect; nil when there is none, and then those who wait for that are told.
    private func next() -> Effect? {
        let (effect, idle) = state.withLock { state -> (Effect?, [CheckedContinuation<Void, Never>]) in
            if !state.waiting.isEmpty { return (state.waiting.removeFirst(), []) }
            state.isRunning = false
            defer { state.idle = [] }
            return (nil, state.idle)
        }
        idle.forEach { $0.resume() }
        return effect
    }
}

extension [Effect] {
    /// The place of the effect that `newer` makes needless; nil for none. A draft is not saved anew before something else
    /// that is done with it.
    fileprivate func placeOf(_ newer: Effect) -> Int? {
        for (index, effect) in enumerated().reversed() {
            if effect.isCovered(by: newer) { return index }
            if case .saveDraft(let draft) = newer, effect.draft == draft.id { return nil }
        }
        return nil
    }
}

extension Effect {
    /// The draft with which something is done that ends, opens or leaves it, or takes a file off.
    fileprivate var draft: Draft.ID? {
        switch self {
        case .queueTicket(let draft), .queueReply(let draft): draft.id
        case .openDraft(let id), .discardDraft(let id), .leaveDraft(let id), .detach(_, let id): id
        default: nil
        }
    }

    /// Whether doing `later` makes this one needless.
    fileprivate func isCovered(by later: Effect) -> Bool {
        switch (self, later) {
        case (.saveDraft(let draft), .saveDraft(let newer)): draft.id == newer.id
        case (.loadList, .loadList), (.loadRows, .loadRows), (.loadDesk, .loadDesk), (.findSimilar, .findSimilar): true
        case (.loadConversation(let id), .loadConversation(let other)): id == other
        default: false
        }
    }
}
