import HelpdeskCore
import HelpdeskModels
import Synchronization
import SystemKit

/// Messages on their way to the loop, from any thread. The loop takes all that wait at once.
///
/// It does not grow without end while the loop is held up, as by an editor that is open over night: of what only says how
/// something stands, the newest waits, and whoever reads lines waits for room.
public final class Mailbox: Sendable {
    private struct State {
        var waiting: [AppMessage] = []
        var lines = 0
        var writers: [CheckedContinuation<Void, Never>] = []
        /// The loop, while it waits for something.
        var reader: CheckedContinuation<Void, Never>?
        /// The loop that is called instead, and its end.
        var called: (take: @MainActor ([AppMessage]) async -> Bool, end: CheckedContinuation<Void, Never>)?
        /// Whether it was called and has not taken everything yet.
        var isTaking = false

        /// All that waits, with the room that it leaves.
        mutating func takeAll() -> (messages: [AppMessage], writers: [CheckedContinuation<Void, Never>]) {
            defer { (waiting, lines, writers) = ([], 0, []) }
            return (waiting, writers)
        }

        /// Whether the loop has to be called for what waits.
        mutating func begins() -> Bool {
            guard called != nil, !isTaking, !waiting.isEmpty else { return false }
            isTaking = true
            return true
        }

        mutating func take(_ message: AppMessage) {
            guard message.isStanding else { return waiting.append(message) }
            for (index, older) in waiting.enumerated() {
                guard let both = older.merged(with: message) else { continue }
                waiting[index] = both
                return
            }
            waiting.append(message)
        }
    }

    private let state = Mutex(State())

    /// So many lines wait at most, a little more than a text may have.
    private static let maxLines = 4096

    public init() {}

    public func post(_ message: AppMessage) {
        post([message])
    }

    public func post(_ messages: [AppMessage]) {
        if messages.isEmpty { return }
        add(messages)
        wake()
    }

    /// Has the loop take them before it returns, unless it is in the middle of something.
    @MainActor
    public func deliver(_ messages: [AppMessage]) {
        if messages.isEmpty { return }
        add(messages)
        if state.withLock({ $0.begins() }) { Task.immediate { await self.call() } } else { wake() }
    }

    private func add(_ messages: [AppMessage]) {
        state.withLock { state in
            for message in messages {
                state.lines += message.lineCount
                state.take(message)
            }
        }
    }

    /// Lets the loop look.
    private func wake() {
        let (reader, isCalled) = state.withLock { state in
            defer { state.reader = nil }
            return (state.reader, state.begins())
        }
        reader?.resume()
        if isCalled { Task { @MainActor in await self.call() } }
    }

    /// Calls `take` with what waits, again and again, until it returns false or the task is cancelled. Then nothing is
    /// taken any more.
    ///
    /// A loop that waits is resumed by way of another thread, whoever posts; this one is called on the main thread at once.
    @MainActor
    func forward(to take: @escaping @MainActor ([AppMessage]) async -> Bool) async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { end in
                state.withLock { $0.called = (take, end) }
                if Task.isCancelled { stop() } else { wake() }
            }
        } onCancel: {
            stop()
        }
    }

    @MainActor
    private func call() async {
        while let take = state.withLock({ $0.called?.take }) {
            let (messages, writers) = state.withLock { state in
                state.isTaking = !state.waiting.isEmpty
                return state.takeAll()
            }
            writers.forEach { $0.resume() }
            if messages.isEmpty { return }
            if !(await take(messages)) { stop() }
        }
    }

    /// Ends forwarding.
    private func stop() {
        let end = state.withLock { state in
            defer { (state.called, state.isTaking) = (nil, false) }
            return state.called?.end
        }
        end?.resume()
    }

    /// Returns input that was taken too early, before everything that waits.
    func putBack(_ input: [AppMessage]) {
        if input.isEmpty { return }
        state.withLock { state in
            state.lines += input.reduce(0) { $0 + $1.lineCount }
            state.waiting.insert(contentsOf: input, at: 0)
        }
        wake()
    }

    /// Whether the lines that wait are few enough for more.
    public var hasRoom: Bool { state.withLock { $0.lines < Self.maxLines } }

    /// Returns when there is room.
    public func waitForRoom() async {
        await withCheckedContinuation { continuation in
            let hasRoom = state.withLock { state in
                if state.lines >= Self.maxLines { state.writers.append(continuation) }
                return state.lines < Self.maxLines
            }
            if hasRoom { continuation.resume() }
        }
    }

    /// Takes the waiting answers to effects; anything that a person typed ahead waits for its turn.
    @MainActor
    func takeAnswers() -> [AppMessage] {
        state.withLock { state in
            defer { state.waiting.removeAll { !$0.isInput } }
            return state.waiting.filter { !$0.isInput }
        }
    }

    /// Waits until there is something; returns all of it, or nothing when the task is cancelled. One at a time waits.
    @MainActor
    func take() async -> [AppMessage] {
        while !Task.isCancelled {
            let (messages, writers) = state.withLock { $0.takeAll() }
            writers.forEach { $0.resume() }
            if !messages.isEmpty { return messages }
            await withTaskCancellationHandler {
                await withCheckedContinuation { reader in
                    let isNeeded = state.withLock { state in
                        if state.waiting.isEmpty, !Task.isCancelled { state.reader = reader }
                        return state.reader == nil
                    }
                    if isNeeded { reader.resume() }
                }
            } onCancel: {
                wake()
            }
        }
        return []
    }
}

extension Mailbox {
    /// Posts each minute as it begins, until the task is cancelled: office hours and times of day change with the minutes,
    /// and with nothing shorter.
    public func postMinutes() async {
        while true {
            let intoMinute = Timestamp.now.milliseconds % 60_000
            do { try await MachineTimer.sleep(for: .milliseconds(60_000 - intoMinute)) } catch { return }
            post(.minutePassed(.now))
        }
    }
}

extension AppMessage {
    /// Whether a person did it, in linear mode: typed a line, or ended the program.
    var isInput: Bool {
        switch self {
        case .lineTyped, .linesPasted, .quitRequested: true
        // Keys and the mouse are of the screens alone; everything else is an answer.
        default: false
        }
    }

    /// How much of the room for input it takes.
    fileprivate var lineCount: Int {
        if case .linesPasted(let lines) = self { lines.count } else { isInput ? 1 : 0 }
    }

    /// Whether it only reports how something stands, so that it need not wait beside an older one of its kind.
    fileprivate var isStanding: Bool {
        switch self {
        case .storeChanged, .syncStatusChanged, .minutePassed, .secondPassed, .windowResized, .downloadProgressed,
            .presenceLoaded:
            true
        // Everything else answers an effect, which somebody asked for once.
        default: false
        }
    }

    /// The one message that says what this and a newer one say; nil if they are about different things.
    fileprivate func merged(with newer: AppMessage) -> AppMessage? {
        switch (self, newer) {
        case (.storeChanged(let change), .storeChanged(let later)): .storeChanged(change.union(later))
        case (.syncStatusChanged, .syncStatusChanged), (.minutePassed, .minutePassed), (.secondPassed, .secondPassed),
            (.windowResized, .windowResized):
            newer
        case (.downloadProgressed(let transfer, _), .downloadProgressed(let other, _)):
            transfer == other ? newer : nil
        case (.presenceLoaded(let ticket, _), .presenceLoaded(let other, _)): ticket == other ? newer : nil
        // Two that do not stand, or of two kinds.
        default: nil
        }
    }
}
