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

    /// What waits now, up to the next line that was typed: that one has its turn later.
    @MainActor
    func takeAnswers() -> [AppMessage] {
        waiting.withLock { waiting in
            let end = waiting.firstIndex { if case .lineTyped = $0 { true } else { false } } ?? waiting.endIndex
            defer { waiting.removeSubrange(..<end) }
            return Array(waiting[..<end])
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
