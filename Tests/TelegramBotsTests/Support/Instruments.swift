import Foundation
import HelpdeskModels
import Synchronization
import Testing

@testable import TelegramBots

/// A clock that stands still until it is moved.
final class BotClock: Sendable {
    private let time = Mutex(Timestamp(milliseconds: 1_780_000_000_000))

    var now: Timestamp { time.withLock { $0 } }

    func pass(_ seconds: Double) {
        time.withLock { $0 = $0.adding(seconds: seconds) }
    }

    func move(to later: Timestamp) {
        time.withLock { $0 = max($0, later) }
    }
}

/// The lines that were logged.
final class LogLines: Sendable {
    private struct State {
        var lines: [String] = []
        var listeners: [AsyncStream<Void>.Continuation] = []
    }

    private let state = Mutex(State())

    var all: [String] { state.withLock(\.lines) }

    var log: BotLog {
        BotLog { level, text in
            let listeners = self.state.withLock { state in
                state.lines.append("\(level.rawValue) \(text)")
                return state.listeners
            }
            for listener in listeners { listener.yield() }
        }
    }
}

extension LogLines {
    struct Missing: Error {}

    /// Waits until something is logged that contains `part`, as long as the test may take.
    func wait(for part: String) async throws {
        let (news, listener) = AsyncStream.makeStream(of: Void.self)
        let isThere = state.withLock { state in
            state.listeners.append(listener)
            return state.lines.contains { $0.contains(part) }
        }
        if isThere { return }
        for await _ in news where all.contains(where: { $0.contains(part) }) { return }
        throw Missing()
    }
}

/// The deliveries and requests of the bots of a test, kept for others to judge: those who know the Bot API look through
/// them in the end-to-end tests.
enum Deliveries {
    /// Copies the bot's file into the folder that `CABDESK_DELIVERIES` names; does nothing without it. The calls are the same
    /// with either engine.
    static func keep(_ store: BotStore) {
        guard let folder = ProcessInfo.processInfo.environment["CABDESK_DELIVERIES"] else { return }
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            try store.database.run("VACUUM INTO '\(folder)/\(UUID().uuidString).sqlite'")
        } catch {
            Issue.record(error, "the deliveries cannot be kept")
        }
    }
}
