import HelpdeskDesk
import HelpdeskModels

/// Everything that keeps a bot going: fetching, working off, telling, sending.
struct BotLoop: Sendable {
    let store: BotStore
    let client: BotClient
    let handler: any UpdateHandler
    /// Has the contents of files; nil for a bot that sends none.
    let desk: (any SupportDesk)?
    let clock: @Sendable () -> Timestamp
    let log: BotLog
    /// Whether updates are fetched; else a webhook brings them.
    var isPolling = true

    /// Runs until the task is cancelled, beside `others`.
    func run(_ others: @escaping @Sendable () async -> Void = {}) async throws {
        let now = clock()
        try await store.recover(at: now)
        try await store.limitTimes(at: now) { try handler.limitTimes(at: $0, $1) }
        let worker = UpdateWorker(store: store, handler: handler, clock: clock, log: log)
        let sender = BotSender(store: store, client: client, desk: desk, clock: clock, log: log)
        await withDiscardingTaskGroup { group in
            if isPolling {
                group.addTask { await BotPoller(store: store, client: client, clock: clock, log: log).run() }
            }
            group.addTask { await worker.run() }
            group.addTask { await worker.runNotices() }
            group.addTask { await sender.run() }
            group.addTask { await watchClock() }
            group.addTask { await others() }
        }
    }

    /// Looks every second whether the clock was set, until the task is cancelled.
    private func watchClock() async {
        let start = ContinuousClock.now
        func reading() -> ClockWatch.Reading {
            ClockWatch.Reading(clock: clock(), uptime: ContinuousClock.now - start)
        }
        var watch = ClockWatch(reading())
        while !Task.isCancelled {
            // Cancelled is ended: the loop looks.
            try? await Task.sleep(for: .seconds(1))
            var next = watch
            if let jump = next.jump(to: reading()) {
                log.warning("the clock was set by \(jump) ms: what waits, waits as long as before")
                do {
                    try await store.shiftTimes(by: jump) { try handler.shiftTimes(by: $0, $1) }
                } catch {
                    // Tried again at the next look, which compares with the same reading as this one.
                    log.error("the bot's database cannot be written: \(FailureKind.name(of: error))")
                    continue
                }
            }
            watch = next
        }
    }
}

/// Where the bots write what an administrator should know. Never a token, nor what people wrote.
public struct BotLog: Sendable {
    public enum Level: String, Sendable {
        case info, warning, error
    }

    private let write: @Sendable (Level, String) -> Void

    public init(_ write: @escaping @Sendable (Level, String) -> Void) {
        self.write = write
    }

    public func info(_ text: String) { write(.info, text) }
    public func warning(_ text: String) { write(.warning, text) }
    public func error(_ text: String) { write(.error, text) }
}
