import Synchronization

/// Holds back work that comes with every letter of a text, so that it is done a few times a second at most. Newer work
/// takes the place of what it makes needless (`LaneWork.replaces`), so the last of it is always done.
final class HeldWork<Work: LaneWork>: Sendable {
    enum Rule: Sendable {
        /// The first at once, and what comes within a pause after it at the end of that pause.
        case oncePerPause
        /// At the end of a pause in which nothing more came.
        case afterLast
    }

    private struct State {
        var held: [Work] = []
        var isPausing = false
        /// Whether something came since the pause began.
        var hasMore = false
    }

    private let state = Mutex(State())
    private let rule: Rule
    private let pause: @Sendable () async -> Void
    private let perform: @Sendable (Work) -> Void

    /// - Parameters:
    ///   - pause: returns when a pause is over.
    ///   - perform: begins the work and returns at once. It is called under a lock, so that what is held and what
    ///     comes after it keep their order, and must not call back.
    init(
        _ rule: Rule, pause: @escaping @Sendable () async -> Void, perform: @escaping @Sendable (Work) -> Void
    ) {
        self.rule = rule
        self.pause = pause
        self.perform = perform
    }

    func run(_ work: Work) {
        let begins = state.withLock { state in
            defer { state.isPausing = true }
            if !state.isPausing, rule == .oncePerPause {
                perform(work)
                return true
            }
            if let place = state.held.lastIndex(where: work.replaces) {
                state.held[place] = work
            } else {
                state.held.append(work)
            }
            state.hasMore = state.isPausing
            return !state.isPausing
        }
        if begins { Task { repeat { await pause() } while endsPause() } }
    }

    /// Begins everything that is held.
    func release() { state.withLock { release(&$0) } }

    private func release(_ state: inout State) {
        state.held.forEach(perform)
        state.held = []
    }

    /// Whether another pause follows.
    private func endsPause() -> Bool {
        state.withLock { state in
            let isOver = rule == .oncePerPause ? state.held.isEmpty : !state.hasMore
            if rule == .oncePerPause || isOver { release(&state) }
            state.hasMore = false
            state.isPausing = !isOver
            return !isOver
        }
    }
}
