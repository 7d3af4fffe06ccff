import Synchronization

@testable import TelegramBots

/// What was logged.
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
            await Task.yield()
        }
    }
}
