import HelpdeskCore
import Synchronization

/// Runs effects one after the other, in their order. An effect that makes a waiting one needless takes its place.
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
            state.waiting.removeAll { $0.isCovered(by: effect) }
            state.waiting.append(effect)
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

extension Effect {
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
