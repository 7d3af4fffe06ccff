import Synchronization

/// Messages on their way to the loop, from any thread. The loop takes all that wait at once.
public final class Mailbox: Sendable {
    private let waiting = Mutex<[AppMessage]>([])
    private let wake: AsyncStream<Void>.Continuation
    private let wakes: AsyncStream<Void>

    public init() {
        (wakes, wake) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    public func post(_ message: AppMessage) {
        post([message])
    }

    public func post(_ messages: [AppMessage]) {
        if messages.isEmpty { return }
        waiting.withLock { $0 += messages }
        wake.yield()
    }

    /// What waits now and came of effects; what a person typed ahead has its turn later.
    @MainActor
    func takeAnswers() -> [AppMessage] {
        waiting.withLock { waiting in
            defer { waiting.removeAll { !$0.isInput } }
            return waiting.filter { !$0.isInput }
        }
    }

    /// Waits until there is something; returns all of it, or nothing when the task is cancelled.
    @MainActor
    func take() async -> [AppMessage] {
        for await _ in wakes {
            let messages = waiting.withLock { waiting in
                defer { waiting = [] }
                return waiting
            }
            if !messages.isEmpty { return messages }
        }
        return []
    }
}

extension AppMessage {
    /// Whether a person did it, in linear mode: typed a line, or ended the program.
    var isInput: Bool {
        switch self {
        case .lineTyped, .quitRequested: true
        default: false
        }
    }
}
