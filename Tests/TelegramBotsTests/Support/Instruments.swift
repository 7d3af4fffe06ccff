import Foundation
import GRDB
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
    private let lines = Mutex<[String]>([])

    var all: [String] { lines.withLock { $0 } }
    var log: BotLog { BotLog { level, text in self.lines.withLock { $0.append("\(level.rawValue) \(text)") } } }
}

extension LogLines {
    struct Missing: Error {}

    /// Waits until something is logged that contains `part`.
    func wait(for part: String) async throws {
        let start = ContinuousClock.now
        while !all.contains(where: { $0.contains(part) }) {
            guard ContinuousClock.now - start < .seconds(120) else { throw Missing() }
            // Without keeping a thread from what is waited for, as yielding in a circle does.
            try await Task.sleep(for: .milliseconds(5))
        }
    }
}

/// The deliveries and requests of the bots of a test, kept for others to judge: those who know the Bot API look through
/// them in the end-to-end tests.
enum Deliveries {
    /// Copies the bot's database into the folder that `CABDESK_DELIVERIES` names; does nothing without it.
    static func keep(_ store: BotStore) {
        guard let folder = ProcessInfo.processInfo.environment["CABDESK_DELIVERIES"] else { return }
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            try store.queue.writeWithoutTransaction { db in
                try db.execute(sql: "VACUUM INTO ?", arguments: ["\(folder)/\(UUID().uuidString).sqlite"])
            }
        } catch {
            Issue.record(error, "the deliveries cannot be kept")
        }
    }
}
